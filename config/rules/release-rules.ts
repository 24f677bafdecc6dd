import { PROGRAM_PAGES as P } from "./pages";
import { serves, type RuleContext } from "./rules";

/** The way in for the parent's code: in the custodian's account, with a network of its own, approved by somebody who is not the parent. */
export function releaseRules(context: RuleContext): void {
  const { data, complaints, account } = context;
  const { release } = data;
  if (!release) return;
  const own = account(release.account, "release.account");
  if (own) {
    context.inside(own.cloud, release.region, "release.region", "the release path");
    if (own.cloud !== "aws" || !serves(own, "release"))
      complaints.add(
        P.purpose,
        "release.account",
        `${release.account}, a ${own.purpose} account on ${own.cloud}`,
        "an AWS account with purpose release",
        "Name the release account.",
      );
    if (own.owner !== "custodian")
      complaints.add(
        P.owner,
        "release.account",
        `${release.account}, owned by the ${own.owner}`,
        "an account of the custodian's",
        "Keep the mirror, the inspection and the registry in the custodian's account.",
      );
  }
  if (!Object.values(data.networks).some((network) => network.account === release.account && network.region === release.region))
    complaints.add(
      P.network,
      "release.region",
      `no network at ${release.account} ${release.region}`,
      "an isolated network, in which source is scanned and built",
      "Add one under networks.",
    );
  const inspector = account(release.inspector.account, "release.inspector.account");
  if (inspector && (inspector.owner === "parent" || inspector.cloud !== "aws"))
    complaints.add(
      P.owner,
      "release.inspector.account",
      `${release.inspector.account}, owned by the ${inspector.owner} on ${inspector.cloud}`,
      "an AWS account of the auditor's, the gatekeeper's or the custodian's",
      "Let somebody inspect who is not the parent.",
    );
  const pusher = Object.values(data.accounts).find((known) => known.cloud === "aws" && known.id === release.parent.account);
  if (pusher && pusher.owner !== "parent")
    complaints.add(
      P.owner,
      "release.parent.account",
      `${release.parent.account}, owned by the ${pusher.owner}`,
      "an account of the parent's",
      "Name the account from which the parent pushes its source.",
    );
}
