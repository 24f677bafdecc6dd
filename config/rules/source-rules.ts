import type { CopyData, DatasetData } from "../schema/schema";
import { PHASES } from "../scope";
import { secretAtHome } from "./mover-secret";
import { PROGRAM_PAGES as P } from "./pages";
import { phaseOf } from "./phase";
import type { RuleContext } from "./rules";

/** What single kinds of source need before they move. */
export function sourceRules(context: RuleContext, dataset: DatasetData, copy: CopyData, at: string): void {
  const { data, jurisdiction, complaints } = context;
  const phase = phaseOf(copy, dataset);
  if (phase === "prepare" || phase === "closed") return;
  if (copy.kind === "aws-backup-vault") {
    const account = data.accounts[copy.account];
    if (account && !(account.inOrganization && account.owner === "custodian") && PHASES.indexOf(phase) <= PHASES.indexOf("soak"))
      complaints.add(
        P.vault,
        `${at}.account`,
        `${copy.account}, ${account.inOrganization ? `the ${account.owner}'s own` : "outside the custodian's organization"}, in ${phase}`,
        "an account that the custodian has taken over into its organization, or another kind of copy",
        "Have the account handed over, and say owner: custodian and inOrganization: true; or restore the points and describe what they became.",
      );
  }
  if ("hmac" in copy && copy.hmac) secretAtHome(context, dataset, `${at}.hmac.secretArn`, copy.hmac.secretArn);
  if (copy.kind !== "google-bigquery") return;
  if (copy.exportBucket === undefined)
    complaints.add(
      P.leg,
      `${at}.exportBucket`,
      "nothing",
      "the bucket that the tables are exported to",
      "Export with `bq extract`, and name the bucket.",
    );
  if (jurisdiction.judge("google", copy.region) !== "inside")
    complaints.add(
      P.leg,
      `${at}.region`,
      copy.region,
      "a location inside the jurisdiction",
      "BigQuery exports into buckets of its own location: copy the dataset into the jurisdiction first, and export that.",
    );
}
