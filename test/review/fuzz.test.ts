import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { userErrors } from "../../config/errors";
import type { KnownAccount, Scope } from "../../config/scope";
import { Facts } from "../../review/facts/facts";
import { recognise } from "../../review/read/recognise";
import { get, isObject, list, object, type Json, type JsonObject } from "../../review/value";
import { CASES } from "./corpus/make";
import { judgements, SCOPE } from "./estate";
import { mutate, numbers } from "./fuzz";

/** How many mutations: a few hundred with the other tests, ten thousand with RINGFENCE_FUZZ=10000. */
const COUNT = Number(process.env["RINGFENCE_FUZZ"] ?? 500);
const SLOWEST_MS = 2000;

const CUSTODIAN: KnownAccount = { cloud: "aws", id: "111122223333", owner: "custodian", holdsKeys: true, legacy: false };
type Judged = readonly [by: string, scope: Scope, whole: boolean];
const FLAGS: Judged = ["flags", { ...SCOPE, accounts: [CUSTODIAN], datasets: undefined }, false];
/** Most rules ask nothing of a program that builds no fence. */
const FENCED: Judged = [
  "a program that builds a fence",
  {
    ...SCOPE,
    accounts: [CUSTODIAN, ...SCOPE.accounts],
    awsGuards: { units: [], controls: [], exceptRegions: [] },
    organization: "o-custodian1",
    paths: [],
    logDays: 365,
  },
  true,
];
const plans = readdirSync(CASES)
  .filter((name) => existsSync(join(CASES, name, "plan.json")))
  .map((name) => ({ name, text: readFileSync(join(CASES, name, "plan.json"), "utf8") }));

/** Each resource's verdicts, by rule; undefined when the plan is refused with a code, which is an answer too. */
function verdicts(json: JsonObject, [, scope, whole]: Judged): Map<string, string> | undefined {
  try {
    const { kind, json: plan } = recognise(json, "plan.json");
    const facts = Facts.of({ documents: [{ path: "plan.json", sha256: "", kind, name: "plan", json: plan }], whole }, scope);
    const found = new Map<string, string>();
    for (const { rule, address, verdict, message } of judgements(facts)) {
      if (message?.startsWith("the rule failed")) throw new Error(`${rule.id} at ${address}: ${message}`);
      const key = `${rule.id} ${address}`;
      if (found.get(key) !== "breach") found.set(key, verdict);
    }
    return found;
  } catch (error) {
    if (userErrors(error)) return undefined;
    throw error;
  }
}

/** What a resource is made of in a plan, and what stands around every one: the same text, untouched. */
function parts(json: JsonObject, address: string): string {
  const changes = list<Json>(get(json, "resource_changes") as Json[]).filter((change) => get(object(change), "address") === address);
  const rest = Object.fromEntries(Object.entries(json).filter(([key]) => key !== "resource_changes"));
  return JSON.stringify([changes, rest]);
}

describe.each([FLAGS, FENCED])("mutated plans, judged by %s", (...by) => {
  it(`are never a crash, a hang, or fine where an untouched resource was in breach (${COUNT})`, () => {
    const random = numbers(20261124);
    const wrong: string[] = [];
    for (let round = 0; round < COUNT; round++) {
      const { name, text } = plans[Math.floor(random() * plans.length)] as (typeof plans)[number];
      const intact = JSON.parse(text) as JsonObject;
      const json = JSON.parse(text) as JsonObject;
      const changed = mutate(json, random);
      const start = performance.now();
      const at = `${round} ${name}: ${changed.join(", ")}`;
      let after: Map<string, string> | undefined;
      try {
        after = verdicts(json, by);
      } catch (error) {
        wrong.push(`${at}: ${(error as Error).stack?.split("\n").slice(0, 3).join(" ") ?? "threw"}`);
        continue;
      }
      if (performance.now() - start > SLOWEST_MS) wrong.push(`${at}: slow`);
      if (!after || !isObject(json)) continue;
      for (const [key, verdict] of verdicts(intact, by) ?? []) {
        const address = key.slice(key.indexOf(" ") + 1);
        if (verdict === "breach" && after.get(key) === "met" && address !== "" && parts(intact, address) === parts(json, address))
          wrong.push(`${at}: ${key} became fine`);
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});
