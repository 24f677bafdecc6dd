import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { freedOf, leavingOf } from "../../evidence/gate/leaving";
import { proofKey, proofsOf } from "../../evidence/gate/proofs";
import { review } from "../../review/review";
import { synthesize } from "../../stacks/program-stacks";
import { mayExpire } from "../../stacks/migration/proof";
import type { PurgeProof } from "../../evidence/gate/purge-gate";
import { changed, CONTENT, type Change } from "../config/refused";
import { migrating } from "../migrating";
import { describeWithEngines } from "../engines";
import { prepare } from "../purge/prepared";
import { complaints } from "./validated";

const LEGACY = "legacy-singapore-ap-southeast-1";
const ADDRESS = "aws_s3_bucket.user-content-overseas-backup";
const AS_OF = "2026-11-24";

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "ringfence-closed-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
async function proved(phase: "purge" | "closed", change: Change = () => undefined): Promise<{ program: Program; at: string }> {
  const rows = [{ key: "a", size: 1, crc32c: "0a1b2c3d" }];
  const at = join(folder, String(++made));
  const stood = { rows, taken: "2026-11-20T06:00:00.000Z", frozenAt: "2026-11-01T00:00:00Z" };
  const prepared = await prepare(at, "overseas-backup", stood, (p) => {
    p.datasets[CONTENT].legacy = p.datasets[CONTENT].legacy.slice(1);
    p.datasets[CONTENT].phase = phase;
    change(p);
  });
  return {
    program: Program.of(JSON.parse(readFileSync(prepared.program, "utf8")) as Parameters<typeof Program.of>[0], prepared.program),
    at,
  };
}
function built(program: Program): string {
  const out = join(folder, `out-${++made}`);
  synthesize(program, out);
  return out;
}
const read = (out: string, stack = LEGACY) =>
  JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")) as {
    removed?: unknown;
    resource?: Record<string, Record<string, object>>;
  };

test.each([
  ["release", false],
  ["destroy", true],
] as const)("closed, to %s: bucket and versions leave under removed blocks of the addresses they stood at", async (atClose, destroy) => {
  // Where they stood while the copy moved.
  const { resource = {} } = read(built(Program.of(migrating("soak"))));
  expect(Object.keys(resource["aws_s3_bucket"] ?? {})).toEqual(["user-content-overseas-backup"]);
  expect(Object.keys(resource["aws_s3_bucket_versioning"] ?? {})).toEqual(["user-content-overseas-backup"]);
  const { program } = await proved("closed", (p) => (p.datasets[CONTENT].legacy[0].atClose = atClose));
  const out = built(program);
  expect(read(out).removed).toEqual([
    { from: ADDRESS, lifecycle: { destroy } },
    { from: "aws_s3_bucket_versioning.user-content-overseas-backup", lifecycle: { destroy } },
  ]);
  expect(read(out).resource ?? {}).toEqual({});
  // Emptied, so that terraform destroys the role: a stack that is gone destroys nothing.
  expect(read(out, "purge-user-content-overseas-backup").resource ?? {}).toEqual({});

  // The ledger remembers it, and lets it go by exactly this block.
  const ledger = [{ stack: LEGACY, address: ADDRESS, dataset: "user-content" }];
  const leaving = leavingOf(judgedCopies(program, AS_OF));
  expect(leaving).toEqual(destroy ? ledger : []);
  const rules = async (scope: object) =>
    (await review([out], { ...program.scope(), ledger, ...scope }, { asOf: AS_OF })).findings.map(({ rule }) => rule);
  expect(await rules({ leaving })).not.toContain("MIGRATION-01");
  if (destroy) expect(await rules({})).toContain("MIGRATION-01");
});

test("nothing leaves by evidence that does not verify, in another phase, or of another copy", async () => {
  const destroy: Change = (p) => (p.datasets[CONTENT].legacy[0].atClose = "destroy");
  const purging = await proved("purge", destroy);
  expect(leavingOf(judgedCopies(purging.program, AS_OF))).toEqual([]);
  const closed = await proved("closed", destroy);
  expect(leavingOf(judgedCopies(closed.program, AS_OF))).toHaveLength(1);
  appendFileSync(join(closed.at, "reconciliation.dsse.json"), " ");
  expect(leavingOf(judgedCopies(closed.program, AS_OF))).toEqual([]);
});

