import type { DatasetData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** A mover opens secrets of its own account and region only, where they are under the custodian's key. */
export function secretAtHome({ data, complaints }: RuleContext, { home }: DatasetData, at: string, secret: string): void {
  const account = data.accounts[home.account];
  if (account?.cloud !== "aws" || secret.includes(`:secretsmanager:${home.region}:${account.id}:`)) return;
  complaints.add(
    P.leg,
    at,
    secret,
    `a secret of account ${account.id} in ${home.region}`,
    "Keep the secret where the home is, under the custodian's key.",
  );
}
