import { asList, type PolicyDocument, type Statement } from "../../review/access/types";
import { CASES } from "./cases";
import { decide, verdictOf, type Policy } from "./documents";

export interface Mutant {
  /** Where it differs, and how. */
  readonly at: string;
  readonly document: PolicyDocument;
}

/** Every policy that is one slip away: a part missing, an effect turned round, a principal that lets everybody in. */
export function mutantsOf({ document }: Policy): readonly Mutant[] {
  const statements = asList<Statement>(document.Statement as Statement);
  return statements.flatMap((statement, index): Mutant[] => {
    const sid = statement.Sid ?? String(index);
    const put = (how: string, ...instead: Statement[]): Mutant => ({
      at: `${sid}: ${how}`,
      document: { ...document, Statement: [...statements.slice(0, index), ...instead, ...statements.slice(index + 1)] },
    });
    return [
      put("without the statement"),
      put("with the effect turned round", { ...statement, Effect: statement.Effect === "Allow" ? "Deny" : "Allow" }),
      ...(["Action", "NotAction", "Resource", "NotResource"] as const).flatMap((element) =>
        without(statement[element]).map(([gone, left]) => put(`without ${element} ${gone}`, { ...statement, [element]: left })),
      ),
      ...widened(statement).map(([how, wide]) => put(how, wide)),
      ...loosened(statement).map(([how, loose]) => put(how, loose)),
    ];
  });
}

/** A list with one entry less, each in turn. A list of one has no such: without its entry the statement is gone. */
function without(list: string | readonly string[] | undefined): [string, readonly string[]][] {
  const values = asList<string>(list as string | undefined);
  return values.length < 2 ? [] : values.map((gone) => [gone, values.filter((value) => value !== gone)]);
}

/** For everybody; and a grant on everything, and of every action of the service. A wider denial is not a hole. */
function widened(statement: Statement): [string, Statement][] {
  const { Effect, Principal, Resource, Action } = statement;
  const everybody = Principal === undefined || Principal === "*" || (Principal["AWS"] === "*" && Object.keys(Principal).length === 1);
  const [service = ""] = asList<string>(Action as string | undefined)[0]?.split(":") ?? [];
  const everyAction = asList<string>(Action as string | undefined).every((action) => action === "*" || action.endsWith(":*"));
  return [
    ...(everybody ? [] : [["for everybody", { ...statement, Principal: "*" }] as [string, Statement]]),
    ...(Effect === "Deny" || Resource === undefined || Resource === "*"
      ? []
      : [["on everything", { ...statement, Resource: "*" }] as [string, Statement]]),
    ...(Effect === "Deny" || everyAction ? [] : [[`with ${service}:*`, { ...statement, Action: [`${service}:*`] }] as [string, Statement]]),
  ];
}

/** Without one condition's key, without each value of a key that has several, and with an operator that is lax about its absence. */
function loosened(statement: Statement): [string, Statement][] {
  return Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) => [
    ...absence(statement, operator, keys),
    ...Object.entries(keys).flatMap(([key, values]): [string, Statement][] => {
      const rest = Object.fromEntries(Object.entries(keys).filter(([name]) => name !== key));
      const conditions = Object.fromEntries(Object.entries(statement.Condition ?? {}).filter(([name]) => name !== operator));
      return [
        [
          `without ${operator} ${key}`,
          { ...statement, Condition: Object.keys(rest).length > 0 ? { ...conditions, [operator]: rest } : conditions },
        ],
        ...without(values as string | readonly string[]).map(([gone, left]): [string, Statement] => [
          `without ${operator} ${key} ${gone}`,
          { ...statement, Condition: { ...conditions, [operator]: { ...rest, [key]: left } } },
        ]),
      ];
    }),
  ]);
}

/** A grant that holds when the key is absent, or a denial that does not. A negated operator, and one for all values, holds without a key in any case. */
function absence(statement: Statement, operator: string, keys: NonNullable<Statement["Condition"]>[string]): [string, Statement][] {
  if (
    operator === "Null" ||
    operator.includes("Not") ||
    operator.startsWith("ForAllValues:") ||
    operator.endsWith("IfExists") === (statement.Effect === "Allow")
  )
    return [];
  const instead = operator.endsWith("IfExists") ? operator.slice(0, -"IfExists".length) : `${operator}IfExists`;
  const conditions = Object.fromEntries(Object.entries(statement.Condition ?? {}).filter(([name]) => name !== operator));
  return [[`with ${instead} for ${operator}`, { ...statement, Condition: { ...conditions, [instead]: keys } }]];
}

/** Does a case tell the mutant from the policy that is meant? */
export function killed({ name, kind }: Policy, { document }: Pick<Mutant, "document">): boolean {
  return casesOf(name).some(({ request, expected, by, bare }) => {
    const decision = decide(kind, document, request, bare);
    return verdictOf(decision) !== expected || (by !== undefined && !decision.by.includes(by));
  });
}

const BY_POLICY = new Map<string, (typeof CASES)[number][]>();
for (const one of CASES) {
  const others = BY_POLICY.get(one.policy);
  if (others) others.push(one);
  else BY_POLICY.set(one.policy, [one]);
}

function casesOf(name: string): typeof CASES {
  return BY_POLICY.get(name) ?? [];
}
