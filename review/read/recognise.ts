import { RingfenceError } from "../../config/errors";
import { A_STATE, NOT_A_PLAN, TOO_NEW } from "../errors";
import { get, isObject, list, object, textOf, type Json, type JsonObject } from "../value";

/** Sections of a Terraform configuration in JSON, and how many labels stand above their blocks (JSON configuration syntax, root structure). */
const LABELS: Readonly<Record<string, number>> = {
  resource: 2,
  provider: 1,
  terraform: 0,
  data: 2,
  ephemeral: 2,
  check: 1,
  output: 1,
  module: 1,
  variable: 1,
  locals: 0,
  removed: 0,
  moved: 0,
  import: 0,
};
export const SECTIONS: readonly string[] = Object.keys(LABELS);

/** The newest minor version of each format that is known (Terraform 1.14; JSON output format, format_version). */
const NEWEST: Readonly<Record<string, number>> = { "0": 2, "1": 2 };

/** A minor version only adds to a format (Terraform, JSON output format): a newer one is read, and said to be newer. */
export function newerFormat(document: JsonObject): string | undefined {
  const [, version = "", major = "", minor = ""] = /^((\d+)\.(\d+))/.exec(textOf(get(document, "format_version"))) ?? [];
  const newest = NEWEST[major];
  return newest === undefined || Number(minor) <= newest
    ? undefined
    : `its format ${version} is newer than ${major}.${newest}, the newest known here, and what that adds is not read`;
}

/** What a document is: decided by its content, never by its name. */
export function recognise(json: Json, file: string): { kind: "plan" | "synth"; json: JsonObject } {
  if (!isObject(json)) return refuse(NOT_A_PLAN, file, Array.isArray(json) ? "a list" : "a bare value");
  const document = json as JsonObject;
  const has = (key: string) => Object.hasOwn(document, key);
  if (has("lineage") || (has("serial") && has("version"))) return refuse(A_STATE, file, "a state file");
  if (has("format_version")) return { kind: "plan", json: plan(document, file) };
  if (has("@level") || has("@message")) return refuse(NOT_A_PLAN, file, "the log of `terraform plan -json`");
  if (SECTIONS.some(has)) return { kind: "synth", json: source(document, file) };
  return refuse(NOT_A_PLAN, file, `an object with ${describeKeys(document)}`);
}

/** Terraform takes an object or a list of them at each level (JSON configuration syntax, nested blocks), and nothing else: it would be skipped unseen. */
function source(document: JsonObject, file: string): JsonObject {
  for (const [section, labels] of Object.entries(LABELS)) {
    const at = noBlock(document[section], labels, section);
    if (at !== undefined) return refuse(NOT_A_PLAN, `${file} at ${at}`, "neither an object nor a list of objects");
  }
  return document;
}

/** Where no block stands although one should. */
function noBlock(value: Json | undefined, labels: number, at: string): string | undefined {
  for (const each of list(value)) {
    if (each === null) continue;
    if (!isObject(each)) return at;
    for (const [label, below] of labels > 0 ? Object.entries(each as JsonObject) : []) {
      const found = label === "//" ? undefined : noBlock(below, labels - 1, `${at}.${label}`);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function plan(document: JsonObject, file: string): JsonObject {
  const version = document["format_version"];
  const major = typeof version === "string" ? /^(\d+)(?:\.\d+)+$/.exec(version)?.[1] : undefined;
  if (major === undefined) return refuse(NOT_A_PLAN, file, `format_version ${JSON.stringify(version)}`);
  if (Number(major) > 1) return refuse(TOO_NEW, file, `format_version ${String(version)}`);
  if (Object.hasOwn(document, "provider_schemas")) return refuse(NOT_A_PLAN, file, "provider schemas");
  const changes = document["resource_changes"] ?? undefined;
  if (Array.isArray(changes)) {
    const odd = changes.findIndex((each) => !saysWhat(each as Json));
    if (odd >= 0) return refuse(NOT_A_PLAN, `${file} at resource_changes[${odd}].change.actions`, "no list of actions");
    return document;
  }
  if (changes !== undefined) return refuse(NOT_A_PLAN, file, "resource_changes that are no list");
  // Terraform leaves the list out where there is nothing to list, and then nothing is planned either.
  if (isObject(document["planned_values"]))
    return plansNothing(document) ? document : refuse(NOT_A_PLAN, file, "planned_values without resource_changes");
  if (Object.hasOwn(document, "values")) return refuse(A_STATE, file, "a state (`terraform show -json` without a plan file)");
  return refuse(NOT_A_PLAN, file, `format_version ${String(version)} without resource_changes`);
}

/** Without its actions nobody knows what becomes of a resource (Terraform, JSON output format, change representation). */
function saysWhat(resource: Json): boolean {
  const actions = get(object(get(object(resource), "change")), "actions");
  return Array.isArray(actions) && actions.every((action) => typeof action === "string");
}

function plansNothing(document: JsonObject): boolean {
  const root = object(get(object(get(document, "planned_values")), "root_module"));
  return ["resources", "child_modules"].every((part) => list<Json>(get(root, part)).length === 0);
}

function describeKeys(document: JsonObject): string {
  const keys = Object.keys(document).slice(0, 5);
  return keys.length === 0 ? "no keys" : `keys ${keys.map((key) => JSON.stringify(key.slice(0, 40))).join(", ")}`;
}

function refuse(page: typeof NOT_A_PLAN, file: string, given: string): never {
  throw new RingfenceError(page, {
    at: file,
    given,
    expected: "a plan of format 0.x or 1.x, a cdk.tf.json, or Terraform JSON",
    fix: page === TOO_NEW ? "Update ringfence." : "Run `terraform show -json PLANFILE` or `cdktf synth` and review what it wrote.",
  });
}
