import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { migrationOf, movesPath } from "../../cli/moves";
import { JobRecord } from "../../cli/movers/record";
import { Program } from "../../config/program";
import { reportFor } from "../../review/report/audience";
import { render } from "../../review/report/formats";
import { reportSchema } from "../../review/report/schema";
import { review } from "../../review/review";
import { changed, CONTENT } from "../config/refused";
import { compare, scratch } from "../evidence/inventories";
import { auditor, gatekeeper, stranger } from "../evidence/purge";
import { signed, type Pair } from "../evidence/signed";
import { migrating } from "../migrating";
import Ajv from "ajv/dist/2020";

const folder = scratch();
const DAY = "2026-11-24";

/** The program in reconcile, beside an envelope that these signed. */
async function reconciling(name: string, ...signers: readonly Pair[]): Promise<Program> {
  const row = (key: string) => ({ key, size: 1, crc32c: "0a1b2c3d" });
  const { result } = await compare(folder, ["a", "b", "lost"].map(row), ["a", "b"].map(row), {
    dataset: "user-content",
    copy: "overseas-backup",
  });
  writeFileSync(join(folder, `${name}.dsse.json`), signed("reconciliation", result, ...signers));
  const input = changed(migrating("reconcile"), (p) => {
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = auditor.pem;
    p.datasets[CONTENT].legacy[1].evidence = [`${name}.dsse.json`];
  });
  return Program.of(input, join(folder, "program.json"));
}
const backup = (program: Program) => migrationOf(program, DAY).copies.find(({ copy }) => copy === "overseas-backup");

test("what both signed is shown as proved, with what is still open", async () => {
  expect(backup(await reconciling("both", gatekeeper, auditor))?.proved).toMatchObject({ objects: 2, of: 3, bytes: "3", open: 1 });
});

test.each([
  ["one signature", [gatekeeper]],
  ["a stranger's beside it", [gatekeeper, stranger]],
] as const)("%s proves nothing", async (name, signers) => {
  expect(backup(await reconciling(name.replaceAll(/\W/g, "-"), ...signers))?.proved).toBeNull();
});

test("nor does a file that is not there, or evidence of another copy", async () => {
  const program = await reconciling("there", gatekeeper, auditor);
  const other = changed(program.data as never, (p) => {
    p.datasets[CONTENT].legacy[0].evidence = ["there.dsse.json"];
    p.datasets[CONTENT].legacy[1].evidence = ["not-there.dsse.json"];
  });
  const { copies } = migrationOf(Program.of(other, program.file), DAY);
  expect(copies.map(({ proved }) => proved)).toEqual([null, null, null, null, null]);
});

describe("the report's migration section", () => {
  const job = { tool: "datasync", id: "arn:aws:datasync:us-east-1:333333333333:task/x", what: "an execution in 333333333333 <b>" } as const;

  test("stands in every format that people read, in the schema, and without account ids for a pull request", async () => {
    const program = await reconciling("shown", gatekeeper, auditor);
    new JobRecord(`${movesPath(program, "user-content", "overseas-backup")}.jsonl`).add(job, { state: "running", detail: "1 of 3" });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend: { local: {} } }, provider: {} }));
    const migration = migrationOf(program, DAY);
    const report = await review([join(folder, "cdk.tf.json")], program.scope(), { asOf: DAY, migration });
    expect(report.migration?.copies.find(({ copy }) => copy === "overseas-backup")?.job).toContain("running (1 of 3)");
    expect(new Ajv({ strict: false }).compile(reportSchema())(report)).toBe(true);
    for (const format of ["terminal", "html", "markdown"] as const) {
      const text = await render(report, format);
      expect(text).toContain("0 of 5 old copies are closed; 218 days are left until 2027-06-30");
      expect(text).toContain("2 of 3 objects, 1 open");
      expect(text).not.toContain("<b>");
    }
    expect(JSON.stringify(reportFor("pr", report).migration)).not.toContain("333333333333");
  });

  test("is left out where no program speaks of old copies", async () => {
    const program = await reconciling("absent", gatekeeper, auditor);
    const report = await review([join(folder, "cdk.tf.json")], program.scope(), { asOf: DAY });
    expect(report.migration).toBeUndefined();
    expect(await render(report, "html")).not.toContain("<h2>Migration</h2>");
  });
});