test("expiration stands in the purge stack where the program asks for it, in two rules that S3 takes together", async () => {
  const { program } = await proved("purge", (p) => (p.datasets[CONTENT].legacy[0].purgeBy = "expiration"));
  const out = built(program);
  const rules = read(out, "purge-user-content-overseas-backup").resource?.["aws_s3_bucket_lifecycle_configuration"];
  expect(Object.values(rules ?? {})).toEqual([
    expect.objectContaining({
      bucket: "app-user-content-backup",
      rule: [
        {
          id: "versions",
          status: "Enabled",
          filter: [{ prefix: "" }],
          expiration: [{ days: 1 }],
          noncurrent_version_expiration: [{ noncurrent_days: 1 }],
          abort_incomplete_multipart_upload: [{ days_after_initiation: 1 }],
        },
        { id: "markers", status: "Enabled", filter: [{ prefix: "" }], expiration: [{ expired_object_delete_marker: true }] },
      ],
    }),
  ]);
  // The review lets the rules be by the same evidence, and by no phase.
  const judged = async (expiring: readonly string[]) =>
    (await review([out], { ...program.scope(), expiring }, { asOf: AS_OF })).findings.map(({ rule }) => rule);
  expect(freedOf(judgedCopies(program, AS_OF)).expiring).toEqual(["app-user-content-backup"]);
  expect(await judged(["app-user-content-backup"])).not.toContain("MIGRATION-07");
  expect(await judged([])).toContain("MIGRATION-07");
  const { program: deletion } = await proved("purge");
  expect(freedOf(judgedCopies(deletion, AS_OF)).expiring).toEqual([]);
  expect(read(built(deletion), "purge-user-content-overseas-backup").resource).not.toHaveProperty("aws_s3_bucket_lifecycle_configuration");
});

test("no rules are built that nothing was listed for, whatever calls for them", async () => {
  const { program } = await proved("purge", (p) => (p.datasets[CONTENT].legacy[0].purgeBy = "expiration"));
  const without = () =>
    Program.of(
      changed(program.data, (p) => {
        p.datasets[CONTENT].legacy[0].evidence = p.datasets[CONTENT].legacy[0].evidence.filter((file: string) => !/dry-run/.test(file));
      }),
      program.file,
    );
  expect(() => built(without())).toThrow("PURGE-DRY-RUN");
  const dataset = program.data.datasets[CONTENT];
  const copy = dataset?.legacy[0];
  if (!dataset || copy?.kind !== "aws-bucket") throw new Error("no such copy");
  const { program: deletion } = await proved("purge");
  const proof = proofsOf(judgedCopies(deletion)).get(proofKey("user-content", "overseas-backup"));
  for (const each of [proof, undefined, { ...proof, dryRun: {} } as PurgeProof])
    expect(() => mayExpire(program, dataset, copy, each)).toThrow(/no (dry run|proof)/);
});

test("a proof serves the program that it was granted for, and no other that has a copy of that name", async () => {
  const { program } = await proved("purge");
  const proofs = proofsOf(judgedCopies(program));
  const other = Program.of(
    changed(program.data, (p) => (p.datasets[CONTENT].legacy[0].bucket = "another-store")),
    program.file,
  );
  expect(() => synthesize(program, join(folder, `out-${++made}`), proofs)).not.toThrow();
  expect(() => synthesize(other, join(folder, `out-${++made}`), proofs)).toThrow("no proof for user-content from overseas-backup");
});

describeWithEngines(["terraform", "the AWS provider"], "the real provider takes the purge and closed stacks", () => {
  test("to release and to destroy", async () => {
    const folders: string[] = [];
    for (const [phase, atClose, stacks] of [
      ["purge", "release", [LEGACY, "purge-user-content-overseas-backup"]],
      ["closed", "destroy", [LEGACY]],
      ["closed", "release", [LEGACY]],
    ] as const) {
      const { program } = await proved(phase, (p) => Object.assign(p.datasets[CONTENT].legacy[0], { atClose, purgeBy: "expiration" }));
      const out = built(program);
      folders.push(...stacks.map((stack) => join(out, "stacks", stack)));
    }
    expect(complaints(folders)).toEqual([]);
  }, 300_000);
});
