import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { migratePlan, migrateStatus } from "../../cli/commands/migrate";
import { migrationOf, movesPath } from "../../cli/moves";
import { JobRecord } from "../../cli/movers/record";
import { Program } from "../../config/program";
import { provedInWords } from "../../config/migration/progress";
import { summaryOf, tableOf } from "../../review/report/migration";
import { reportFor } from "../../review/report/audience";
import { render } from "../../review/report/formats";
import { reportSchema } from "../../review/report/schema";
import { review } from "../../review/review";
import { changed, CONTENT, type Change } from "../config/refused";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { compareFiles, jsonLines, scratch } from "../evidence/inventories";
import { auditor, gatekeeper, stranger } from "../evidence/purge";
import { signed, type Pair } from "../evidence/signed";
import { migrating } from "../migrating";
import Ajv from "ajv/dist/2020";

const folder = scratch();
const DAY = "2026-11-24";

/** The program in reconcile or soak, beside an envelope that these signed, with all that the comparison was made of. */
async function comparing(
  name: string,
  { phase = "reconcile", whole = false }: { phase?: "reconcile" | "soak"; whole?: boolean },
  ...signers: readonly Pair[]
): Promise<Program> {
  const files = { legacy: `${name}-legacy.jsonl`, home: `${name}-home.jsonl` };
  const input = changed(migrating(phase), (p) => {
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = auditor.pem;
    Object.assign(p.datasets[CONTENT].legacy[1], {
      evidence: [`${name}.dsse.json`],
      rows: `${name}.rows.jsonl`,
      inventories: { legacy: [files.legacy], home: [files.home] },
      frozenAt: "2026-11-19T00:00:00Z",
    });
  });
  const program = Program.of(input, join(folder, "program.json"));
  const rows = ["a", "b", ...(whole ? [] : ["lost"])].map((key) => ({ key, size: 1, crc32c: "0a1b2c3d" }));
  writeFileSync(join(folder, files.legacy), jsonLines(rows));
  writeFileSync(join(folder, files.home), jsonLines(rows.slice(0, 2).map((row) => ({ ...row, version: "at home" }))));
  const { result, text } = await compareFiles(folder, join(folder, files.legacy), join(folder, files.home), {
    dataset: "user-content",
    copy: "overseas-backup",
    program: scopeDigest(program, "user-content", "overseas-backup"),
    taken: { legacy: "2026-11-20T06:00:00.000Z", home: "2026-11-21T06:00:00.000Z" },
  });
  writeFileSync(join(folder, `${name}.rows.jsonl`), text);
  writeFileSync(join(folder, `${name}.dsse.json`), signed("reconciliation", result, ...signers));
  return program;
}
/** What a command says on standard output. */
function saidBy(run: () => unknown): string {
  const said: string[] = [];
  const out = jest.spyOn(process.stdout, "write").mockImplementation((text) => said.push(String(text)) > 0);
  try {
    run();
  } finally {
    out.mockRestore();
  }
  return said.join("");
}
const reconciling = (name: string, ...signers: readonly Pair[]) => comparing(name, {}, ...signers);
const backup = (program: Program) => migrationOf(judgedCopies(program, DAY)).copies.find(({ copy }) => copy === "overseas-backup");

test("what both signed is shown as proved, with what is still open", async () => {
  expect(backup(await reconciling("both", gatekeeper, auditor))?.proved).toMatchObject({
    objects: 2,
    of: 3,
    bytes: "3",
    open: 1,
    givenUp: 0,
  });
});

