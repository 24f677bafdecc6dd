import { parseJson } from "../read/json";
import { Expression } from "../expression";
import { first, get, isAbsent, isObject, list, select, type Json, type JsonObject, type Value, type ValueObject } from "../value";
import type { Estate } from "./estate";
import type { Resource, Stack } from "./model";

/** A policy's text is a string, or undefined where an expression stands that nobody has evaluated. */
export type PolicyText = string | undefined;

export interface Statement {
  /** Where it stands, for the report: its Sid, or its number. */
  readonly at: string;
  readonly allow: boolean;
  readonly principals: readonly { readonly type: string; readonly id: PolicyText }[];
  readonly notPrincipal: boolean;
  readonly actions: readonly PolicyText[];
  readonly notAction: boolean;
  readonly resources: readonly PolicyText[];
  readonly conditions: readonly { readonly operator: string; readonly key: string; readonly values: readonly PolicyText[] }[];
}

export type Policy =
  | { readonly kind: "policy"; readonly statements: readonly Statement[] }
  | { readonly kind: "absent" }
  | { readonly kind: "unresolved"; readonly reason: string };

/** Stands for an expression inside a policy's text; one that an attacker writes himself only makes his policy unknown. */
const HOLE = "\u0001ringfence-hole\u0001";

/** The policy in an attribute: a JSON string with expressions in it, or a reference to a policy document in the same stack. */
export function policyOf(resource: Resource, attribute: string, estate: Estate): Policy {
  const value = first(resource.values, attribute);
  if (isAbsent(value)) return { kind: "absent" };
  if (value instanceof Expression && value.sole) {
    const { steps } = value.sole;
    const document =
      steps?.[0] === "data" && steps[1] === "aws_iam_policy_document" && steps[3] === "json"
        ? estate.resolver.find(resource.stack, `data.aws_iam_policy_document.${steps[2]}`)
        : undefined;
    if (document) return ofDocument(document, estate);
  }
  if (value instanceof Expression && !value.sole) return parse(textWithHoles(value, resource.stack, estate));
  const resolved = estate.resolver.resolve(value, resource.stack);
  if (resolved.kind === "unresolved") return resolved;
  if (resolved.kind === "resource")
    return { kind: "unresolved", reason: `its policy is ${resolved.resource.address}.${resolved.attribute}, which nothing here shows` };
  return typeof resolved.value === "string" ? parse(resolved.value) : { kind: "unresolved", reason: "its policy is no text" };
}

function textWithHoles(expression: Expression, stack: Stack, estate: Estate): string {
  return expression.parts
    .map((part) => (typeof part === "string" ? part : escaped(estate.resolver.text(new Expression("", [part]), stack))))
    .join("");
}

const escaped = (text: string | undefined) => (text === undefined ? JSON.stringify(HOLE).slice(1, -1) : JSON.stringify(text).slice(1, -1));

/** Several rules ask for one policy, one after another. */
let last: { readonly text: string; readonly policy: Policy } | undefined;

function parse(text: string): Policy {
  if (last?.text !== text) last = { text, policy: read(text) };
  return last.policy;
}

function read(text: string): Policy {
  let json: Json;
  try {
    json = parseJson(text, "a policy");
  } catch {
    return { kind: "unresolved", reason: "its policy is no JSON" };
  }
  if (!isObject(json)) return { kind: "unresolved", reason: "its policy is no JSON object" };
  const statements = list<Json>(get(json as JsonObject, "Statement") as Json[]);
  if (statements.length === 0 || !statements.every(isObject)) return { kind: "unresolved", reason: "its policy has no statement" };
  return { kind: "policy", statements: statements.map((each, index) => ofJson(each as JsonObject, index)) };
}

/** A `${aws:…}` variable is filled in by IAM at request time: what it will be, nobody can say now. */
const known = (text: Json | Value | undefined): PolicyText =>
  typeof text !== "string" || text.includes(HOLE) || text.includes("${") ? undefined : text;
const texts = (value: Json | undefined): PolicyText[] =>
  list<Json>(value as Json[]).map((one) => known(typeof one === "boolean" || typeof one === "number" ? String(one) : one));

function ofJson(json: JsonObject, index: number): Statement {
  const principal = get(json, "Principal") ?? get(json, "NotPrincipal");
  const principals = isObject(principal)
    ? Object.entries(principal as JsonObject).flatMap(([type, ids]) => texts(ids).map((id) => ({ type, id })))
    : principal === undefined
      ? []
      : texts(principal).map((id) => ({ type: "AWS", id }));
  const conditions = Object.entries((get(json, "Condition") ?? {}) as JsonObject).flatMap(([operator, keys]) =>
    Object.entries((isObject(keys) ? keys : {}) as JsonObject).map(([key, values]) => ({ operator, key, values: texts(values) })),
  );
  const sid = get(json, "Sid");
  return {
    at: typeof sid === "string" && sid !== "" ? sid : `statement ${index}`,
    allow: get(json, "Effect") !== "Deny",
    principals,
    notPrincipal: Object.hasOwn(json, "NotPrincipal"),
    actions: texts(get(json, "Action") ?? get(json, "NotAction")),
    notAction: Object.hasOwn(json, "NotAction"),
    resources: Object.hasOwn(json, "NotResource") ? ["*"] : texts(get(json, "Resource")),
    conditions,
  };
}

/** `data.aws_iam_policy_document`, which terraform composes; documents that it takes in from elsewhere are not followed. */
function ofDocument(document: Resource, estate: Estate): Policy {
  if (
    ["source_policy_documents", "override_policy_documents", "source_json", "override_json"].some(
      (name) => !isAbsent(get(document.values, name)),
    )
  )
    return { kind: "unresolved", reason: `${document.address} takes in other documents` };
  const text = (value: Value | undefined) => known(estate.resolver.text(value, document.stack));
  const all = (block: ValueObject, name: string) => list<Value>(get(block, name) as Value[]).map(text);
  const found = select(document.values, "statement[]");
  if (found.length === 0 || !found.every(({ value }) => isObject(value)))
    return { kind: "unresolved", reason: `${document.address} is not known` };
  const statements = found.map(({ value, path }): Statement => {
    const block = value as ValueObject;
    const named = (name: string) =>
      select(block, `${name}[]`).flatMap(({ value: principal }) =>
        isObject(principal)
          ? all(principal as ValueObject, "identifiers").map((id) => ({
              type: text(get(principal as ValueObject, "type")) ?? "unknown",
              id,
            }))
          : [{ type: "unknown", id: undefined }],
      );
    const conditions = select(block, "condition[]").map(({ value: each }) => {
      const condition = (isObject(each) ? each : {}) as ValueObject;
      return {
        operator: text(get(condition, "test")) ?? "",
        key: text(get(condition, "variable")) ?? "",
        values: all(condition, "values"),
      };
    });
    const notPrincipals = named("not_principals");
    return {
      at: text(get(block, "sid")) ?? path,
      allow: text(get(block, "effect")) !== "Deny",
      principals: notPrincipals.length > 0 ? notPrincipals : named("principals"),
      notPrincipal: notPrincipals.length > 0,
      actions: [...all(block, "actions"), ...all(block, "not_actions")],
      notAction: get(block, "not_actions") !== undefined,
      resources: all(block, "resources"),
      conditions,
    };
  });
  return { kind: "policy", statements };
}
