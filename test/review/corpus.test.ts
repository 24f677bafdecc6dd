import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownAccount, Scope } from "../../config/scope";
import { Facts } from "../../review/facts/facts";
import { FORMATS, render } from "../../review/report/formats";
import { review } from "../../review/review";
import { worst } from "../../review/claims";
import { read } from "../../review/read/read";
import type { Rule } from "../../review/rules/rule";
import { RULES } from "../../review/rules/rules";
import { describeWithEngines } from "../engines";
import { CASES, planOf } from "./corpus/make";
import { OLDER, olderPlan, type OlderFormat } from "./corpus/older";
import { judgements, SCOPE } from "./estate";

/** Written by hand from the case's source: what is true of it for the jurisdiction US and the custodian's account. */
interface Expected {
  readonly location: "met" | "breach" | "unknown";
  readonly custody: "met" | "breach" | "unknown";
  /** `REGION DECIDED-BY` by address. */
  readonly places?: Readonly<Record<string, string>>;
  /** Whose keys, by address: its own first, then those of its copies. */
  readonly keys?: Readonly<Record<string, string>>;
  /** `VIA REGION` of each, by address. */
  readonly destinations?: Readonly<Record<string, readonly string[]>>;
  /** The location claim's verdict on each address, where a case holds many. */
  readonly verdicts?: Readonly<Record<string, Expected["location"]>>;
  /** A single rule's verdict on the whole plan. */
  readonly rules?: Readonly<Record<string, Expected["location"]>>;
  /** What the source beside the plan adds, where both are given. */
  readonly joined?: Omit<Expected, "joined">;
}

const CUSTODIAN: KnownAccount = { cloud: "aws", id: "111122223333", owner: "custodian", holdsKeys: true, legacy: false };
const cases = readdirSync(CASES).sort();

/** What `--jurisdiction US --custodian-account aws:111122223333` say. */
const BY_FLAGS: Scope = { ...SCOPE, accounts: [CUSTODIAN], datasets: undefined };

type Documents = Parameters<typeof Facts.of>[0];

const planIn = (name: string) => join(CASES, name, "plan.json");
const expectedOf = (name: string) => JSON.parse(readFileSync(join(CASES, name, "expected.json"), "utf8")) as Expected;

const judged = (facts: Facts, only: (rule: Rule) => boolean) => judgements(facts, RULES.filter(only));
const verdict = (facts: Facts, only: (rule: Rule) => boolean) => worst(judged(facts, only).map(({ verdict }) => verdict));
const isLocation = ({ claim }: Rule) => claim === "location";
const NOTHING = { places: {}, keys: {}, destinations: {}, verdicts: {}, rules: {} };

describe("plans that terraform made, against what is true of them", () => {
  it("are enough", () => expect(cases.length).toBeGreaterThanOrEqual(60));
  it.each(cases)("%s", (name) => {
    const { joined, ...alone } = expectedOf(name);
    expect(found(read([planIn(name)]), alone)).toEqual({ ...NOTHING, ...alone });
    if (joined) expect(found(read([planIn(name), join(CASES, name, "main.tf.json")]), joined)).toEqual({ ...NOTHING, ...joined });
  });
});

describe.each(Object.keys(OLDER) as OlderFormat[])("the same plans in format %s, derived", (format) => {
  it.each(cases)("%s: nothing is more certain than in the plan itself", (name) => {
    const { location, custody } = expectedOf(name);
    const documents = read([planIn(name)]);
    const older = { ...documents, documents: documents.documents.map((each) => ({ ...each, json: olderPlan(each.json, format) })) };
    const answers = found(older, {});
    // What only later formats say (an error, a target, what is deferred, drift, a mask) older ones cannot.
    if (["errored", "targeted", "handmade-deferred", "key-sensitive", "drift-outside"].includes(name)) return;
    expect([location, "unknown"]).toContain(answers.location);
    expect([custody, "unknown"]).toContain(answers.custody);
  });
  it.each([
    ["constant", "met", "met"],
    ["constant-outside", "breach", "met"],
    // Which provider was passed in is shown since 1.1.
    ["module", format === "1.1" ? "met" : "unknown", "met"],
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
  const facts = Facts.of(documents, BY_FLAGS);
  const find = (address: string) => {
    const one = facts.resources.find((resource) => resource.address === address);
    if (!one) throw new Error(`${address} is not among ${facts.resources.map((each) => each.address).join(", ")}`);
    return one;
  };
  const by = <T>(wanted: object | undefined, of: (address: string) => T) =>
    Object.fromEntries(Object.keys(wanted ?? {}).map((address) => [address, of(address)]));
  return {
    location: verdict(facts, isLocation),
    custody: verdict(facts, ({ id }) => id === "CUSTODY-01"),
    verdicts: by(expected.verdicts, (address) =>
      worst(
        judged(facts, isLocation)
          .filter((each) => each.address === find(address).address)
          .map(({ verdict }) => verdict),
      ),
    ),
    rules: by(expected.rules, (id) => verdict(facts, (rule) => rule.id === id)),
    places: by(expected.places, (address) => {
      const { region, decidedBy } = facts.placeOf(find(address));
      return `${String(region)} ${decidedBy}`;
    }),
    keys: by(expected.keys, (address) =>
      facts
        .keysOf(find(address))
        .map(({ holder }) => holder)
        .join(" "),
    ),
    destinations: by(expected.destinations, (address) =>
      facts.destinationsOf(find(address)).map(({ via, place }) => `${via} ${String(place.region)}`),
    ),
  };
}

describeWithEngines(["terraform", "the AWS provider"], "the corpus is what terraform writes", () => {
  it.each(["module-for-each", "json-syntax", "moved-into-module"])(
    "%s",
    async (name) => expect(await planOf(name)).toEqual(JSON.parse(readFileSync(join(CASES, name, "plan.json"), "utf8"))),
    120_000,
  );
});

it("keeps a source beside each plan", () =>
  expect(cases.filter((name) => !["main.tf", "main.tf.json"].some((file) => existsSync(join(CASES, name, file))))).toEqual([]));

it.each(FORMATS)("what a write-only attribute or an ephemeral variable holds stands in no %s report", async (format) => {
  const secret = "never-in-a-report";
  expect(readFileSync(planIn("ephemeral"), "utf8")).toContain(secret);
  const report = await review([planIn("ephemeral")], BY_FLAGS, { asOf: "2026-11-24" });
  expect(await render(report, format)).not.toContain(secret);
});