test("what both gave up is no longer open, and is said to be given up", async () => {
  const { data, file } = await comparing("given-up", { phase: "soak" }, gatekeeper, auditor);
  const [dataset, copy] = ["user-content", "overseas-backup"];
  const disposition = {
    schema: "ringfence.disposition/1" as const,
    dataset,
    copy,
    program: scopeDigest(Program.of(data, file), dataset, copy),
    objects: [{ key: "lost", version: null, reason: "Lost in a disk failure." }],
  };
  writeFileSync(join(folder, "given-up.disposition.dsse.json"), signed("disposition", disposition, gatekeeper, auditor));
  const told = changed(data, (p) => p.datasets[CONTENT].legacy[1].evidence.push("given-up.disposition.dsse.json"));
  const shown = backup(Program.of(told, file));
  expect(shown?.waits).toEqual([]);
  expect(shown?.proved).toMatchObject({ objects: 2, of: 3, open: 0, givenUp: 1 });
  expect(shown && provedInWords(shown)).toBe("2 of 3 match, 1 given up");
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
  const { copies } = migrationOf(judgedCopies(Program.of(other, program.file), DAY));
  expect(copies.map(({ proved }) => proved)).toEqual([null, null, null, null, null]);
});

describe("evidence that is there is not yet evidence that verifies", () => {
  const waits = (program: Program) => backup(program)?.waits.join("\n");

  test("the next phase waits for nothing of it when the gate takes it", async () => {
    const soak = await comparing("whole", { phase: "soak", whole: true }, gatekeeper, auditor);
    expect(waits(soak)).toBe("");
    expect(backup(soak)?.proved).toMatchObject({ objects: 2, of: 2, open: 0 });
    expect(waits(await comparing("whole-before", { whole: true }, gatekeeper, auditor))).toBe("");
  });

  test("an object that is not proved is named", async () => {
    for (const phase of ["reconcile", "soak"] as const)
      expect(waits(await comparing(`open-${phase}`, { phase }, gatekeeper, auditor))).toMatch(
        /PURGE-UNPROVED "lost": missing .*, expected a match/,
      );
  });

  test.each<[string, (p: Parameters<Change>[0]) => unknown, string]>([
    ["another home", (copy) => (copy.bucket = "another-old-bucket"), "PURGE-PROGRAM"],
    ["inventories that are not at hand", (copy) => delete copy.inventories, "PURGE-INVENTORY"],
    ["rows of another comparison", (copy) => (copy.rows = copy.inventories.home[0]), "PURGE-ROWS"],
    ["a file that is gone", (copy) => copy.evidence.push("gone.dsse.json"), "INVENTORY-READ"],
    ["a write since", (copy) => (copy.frozenAt = "2026-11-20T12:00:00Z"), "PURGE-WRITTEN-SINCE"],
    ["a copy closed before anybody signed that it is destroyed", (copy) => (copy.phase = "closed"), "PURGE-DESTRUCTION"],
  ])("%s is the gate's to say", async (_, change, code) => {
    const program = await comparing("changed", { phase: "soak", whole: true }, gatekeeper, auditor);
    const other = Program.of(
      changed(program.data, (p) => change(p.datasets[CONTENT].legacy[1])),
      program.file,
    );
    expect(waits(other)).toContain(`evidence that verifies: ${code} `);
    // What came home is true all the same.
    if (["PURGE-WRITTEN-SINCE", "PURGE-DESTRUCTION"].includes(code)) expect(backup(other)?.proved).toMatchObject({ objects: 2, of: 2 });
    else expect(backup(other)?.proved).toBeNull();
  });

  test("one signature is no evidence, and `migrate plan` says so with exit 1", async () => {
    const program = await comparing("single", { phase: "soak", whole: true }, gatekeeper);
    expect(waits(program)).toContain("PURGE-ENVELOPE single.dsse.json: EVIDENCE-SIGNATURE");
    writeFileSync(program.file, JSON.stringify(program.data));
    const said = saidBy(() => {
      expect(migratePlan({ program: program.file, asOf: DAY })).toBe(1);
      migrateStatus({ program: program.file, asOf: DAY, format: "json" });
    });
    expect(said.match(/PURGE-ENVELOPE/g)).toHaveLength(2);
  });
});

