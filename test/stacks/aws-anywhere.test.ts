import fc from "fast-check";
import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { everyResource, placeOf, synthesized } from "../synth";

/** Jurisdictions with two AWS regions or more, written out; the product's own tables are what is under test. */
const INSIDE: Readonly<Record<string, readonly string[]>> = {
  US: ["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
  JP: ["ap-northeast-1", "ap-northeast-3"],
  CA: ["ca-central-1", "ca-west-1"],
  AU: ["ap-southeast-2", "ap-southeast-4"],
  EU: ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"],
};
/** Inside none of them: other countries, other partitions, zones, and names that are almost right. */
const OUTSIDE = [
  "ap-southeast-1",
  "eu-west-2",
  "eu-central-2",
  "sa-east-1",
  "us-gov-west-1",
  "us-iso-east-1",
  "eusc-de-east-1",
  "cn-north-1",
  "us-east-1a",
  "US-EAST-1",
  "us-east-3",
  "us-east4",
  "eu-isoe-west-1",
];
const STORES = ["bucket", "table", "relational", "file", "block"] as const;
type Dataset = ProgramInput["datasets"][number];

interface Choice {
  readonly code: string;
  readonly datasets: readonly { readonly store: (typeof STORES)[number]; readonly home: string; readonly recovery: string | undefined }[];
  readonly state: string | undefined;
  readonly sandbox: boolean;
}

const choice = (strays: boolean): fc.Arbitrary<Choice> =>
  fc.constantFrom(...Object.keys(INSIDE)).chain((code) => {
    const inside = fc.constantFrom(...(INSIDE[code] ?? []));
    const region = strays ? fc.oneof({ weight: 3, arbitrary: inside }, { weight: 1, arbitrary: fc.constantFrom(...OUTSIDE) }) : inside;
    const dataset = fc.record({ store: fc.constantFrom(...STORES), home: region, recovery: fc.option(region, { nil: undefined }) });
    return fc.record({
      code: fc.constant(code),
      datasets: fc.array(dataset, { minLength: 1, maxLength: 4 }),
      state: fc.option(region, { nil: undefined }),
      sandbox: fc.boolean(),
    });
  });

/** The program of a choice: the story's, with its datasets elsewhere. A recovery where the home is would be refused for that, so it is left out. */
function programOf({ code, datasets, state, sandbox }: Choice): ProgramInput {
  const input = structuredClone(unitedStates);
  const homes = [...new Set(datasets.map(({ home }) => home))];
  const blocks = new Set<string>();
  return {
    ...input,
    name: "anywhere",
    jurisdiction: code,
    sandbox,
    accounts: {
      ...input.accounts,
      home: { ...input.accounts["home"], ...(state ? { state: { region: state } } : {}) } as ProgramInput["accounts"][string],
    },
    release: { ...input.release, region: homes[0] } as ProgramInput["release"],
    networks: Object.fromEntries(
      [...homes, ...homes.slice(0, 1)].map((region, index) => [
        `n${index}`,
        {
          account: index < homes.length ? "home" : "release",
          region,
          cidr: `10.${index}.0.0/16`,
          zones: ["a", "b", "c"].map((zone) => `${region}${zone}`),
        },
      ]),
    ),
    datasets: datasets.flatMap(({ store, home, recovery }, index): Dataset[] => {
      // A region has one default for its volumes.
      if (store === "block" && blocks.has(home)) return [];
      if (store === "block") blocks.add(home);
      const second =
        recovery !== undefined && recovery !== home && store !== "block"
          ? { recovery: { account: "recovery", region: recovery, rpoMinutes: 1440 } }
          : { withoutRecovery: "It can be computed again." };
      return [{ name: `set-${index}`, sensitivity: "protected", store, sizeGib: 1, home: { account: "home", region: home }, ...second }];
    }),
  };
}

const strays = (input: ProgramInput): boolean =>
  [
    ...input.datasets.flatMap(({ home, recovery }) => [home.region, ...(recovery ? [recovery.region] : [])]),
    input.accounts["home"]?.state?.region,
  ]
    .filter((region) => region !== undefined)
    .some((region) => !INSIDE[input.jurisdiction]?.includes(region));

/** Everything in a text that reads like a region of AWS. */
const regionsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/\b[a-z]{2,4}(?:-gov|-iso[a-z]?)?-(?:north|south|east|west|central|de)[a-z]*-(?:[a-z]+-)?\d/g)].map(
      ([region]) => region,
    ),
  ),
];

/** What is looked for abroad, and put nowhere: the auditor's table has a folder for each region there is, and an alarm knows where global services speak. */
const withoutWhatIsAskedFor = (text: string): string =>
  text.replace(/"projection\.region\.values": "[^"]*"/, "").replace(/\(\$\.awsRegion != \\"us-east-1\\"\)/, "");

test("a region is told in a text", () => {
  expect(
    regionsIn('"arn:aws:s3:::a-333333333333-us-east-1/*" us-gov-west-1 ap-northeast-3a s3.eu-west-2.amazonaws.com eusc-de-east-1'),
  ).toEqual(["us-east-1", "us-gov-west-1", "ap-northeast-3", "eu-west-2", "eusc-de-east-1"]);
});

test("whatever the program, no stack stands in or so much as names a region outside the jurisdiction", () => {
  fc.assert(
    fc.property(choice(false), (chosen) => {
      const input = programOf(chosen);
      const inside = INSIDE[chosen.code] ?? [];
      const made = synthesized(input);
      for (const { stack } of everyResource(made)) expect(inside).toContain(placeOf(stack).region);
      for (const stack of made.stacks.values()) {
        // The region deny lets global services through where they answer, and only denies by it.
        const global = stack.name.startsWith("organization-") ? ["us-east-1"] : [];
        expect(regionsIn(withoutWhatIsAskedFor(stack.text)).filter((region) => ![...inside, ...global].includes(region))).toEqual([]);
      }
      for (const { home, store } of input.datasets)
        if (store !== "block") expect([...made.stacks.keys()]).toContain(`storage-${home.region}`);
    }),
    { numRuns: 20 },
  );
});

test("a home, a recovery, a network or a state outside is refused, and by its place", () => {
  fc.assert(
    fc.property(choice(true), (chosen) => {
      const input = programOf(chosen);
      let thrown: unknown;
      try {
        Program.of(input);
      } catch (error) {
        thrown = error;
      }
      const codes = (userErrors(thrown) ?? []).map(({ code }) => code);
      if (thrown !== undefined && codes.length === 0) throw thrown as Error;
      expect(codes.includes("PROGRAM-PLACE")).toBe(strays(input));
    }),
    { numRuns: 1000 },
  );
});
