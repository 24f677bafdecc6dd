/** A statement of a bucket's policy, as far as it is asked for. */
interface Said {
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: object;
}

const EVERYONE: ReadonlySet<string> = new Set(['"*"', '{"AWS":"*"}']);

/** Does the policy deny every write of every object to everyone, without a condition, as the legacy stack's does? */
export function isFrozen(policy: string, bucket: string): boolean {
  const { Statement = [] } = JSON.parse(policy) as { readonly Statement?: readonly Said[] };
  return Statement.some(
    ({ Effect, Principal, Action, Resource, Condition }) =>
      Effect === "Deny" &&
      Condition === undefined &&
      EVERYONE.has(JSON.stringify(Principal)) &&
      [Action].flat().includes("s3:PutObject*") &&
      [Resource].flat().includes(`arn:aws:s3:::${bucket}/*`),
  );
}
