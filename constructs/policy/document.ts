/** One statement of an IAM, resource, key or endpoint policy, in AWS's own words. */
export interface Statement {
  /** What it is for; unique in its document, so that a verdict can name it. */
  readonly Sid: string;
  readonly Effect: "Allow" | "Deny";
  readonly Principal?: "*" | Readonly<Record<string, string | readonly string[]>>;
  readonly Action?: readonly string[];
  readonly NotAction?: readonly string[];
  /** Absent in a role's trust policy, whose resource is the role. */
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** Sizes in characters, from the services' quota pages; a document above its limit is refused when applied, so it fails at synth. */
const LIMITS = {
  key: 32_768,
  bucket: 20_480,
  role: 10_240,
  managed: 6_144,
  trust: 2_048,
  endpoint: 20_480,
  fileSystem: 20_000,
  vault: 20_480,
  repository: 10_240,
  /** An Amazon SNS topic. */
  topic: 30_720,
} as const;

/** A policy document as terraform takes it: one line of JSON. Throws when a Sid repeats or the document is over its limit. */
export function policyDocument(kind: keyof typeof LIMITS, statements: readonly Statement[]): string {
  const sids = statements.map((statement) => statement.Sid);
  const repeated = sids.find((sid, index) => sids.indexOf(sid) !== index);
  if (repeated) throw new TypeError(`two statements of one ${kind} policy are called ${repeated}`);
  const text = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  if (text.length > LIMITS[kind]) throw new RangeError(`a ${kind} policy has ${text.length} characters; AWS takes ${LIMITS[kind]}`);
  return text;
}
