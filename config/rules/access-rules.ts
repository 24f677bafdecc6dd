import { Cidr } from "../cidr";
import { RingfenceError } from "../errors";
import type { AccessData } from "../schema/schema";
import { identityCenterRules } from "./identity-center-rules";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** Who is let in: from somewhere, by somebody who can say who they are, for a time, and never anybody of the parent's. */
export function accessRules(context: RuleContext): void {
  const { access, custody, accounts } = context.data;
  if (!access) return;
  const taken = [custody.keyRole, custody.breakGlassRole, ...Object.values(accounts).map(({ deployer }) => deployer)];
  if (taken.includes(access.adminRole))
    context.complaints.add(
      P.duplicate,
      "access.adminRole",
      access.adminRole,
      "a role apart from deployers and key roles: who builds never lets people in",
      "Rename it.",
    );
  networks(access, context);
  identity(access, context);
  examination(access, context);
  workloads(context.data, context);
}

/** Narrower than /8, which is nobody's own network; private addresses never show as a source on the public side. */
function networks({ gatekeeper }: AccessData, { complaints }: RuleContext): void {
  for (const [index, text] of gatekeeper.networks.entries()) {
    const at = `access.gatekeeper.networks[${index}]`;
    try {
      if (Cidr.of(text, at).prefix < 16)
        complaints.add(P.access, at, text, "a network of /16 or smaller", "Name the team's own addresses.");
    } catch (error) {
      if (!(error instanceof RingfenceError)) throw error;
      complaints.add(error.page, at, error.details.given, error.details.expected, error.details.fix);
    }
  }
}

function identity({ gatekeeper }: AccessData, context: RuleContext): void {
  const { data, complaints } = context;
  const onAws = data.datasets.some(({ home }) => data.accounts[home.account]?.cloud === "aws");
  const hubs = Object.values(data.accounts).filter(({ cloud, purpose }) => cloud === "aws" && purpose === "gatekeeper");
  if (onAws && hubs.length !== 1)
    complaints.add(
      P.access,
      "accounts",
      `${hubs.length} AWS accounts of purpose gatekeeper`,
      "one, where people sign in",
      "Add the gatekeeper's account.",
    );
  const { kind } = data.parties.gatekeeper.identity;
  if (onAws && kind === "saml" && gatekeeper.metadata === undefined)
    complaints.add(
      P.access,
      "access.gatekeeper.metadata",
      "nothing",
      "the identity provider's metadata",
      "Give the XML, or the path of its file.",
    );
  if (onAws) identityCenterRules(gatekeeper, context);
  if (onAws && kind === "workforce")
    complaints.add(P.access, "parties.gatekeeper.identity", kind, "saml or identity-center for homes on AWS", "Change it.");
  const onGoogle = data.datasets.some(({ home }) => data.accounts[home.account]?.cloud === "google");
  if (onGoogle && gatekeeper.metadata === undefined && gatekeeper.oidc === undefined)
    complaints.add(
      P.access,
      "access.gatekeeper",
      "neither metadata nor oidc",
      "the identity provider of a workforce pool",
      "Give its SAML metadata, or its OpenID Connect issuer and client.",
    );
}

function examination({ auditor }: AccessData, { data, complaints }: RuleContext): void {
  if (!auditor) return;
  const days = (Date.parse(auditor.until) - Date.parse(auditor.from)) / 86_400_000;
  if (days < 0 || days > 366)
    complaints.add(
      P.access,
      "access.auditor.until",
      `${auditor.from} to ${auditor.until}`,
      "a year at most, that ends after it begins",
      "Renew it each year instead.",
    );
  const clouds = new Set(data.datasets.map(({ home }) => data.accounts[home.account]?.cloud));
  if (clouds.has("aws") && !Object.values(data.accounts).some(({ cloud, purpose }) => cloud === "aws" && purpose === "audit"))
    complaints.add(P.access, "access.auditor", "no AWS account of purpose audit", "one, where the auditor's desk stands", "Add it.");
  const named = { aws: auditor.principals.length, google: auditor.groups.length };
  for (const [cloud, field] of [
    ["aws", "principals"],
    ["google", "groups"],
  ] as const)
    if (clouds.has(cloud) && named[cloud] === 0)
      complaints.add(P.access, `access.auditor.${field}`, "nothing", `who examines on ${cloud}`, "Name one of the auditor's own.");
  for (const [index, principal] of auditor.principals.entries()) {
    const owner = Object.values(data.accounts).find(({ id }) => id === principal.split(":")[4])?.owner;
    if (owner !== undefined && owner !== "auditor")
      complaints.add(
        P.access,
        `access.auditor.principals[${index}]`,
        `${principal}, of the ${owner}'s`,
        "a role of the auditor's own",
        "Who examines belongs to none of those who are examined.",
      );
  }
}

function workloads({ datasets }: RuleContext["data"], { complaints }: RuleContext): void {
  for (const dataset of datasets)
    for (const [index, { name }] of dataset.workloads.entries())
      if (dataset.workloads.findIndex((other) => other.name === name) !== index)
        complaints.add(P.duplicate, `datasets.${dataset.name}.workloads`, name, "a name of its own", "Rename one of them.");
}
