import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { get, isAbsent, select, type Found } from "../../value";

export const CONFIGURATION = "aws_s3_bucket_lifecycle_configuration";

/** The types in which lifecycle rules of S3 stand: one of their own, and the bucket in an older form (aws 6.25, lifecycle_rule). */
export const HOLDS_RULES: readonly string[] = [CONFIGURATION, "aws_s3_bucket"];

/** The bucket that a resource of these types gives rules to. */
export function bucketOf(resource: Resource, facts: Facts): Resource | undefined {
  if (resource.type !== CONFIGURATION) return resource;
  const name = get(resource.values, "bucket");
  return facts.ofType("aws_s3_bucket").find((each) => facts.refersTo(resource, name, each, ["id", "bucket"]) === "yes");
}

/** What a rule that is not off does. */
export interface LifecycleAction {
  readonly path: string;
  /** Undefined where nobody can know it. */
  readonly on: true | undefined;
  /** A simple value of it: empty where it is absent, undefined where it is not known. */
  readonly text: (name: string) => string | undefined;
}

/** Each `expiration`, `noncurrent_version_expiration` or `transition` of a resource's rules. */
export function actionsOf(
  resource: Resource,
  action: "expiration" | "noncurrent_version_expiration" | "transition",
  facts: Facts,
): readonly LifecycleAction[] {
  const [rules, state, off] =
    resource.type === CONFIGURATION ? (["rule[]", "status", "Disabled"] as const) : (["lifecycle_rule[]", "enabled", "false"] as const);
  const textIn = ({ value }: Found, name: string) => {
    const found = select(value, name)[0]?.value;
    return isAbsent(found) ? "" : facts.resolver.text(found as Found["value"], resource.stack);
  };
  return select(resource.values, rules).flatMap((rule) => {
    const is = textIn(rule, state);
    if (is === off) return [];
    return select(rule.value, `${action}[]`).map((found) => ({
      path: `${rule.path}.${found.path}`,
      on: is === undefined ? undefined : (true as const),
      text: (name: string) => textIn(found, name),
    }));
  });
}