describe("in a terminal", () => {
  const copies = (number: number) => Array.from({ length: number }, () => ({ phase: "closed" }));
  const summary = (number: number, daysLeft: number) =>
    summaryOf({ asOf: DAY, deadline: "2027-06-30", daysLeft, critical: null, copies: copies(number) as never });

  test.each([
    [1, 1, "1 of 1 old copy is closed; 1 day is left until 2027-06-30."],
    [2, 0, "2 of 2 old copies are closed; 0 days are left until 2027-06-30."],
    [2, -1, "2 of 2 old copies are closed; the deadline 2027-06-30 passed 1 day ago."],
  ])("%d copies and %d days are counted in words that fit", (number, days, says) => expect(summary(number, days)).toBe(says));

  test("a copy's line fits into 80 columns, and what is proved of it stands below", async () => {
    const progress = migrationOf(judgedCopies(await reconciling("narrow", gatekeeper, auditor), DAY));
    const lines = tableOf(progress);
    expect(lines).toContain("    proved: 2 of 3 match, 1 open");
    expect(lines.filter((line) => !line.startsWith(" ") && line.length > 80)).toEqual([]);
  });

  test("`migrate plan` names the next step where nothing stands against it, and says when there is no old copy", async () => {
    const ready = await comparing("ready", { phase: "soak", whole: true }, gatekeeper, auditor);
    const none = changed(migrating("prepare"), (p) => p.datasets.forEach((dataset: { legacy: unknown[] }) => (dataset.legacy = [])));
    const said = (data: unknown) => {
      const file = join(folder, "planned.json");
      writeFileSync(file, JSON.stringify(data));
      return saidBy(() => migratePlan({ program: file, asOf: DAY }));
    };
    expect(said(ready.data)).toContain(
      'overseas-backup: soak -> purge\n  nothing known stands against it: set phase: "purge", then synth, plan and apply',
    );
    expect(said(none)).toBe("No dataset has an old copy.\n");
  });
});

describe("the report's migration section", () => {
  const job = { tool: "datasync", id: "arn:aws:datasync:us-east-1:333333333333:task/x", what: "an execution in 333333333333 <b>" } as const;

  test("stands in every format that people read, in the schema, and without account ids for a pull request", async () => {
    const program = await reconciling("shown", gatekeeper, auditor);
    new JobRecord(`${movesPath(program, "user-content", "overseas-backup")}.jsonl`).add(job, { state: "running", detail: "1 of 3" });
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ terraform: { backend: { local: {} } }, provider: {} }));
    const migration = migrationOf(judgedCopies(program, DAY));
    const report = await review([join(folder, "cdk.tf.json")], program.scope(), { asOf: DAY, migration });
    expect(report.migration?.copies.find(({ copy }) => copy === "overseas-backup")?.job).toContain("running (1 of 3)");
    expect(new Ajv({ strict: false }).compile(reportSchema())(report)).toBe(true);
    for (const format of ["terminal", "html", "markdown"] as const) {
      const text = await render(report, format);
      expect(text).toContain("0 of 5 old copies are closed; 218 days are left until 2027-06-30");
      expect(text).toContain("2 of 3 match, 1 open");
      expect(text).not.toContain("<b>");
    }
    const forAll = JSON.stringify(reportFor("pr", report).migration);
    expect(forAll).not.toContain("333333333333");
    expect(JSON.stringify(report.migration)).toContain('\\"lost\\"');
    expect(forAll).not.toContain("lost");
    expect(forAll).toContain('"evidence that verifies: PURGE-UNPROVED"');
  });

  test("is left out where no program speaks of old copies", async () => {
    const program = await reconciling("absent", gatekeeper, auditor);
    const report = await review([join(folder, "cdk.tf.json")], program.scope(), { asOf: DAY });
    expect(report.migration).toBeUndefined();
    expect(await render(report, "html")).not.toContain("<h2>Migration</h2>");
  });
});
