import { identityCenterOf, type IdentityCenter } from "../access/permission-sets";
import type { AccessData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

const AT = "parties.gatekeeper.identity";

/** People who come by Identity Center: groups of the custodian's own instance, told apart by an external provider's word. */
export function identityCenterRules({ groups }: AccessData["gatekeeper"], context: RuleContext): void {
  const identity = identityCenterOf(context.data);
  if (!identity) return;
  const { complaints } = context;
  administered(identity, context);
  if (identity.source !== "external")
    complaints.add(
      P.access,
      `${AT}.source`,
      identity.source,
      "external: neither a second factor nor a ticket is ever in a session of Identity Center's own directories",
      "Connect the custodian's identity provider, which says both in the assertion (docs/identity-center.md), or sign in by saml.",
    );
  if (identity.withoutSignInNetwork === undefined)
    complaints.add(
      P.access,
      `${AT}.withoutSignInNetwork`,
      "nothing",
      "a reason: Identity Center looks at no network when somebody signs in",
      "Say what watches it instead, such as the identity provider's own rule, or sign in by saml.",
    );
  if (groups === undefined)
    complaints.add(P.access, "access.gatekeeper.groups", "nothing", "the identity store's groups", "Give a group's id for each duty.");
  else named(groups, context);
}

function administered({ account, region }: IdentityCenter, { data, jurisdiction, complaints }: RuleContext): void {
  const found = data.accounts[account];
  if (
    !found ||
    found.cloud !== "aws" ||
    found.owner !== "custodian" ||
    !found.inOrganization ||
    !["management", "security"].includes(found.purpose)
  )
    complaints.add(
      P.access,
      `${AT}.account`,
      account,
      "the custodian's management account, or its account of purpose security that it delegated Identity Center to",
      "Name one of them: who holds data or keys never says who comes in.",
    );
  if (!jurisdiction.contains("aws", region))
    complaints.add(
      P.access,
      `${AT}.region`,
      region,
      "a region of the jurisdiction",
      "Name the instance's own region; it has to lie inside.",
    );
}

/** One who asks for a break-glass never approves it, and a group that is named by dataset is named for one that there is. */
function named(groups: NonNullable<AccessData["gatekeeper"]["groups"]>, { data, complaints }: RuleContext): void {
  if (groups.approver === groups.operator)
    complaints.add(
      P.access,
      "access.gatekeeper.groups.approver",
      groups.approver,
      "another group than the operators'",
      "Make two groups that share nobody.",
    );
  for (const duty of ["read", "write", "restore"] as const) {
    const byDataset = groups[duty];
    if (typeof byDataset === "string") continue;
    for (const name of Object.keys(byDataset))
      if (!data.datasets.some((dataset) => dataset.name === name))
        complaints.add(P.access, `access.gatekeeper.groups.${duty}`, name, "a dataset of the program", "Correct the name.");
  }
}
