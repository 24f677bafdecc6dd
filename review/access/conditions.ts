import { OPERATORS, type Operator } from "./operators";
import type { Context } from "./text";
import { every, not, some, type Three } from "./three";
import { asList, type ContextValue, type Statement } from "./types";

type Quantifier = "all" | "any" | undefined;

interface ParsedOperator {
  readonly quantifier: Quantifier;
  readonly ifExists: boolean;
  /** Undefined for Null, which looks at presence only. */
  readonly operator: Operator | undefined;
}

/** Reads `ForAnyValue:StringLikeIfExists`; undefined when the operator is not one that we know. */
export function parseOperator(name: string): ParsedOperator | undefined {
  const [, forWhich, base = "", suffix] = /^(?:(forallvalues|foranyvalue):)?(.*?)(ifexists)?$/.exec(name.toLowerCase()) ?? [];
  if (base === "null") return forWhich || suffix ? undefined : { quantifier: undefined, ifExists: false, operator: undefined };
  const operator = OPERATORS.get(base);
  if (operator === undefined) return undefined;
  return {
    quantifier: forWhich === "forallvalues" ? "all" : forWhich === "foranyvalue" ? "any" : undefined,
    ifExists: suffix !== undefined,
    operator,
  };
}

/** One key of one operator, with every value that it takes. */
interface Condition {
  readonly key: string;
  readonly values: readonly string[];
  /** Undefined for an operator that nobody knows. */
  readonly parsed: ParsedOperator | undefined;
}

export const conditionsOf = ({ Condition: all }: Statement): readonly Condition[] =>
  Object.entries(all ?? {}).flatMap(([name, keys]) => {
    const parsed = parseOperator(name);
    return Object.entries(keys).map(([key, wanted]) => ({ key, values: asList<unknown>(wanted as unknown).map(String), parsed }));
  });

/** Does the condition hold for everything but its values? */
export const isNegated = ({ parsed }: Condition): boolean => parsed?.operator?.negated === true;

/** All conditions of a statement hold: operators and keys are joined by AND, a key's values by OR (NOR when negated). */
export function conditionsHold(statement: Statement, context: Context): Three {
  return every(
    conditionsOf(statement).map(({ key, values, parsed }): Three =>
      parsed === undefined ? "unknown" : holds(parsed, context.get(key.toLowerCase()), values, context),
    ),
  );
}

function holds(parsed: ParsedOperator, actual: ContextValue | undefined, wanted: readonly string[], context: Context): Three {
  const { quantifier, ifExists, operator } = parsed;
  if (operator === undefined) return presence(actual === undefined, wanted);
  const values = asList(actual);

  if (actual === undefined || (quantifier !== undefined && values.length === 0)) {
    if (ifExists || quantifier === "all") return true;
    // ForAnyValue needs a value to exist, even with a negated operator; a plain negated operator holds without one.
    return quantifier === "any" ? false : operator.negated;
  }
  // Without a quantifier IAM defines no answer for a key of several values.
  if (quantifier === undefined && values.length !== 1) return "unknown";

  const each = values.map((value): Three => {
    const matched = some(wanted.map((want) => operator.compare(value, want, context)));
    return operator.negated ? not(matched) : matched;
  });
  return quantifier === "any" ? some(each) : every(each);
}

function presence(absent: boolean, wanted: readonly string[]): Three {
  return some(wanted.map((want): Three => (/^true$/i.test(want) ? absent : /^false$/i.test(want) ? !absent : "unknown")));
}
