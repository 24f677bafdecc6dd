/** CloudWatch Logs takes 1,024 characters of a filter pattern (PutMetricFilter). */
const LONGEST = 1024;

/** What to look for in the trail, and why it wakes somebody. */
export interface Watch {
  readonly what: string;
  readonly why: string;
  /** A filter pattern of CloudWatch Logs, for JSON. */
  readonly pattern: string;
}

export interface Watched {
  /** Accounts where reading happens; `role` prefixes the names of the roles that may. */
  readonly readers: readonly string[];
  readonly rolePrefix: string;
  readonly breakGlassRoles: readonly string[];
  /** The jurisdiction's regions. */
  readonly regions: readonly string[];
}

const anyOf = (field: string, values: readonly string[]) => `(${values.map((value) => `($.${field} = "${value}")`).join(" || ")})`;
const noneOf = (field: string, values: readonly string[]) => values.map((value) => `($.${field} != "${value}")`).join(" && ");

/** Services whose calls are recorded in us-east-1 wherever they come from (CloudTrail user guide, global service events). */
const GLOBAL_SERVICES = ["iam", "organizations", "sts", "signin", "cloudfront", "route53", "health", "support"];

/** Everything that somebody must look at within minutes. */
export function watches(watched: Watched): readonly Watch[] {
  const sessions = watched.readers.map((account) => `arn:aws:sts::${account}:assumed-role/${watched.rolePrefix}*`);
  const all: Watch[] = [
    {
      what: "unexpected-reader",
      why: "Data was touched by a principal that is none of the blueprint's roles, or by one that CloudTrail cannot name.",
      // A comparison with a field that is absent matches nothing, so the absent principal is asked for by itself.
      pattern: `{ ($.eventCategory = "Data") && ($.userIdentity.type != "AWSService") && (($.userIdentity.arn NOT EXISTS) || (${noneOf("userIdentity.arn", sessions)})) }`,
    },
    {
      what: "guardrail-change",
      why: "A guardrail of the organization was changed, detached or left.",
      pattern: `{ ($.eventSource = "organizations.amazonaws.com") && ${anyOf("eventName", [
        "CreatePolicy",
        "UpdatePolicy",
        "DeletePolicy",
        "AttachPolicy",
        "DetachPolicy",
        "DisablePolicyType",
        "MoveAccount",
        "LeaveOrganization",
        "RemoveAccountFromOrganization",
      ])} }`,
    },
    {
      what: "key-policy-change",
      why: "A key's policy, its state or its material was changed.",
      pattern: `{ ($.eventSource = "kms.amazonaws.com") && ${anyOf("eventName", [
        "PutKeyPolicy",
        "ScheduleKeyDeletion",
        "DisableKey",
        "ReplicateKey",
        "UpdatePrimaryRegion",
        "DeleteImportedKeyMaterial",
        "DisconnectCustomKeyStore",
      ])} }`,
    },
    {
      what: "trail-stopped",
      why: "The trail was stopped, deleted or told to record less.",
      pattern: `{ ($.eventSource = "cloudtrail.amazonaws.com") && ${anyOf("eventName", ["StopLogging", "DeleteTrail", "UpdateTrail", "PutEventSelectors"])} }`,
    },
    {
      what: "break-glass",
      why: "A break-glass role was assumed.",
      pattern: `{ ($.eventName = "AssumeRole*") && ${anyOf(
        "requestParameters.roleArn",
        watched.breakGlassRoles.map((role) => `*:role/${role}`),
      )} }`,
    },
    { what: "cross-border-call", why: "An API was called in a region outside the jurisdiction.", pattern: crossBorder(watched.regions) },
  ];
  const long = all.find(({ pattern }) => pattern.length > LONGEST);
  if (long) throw new RangeError(`the filter ${long.what} has ${long.pattern.length} characters; CloudWatch Logs takes ${LONGEST}`);
  return all;
}

/** Where us-east-1 is abroad, the global services' events still come from there. */
function crossBorder(regions: readonly string[]): string {
  const abroad = noneOf("awsRegion", regions);
  if (regions.includes("us-east-1")) return `{ ${abroad} }`;
  const global = noneOf(
    "eventSource",
    GLOBAL_SERVICES.map((service) => `${service}.amazonaws.com`),
  );
  return `{ ${abroad} && (($.awsRegion != "us-east-1") || (${global})) }`;
}
