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
import { olderPlan } from "./corpus/older";
import { SCOPE } from "./estate";

/** Written by hand from the case's source: what is true of it for the jurisdiction US and the custodian's account. */
interface Expected {
  readonly location: "met" | "breach" | "unknown";
  readonly custody: "met" | "breach" | "unknown";
  /** `REGION DECIDED-BY` by address. */
  readonly places?: Readonly<Record<string, string>>;
  /** Whose key, by address. */
  readonly keys?: Readonly<Record<string, string>>;
  /** `VIA REGION` of each, by address. */
  readonly destinations?: Readonly<Record<string, readonly string[]>>;
  /** What the source beside the plan adds, where both are given. */
  readonly joined?: Omit<Expected, "joined">;
}

const CUSTODIAN: KnownAccount = { cloud: "aws", id: "111122223333", owner: "custodian", holdsKeys: true, legacy: false };
const cases = readdirSync(CASES).sort();

/** Offline no plan shows its account, so that places are judged without accounts, and only keys with them. */
const scope = (accounts: readonly KnownAccount[]): Scope => ({ ...SCOPE, accounts, datasets: undefined });

type Documents = Parameters<typeof Facts.of>[0];

const planIn = (name: string) => join(CASES, name, "plan.json");
const expectedOf = (name: string) => JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8")) as Expected;

const verdict = (facts: Facts, claim: string, only: (rule: string) => boolean = () => true) =>
  worst(
    [
      ...judge(
        facts,
        RULES.filter((rule) => rule.claim === claim && only(rule.id)),
      ),
    ].map(({ verdict }) => verdict),
  );

describe("plans that terraform made, against what is true of them", () => {
  it("are enough", () => expect(cases.length).toBeGreaterThanOrEqual(60));
  it.each(cases)("%s", (name) => {
    const { joined, ...alone } = expectedOf(name);
    expect(found(read([planIn(name)]), alone)).toEqual({ places: {}, keys: {}, destinations: {}, ...alone });
    if (joined)
      expect(found(read([planIn(name), join(CASES, name, "main.tf.json")]), joined)).toEqual({
        places: {},
        keys: {},
        destinations: {},
        ...joined,
      });
  });
});

describe.each(["0.1", "0.2"] as const)("the same plans in format %s, derived", (format) => {
  it.each(cases)("%s: nothing is more certain than in the plan itself", (name) => {
    const { location, custody } = expectedOf(name);
    const documents = read([planIn(name)]);
    const older = { ...documents, documents: documents.documents.map((each) => ({ ...each, json: olderPlan(each.json, format) })) };
    const answers = found(older, {});
    // What only later formats say (an error, a target, a mask) older ones cannot.
    if (["errored", "targeted", "key-sensitive"].includes(name)) return;
    expect([location, "unknown"]).toContain(answers.location);
    expect([custody, "unknown"]).toContain(answers.custody);
  });
  it.each([
    ["constant", "met", "met"],
    ["constant-outside", "breach", "met"],
    // Which provider was passed in they do not show.
    ["module", "unknown", "met"],
    ["replication-outside", "breach", "met"],
    ["key-outside", "met", "breach"],
    ["bucket-plain", "met", "breach"],
    ["table-replica-outside", "breach", "met"],
  ])("%s is judged all the same", (name, location, custody) => {
    const documents = read([planIn(name)]);
    const older = { ...documents, documents: documents.documents.map((each) => ({ ...each, json: olderPlan(each.json, format) })) };
    expect(found(older, {})).toMatchObject({ location, custody });
  });
});

function found(documents: Documents, expected: Partial<Expected>) {
  const facts = Facts.of(documents, scope([]));
  const held = Facts.of(documents, scope([CUSTODIAN]));
  const find = (from: Facts, address: string) => {
    const one = from.resources.find((resource) => resource.address === address);
    if (!one) throw new Error(`${address} is not among ${from.resources.map((each) => each.address).join(", ")}`);
    return one;
  };
  const by = <T>(wanted: object | undefined, of: (address: string) => T) =>
    Object.fromEntries(Object.keys(wanted ?? {}).map((address) => [address, of(address)]));
  return {
    location: verdict(facts, "location"),
    custody: verdict(held, "custody", (rule) => rule === "CUSTODY-01"),
    places: by(expected.places, (address) => {
      const { region, decidedBy } = facts.placeOf(find(facts, address));
      return `${String(region)} ${decidedBy}`;
    }),
    keys: by(expected.keys, (address) => held.keysOf(find(held, address))[0]?.holder),
    destinations: by(expected.destinations, (address) =>
      facts.destinationsOf(find(facts, address)).map(({ via, place }) => `${via} ${String(place.region)}`),
    ),
  };
}

describeWithEngines(["terraform", "the AWS provider"], "the corpus is what terraform writes", () => {
  it.each(["module-for-each", "json-syntax", "moved-into-module"])(
    "%s",
    (name) => expect(planOf(name)).toEqual(JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"))),
    120_000,
  );
});

it("keeps a source beside each plan", () =>
  expect(cases.filter((name) => !["main.tf", "main.tf.json"].some((file) => existsSync(join(CASES, name, file))))).toEqual([]));
