import type { Statement } from "../facts/policy";

/** Condition keys that say who the caller is (IAM, global condition keys; KMS, condition keys). */
export const NARROWS_TO_CALLERS = /^(aws:principal(orgid|orgpaths|account|arn)|kms:calleraccount|aws:source(arn|account|orgid))$/i;
/** Operators that fail when the key is absent: neither `…IfExists` nor `ForAllValues:` (IAM, condition operators). */
export const POSITIVE = /^(foranyvalue:)?(stringequals(ignorecase)?|stringlike|arnequals|arnlike)$/i;

/** Narrowed: at least one condition that only a named caller can meet, with every value known. */
export function isNarrowed(statement: Statement): boolean {
  return statement.conditions.some(
    ({ operator, key, values }) =>
      NARROWS_TO_CALLERS.test(key) &&
      POSITIVE.test(operator) &&
      values.length > 0 &&
      values.every((value) => value !== undefined && !/^[*?:]*$/.test(value) && !/^arn:[^:]*:iam::\*?:/.test(value)),
  );
}

/** The values of conditions that let callers in. */
export function callersOf(statement: Statement): readonly (string | undefined)[] {
  return statement.conditions
    .filter(({ operator, key }) => NARROWS_TO_CALLERS.test(key) && POSITIVE.test(operator))
    .flatMap(({ values }) => values);
}
