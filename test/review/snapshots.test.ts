import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { review } from "../../review/review";
import type { Report } from "../../review/report/report";
import { synthesize } from "../../stacks/program-stacks";
import { ARCHIVE, changed, PROFILES } from "../config/refused";
import { BESIDE, snapshotting } from "../snapshotting";

const STACK = "snapshots-profiles-overseas-snapshots";
const TYPES = ["aws_ami_copy", "aws_db_snapshot_copy", "aws_ebs_snapshot_copy", "aws_rds_cluster_snapshot_copy"];
type Json = Record<string, Record<string, Record<string, Record<string, unknown>>>>;

let root: string;
beforeAll(() => (root = mkdtempSync(join(tmpdir(), "ringfence-snapshots-review-"))));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** The synthesized estate, with one stack changed by hand, as the program sees it. */
async function reviewed(change: (stack: Json) => void = () => undefined, input = snapshotting("copy"), judgedBy = input): Promise<Report> {
  const out = mkdtempSync(join(root, "out-"));
  synthesize(Program.of(input), out);
  const file = join(out, "stacks", STACK, "cdk.tf.json");
  const stack = JSON.parse(readFileSync(file, "utf8")) as Json;
  change(stack);
  writeFileSync(file, JSON.stringify(stack));
  return review([out], Program.of(judgedBy).scope(), { asOf: "2026-11-24" });
}
const found = ({ findings }: Report) => findings.map(({ rule, stack, address }) => `${rule} ${stack} ${address.split(".")[0] ?? ""}`);

test.each(["copy", "soak"] as const)("nothing blocks in %s", async (phase) => {
  const { blocks, findings, unclassified } = await reviewed(undefined, snapshotting(phase));
  expect(findings.map(({ rule, address, message }) => `${rule} ${address} ${message}`)).toEqual([]);
  expect(unclassified).toEqual([]);
  expect(blocks).toBe(false);
});

test("the copies are stores of the dataset, at home and under the custodian's key", async () => {
  const { resources } = await reviewed();
  const landed = resources.filter(({ stack, holdsData }) => stack === STACK && holdsData);
  expect(landed.map(({ type }) => type).sort()).toEqual(TYPES);
  for (const one of landed)
    expect(one).toMatchObject({
      dataset: "profiles",
      place: { account: "333333333333", region: "us-east-1", jurisdiction: "US" },
      key: { kind: "customer", holder: "custodian" },
      destinations: [{ via: "source", place: { region: "ap-southeast-1" } }],
    });
});

describe("what the program does not bring home comes from outside", () => {
  const LOCATION = TYPES.map((type) => `LOCATION-02 ${STACK} ${type}`);
  /** The guardrail that still spares the mover. */
  const SPARES = "LOCATION-10 organization-us-east-1 aws_organizations_policy";
  test("of another copy of its own", async () => {
    const volume = (stack: Json) => {
      const [block] = Object.values(stack["resource"]?.["aws_ebs_snapshot_copy"] ?? {});
      if (block) block["source_snapshot_id"] = BESIDE.split("/")[1];
    };
    expect(found(await reviewed(volume))).toEqual([`LOCATION-02 ${STACK} aws_ebs_snapshot_copy`]);
  });
  test("of another dataset", async () => {
    const elsewhere = changed(snapshotting("copy"), (p) => p.datasets[ARCHIVE].legacy.push(p.datasets[PROFILES].legacy.pop()));
    expect(found(await reviewed(undefined, snapshotting("copy"), elsewhere)).sort()).toEqual(LOCATION);
  });
  test("before its copy has begun", async () => {
    const prepared = changed(snapshotting("copy"), (p) => (p.datasets[PROFILES].legacy[1].phase = "prepare"));
    expect(found(await reviewed(undefined, snapshotting("copy"), prepared)).sort()).toEqual([...LOCATION, SPARES]);
  });
  test("by a program that names none", async () => {
    const none = changed(snapshotting("copy"), (p) => p.datasets[PROFILES].legacy.pop());
    expect(found(await reviewed(undefined, snapshotting("copy"), none)).sort()).toEqual([...LOCATION, SPARES]);
  });
});

test("a copy is no home: the dataset still needs its store", async () => {
  const out = mkdtempSync(join(root, "homeless-"));
  const program = Program.of(snapshotting("copy"));
  synthesize(program, out);
  for (const name of readdirSync(join(out, "stacks")).filter((stack) => stack !== STACK)) {
    const file = join(out, "stacks", name, "cdk.tf.json");
    const stack = JSON.parse(readFileSync(file, "utf8")) as Json;
    for (const blocks of Object.values(stack["resource"] ?? {}))
      for (const [of, block] of Object.entries(blocks))
        if (JSON.stringify(block["tags"] ?? "").includes('"ringfence:dataset":"profiles"')) Reflect.deleteProperty(blocks, of);
    writeFileSync(file, JSON.stringify(stack));
  }
  const { findings } = await review([out], program.scope(), { asOf: "2026-11-24" });
  expect(findings.filter(({ rule }) => rule === "MIGRATION-04").map(({ message }) => message)).toContain(
    "the dataset profiles has no home store",
  );
});
