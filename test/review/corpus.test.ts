import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownAccount, Scope } from "../../config/scope";
import { Facts } from "../../review/facts/facts";
import { judge } from "../../review/judge";
import { worst } from "../../review/claims";
import { read } from "../../review/read/read";
import { RULES } from "../../review/rules/rules";
import { describeWithEngines } from "../engines";
import { CASES, planOf } from "./corpus/make";
import { SCOPE } from "./estate";

/** Written by hand from the case's source: what is true of it for the jurisdiction US and the custodian's account. */
interface Expected {
  readonly location: "met" | "breach" | "unknown";
  readonly custody: "met" | "breach" | "unknown";
  /** `REGION DECIDED-BY` by address. */
  readonly places?: Readonly<Record<string, string>>;
  /** Whose key, by address. */
  readonly keys?: Readonly<Record<string, string>>;
}

const CUSTODIAN: KnownAccount = { cloud: "aws", id: "111122223333", owner: "custodian", holdsKeys: true, legacy: false };
const cases = readdirSync(CASES).sort();

/** Offline no plan shows its account, so that places are judged without accounts, and only keys with them. */
const scope = (accounts: readonly KnownAccount[]): Scope => ({ ...SCOPE, accounts, datasets: undefined });

function factsOf(name: string, accounts: readonly KnownAccount[]): Facts {
  return Facts.of(read([join(CASES, name, "plan.json")]), scope(accounts));
}

const verdict = (facts: Facts, claim: string, only: (rule: string) => boolean = () => true) =>
  worst(
    judge(
      facts,
      RULES.filter((rule) => rule.claim === claim && only(rule.id)),
    ).map(({ verdict }) => verdict),
  );

describe("plans that terraform made, against what is true of them", () => {
  it("are enough", () => expect(cases.length).toBeGreaterThanOrEqual(60));
  it.each(cases)("%s", (name) => {
    const expected = JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8")) as Expected;
    const facts = factsOf(name, []);
    const held = factsOf(name, [CUSTODIAN]);
    const find = (from: Facts, address: string) => {
      const found = from.resources.find((resource) => resource.address === address);
      if (!found) throw new Error(`${address} is not among ${from.resources.map((each) => each.address).join(", ")}`);
      return found;
    };
    const places = Object.keys(expected.places ?? {}).map((address) => {
      const { region, decidedBy } = facts.placeOf(find(facts, address));
      return [address, `${String(region)} ${decidedBy}`];
    });
    const keys = Object.keys(expected.keys ?? {}).map((address) => [address, held.keysOf(find(held, address))[0]?.holder]);
    expect({
      location: verdict(facts, "location"),
      custody: verdict(held, "custody", (rule) => rule === "CUSTODY-01"),
      places: Object.fromEntries(places),
      keys: Object.fromEntries(keys),
    }).toEqual({ places: {}, keys: {}, ...expected });
  });
});

describeWithEngines(["terraform", "the AWS provider"], "the corpus is what terraform writes", () => {
  it.each(["module-for-each", "json-syntax", "moved-into-module"])(
    "%s",
    (name) => expect(planOf(name)).toEqual(JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"))),
    120_000,
  );
});

it("keeps a source beside each plan", () =>
  expect(cases.filter((name) => !["main.tf", "main.tf.json"].some((file) => existsSync(join(CASES, name, file))))).toEqual([]));
