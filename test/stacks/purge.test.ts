import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { PurgeProof } from "../../evidence/gate/purge-gate";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { movesOf } from "../../stacks/migration/moves";
import { awsResidents } from "../../stacks/plan";
import { synthesize } from "../../stacks/program-stacks";
import { proofsOf } from "../../evidence/gate/proofs";
import { PurgeStack } from "../../stacks/migration/purge";
import { compareFiles, jsonLines } from "../evidence/inventories";
import { pair, signed, type Pair } from "../evidence/signed";
import { changed, CONTENT, type Change } from "../config/refused";

const [gatekeeper, auditor, stranger] = [pair(), pair(), pair()];
const FROZEN = "2026-11-01T00:00:00Z";
const COPIES = ["former-cloud", "overseas-backup"];
const AS_OF = "2026-11-24";
let folder: string;

/** united-states with user-content ready to be purged: both copies reconciled, signed by both, frozen before the listing. */
const purging = (change: Change = () => undefined): Program =>
  Program.of(
    changed(unitedStates, (p) => {
      const dataset = p.datasets[CONTENT];
      dataset.phase = "purge";
      p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
      p.parties.auditor.evidenceKey = auditor.pem;
      for (const copy of dataset.legacy) {
        copy.frozenAt = FROZEN;
        copy.evidence = [`${copy.name}.dsse.json`];
        copy.rows = `${copy.name}.rows.jsonl`;
        copy.inventories = { legacy: [`${copy.name}.legacy.jsonl`], home: ["home.jsonl"] };
      }
      change(p);
    }),
    join(folder, "program.ts"),
  );

async function evidence(
  copy: string,
  signers: readonly Pair[],
  rows = [{ key: "a", size: 1, crc32c: "0a1b2c3d" }],
  home = rows,
): Promise<void> {
  const [legacyFile, homeFile] = [join(folder, `${copy}.legacy.jsonl`), join(folder, "home.jsonl")];
  writeFileSync(legacyFile, jsonLines(rows));
  writeFileSync(homeFile, jsonLines(home.map((row) => ({ ...row, version: "at-home" }))));
  const { result, text } = await compareFiles(folder, legacyFile, homeFile, {
    dataset: "user-content",
    copy,
    program: scopeDigest(purging(), "user-content", copy),
    taken: { legacy: "2026-11-20T06:00:00.000Z", home: "2026-11-21T06:00:00.000Z" },
  });
  writeFileSync(join(folder, `${copy}.rows.jsonl`), text);
  writeFileSync(join(folder, `${copy}.dsse.json`), signed("reconciliation", result, ...signers));
}

const codes = (work: () => unknown): string => {
  try {
    work();
    return "granted";
  } catch (error) {
    return [...new Set((userErrors(error) ?? []).map(({ code }) => code))].sort().join(" ") || String(error);
  }
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "ringfence-purge-"));
  for (const copy of COPIES) await evidence(copy, [gatekeeper, auditor]);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("with evidence of every copy the purge stands: one role, in the old account, for one bucket, until the regulator's day", () => {
  const out = join(folder, "out");
  synthesize(purging(), out);
  const stack = JSON.parse(readFileSync(join(out, "stacks", "purge-user-content-overseas-backup", "cdk.tf.json"), "utf8")) as {
    provider: { aws: { region: string; allowed_account_ids: string[] }[] };
    resource: { aws_iam_role: object; aws_iam_role_policy: Record<string, { policy: string }> };
  };
  expect(stack.provider.aws[0]).toMatchObject({ region: "ap-southeast-1", allowed_account_ids: ["888888888888"], sts_region: "us-east-1" });
  expect(Object.values(stack.resource.aws_iam_role)).toEqual([
    expect.objectContaining({ name: "ResidencyPurge-user-content-overseas-backup", path: "/residency/", max_session_duration: 3600 }),
  ]);
  const [policy] = Object.values(stack.resource.aws_iam_role_policy);
  expect(JSON.parse(policy?.policy ?? "")).toEqual({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ListBucket",
        Effect: "Allow",
        Action: ["s3:GetBucketPolicy", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
        Resource: "arn:aws:s3:::app-user-content-backup",
      },
      {
        Sid: "DeleteVersions",
        Effect: "Allow",
        Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObjectLegalHold", "s3:GetObjectRetention"],
        Resource: "arn:aws:s3:::app-user-content-backup/*",
      },
      {
        Sid: "NotAfterTheWindow",
        Effect: "Deny",
        Action: ["*"],
        Resource: "*",
        Condition: { DateGreaterThan: { "aws:CurrentTime": "2027-06-30T23:59:59Z" } },
      },
    ],
  });
  const legacy = readFileSync(join(out, "stacks", "legacy-singapore-ap-southeast-1", "cdk.tf.json"), "utf8");
  expect(legacy).toContain("role/residency/ResidencyPurge-user-content-overseas-backup");
  expect(legacy).toContain("NothingIsDeleted");
  expect(legacy).not.toContain("MoverReads");
  // Nothing moves any more.
  const leg = readFileSync(join(out, "stacks", "migration-user-content-overseas-backup", "cdk.tf.json"), "utf8");
  expect(JSON.parse(leg)).not.toHaveProperty("resource");
  // What the comparison rests on stays, and so does its key, though no copy is on its way any more.
  const kept = (stack: string) =>
    (JSON.parse(readFileSync(join(out, "stacks", stack, "cdk.tf.json"), "utf8")) as { resource: Record<string, Record<string, unknown>> })
      .resource;
  expect(Object.keys(kept("evidence-us-east-1")["aws_s3_bucket"] ?? {})).toHaveLength(1);
  expect(kept("evidence-us-east-1")).not.toHaveProperty("aws_s3_bucket_inventory");
  expect(Object.keys(kept("keys-home-us-east-1")["aws_kms_key"] ?? {})).toContainEqual(expect.stringMatching(/^evidence_key/));
  expect(Object.keys(kept("bootstrap-home")["aws_iam_role"] ?? {})).toContainEqual(expect.stringContaining("ringfence-migrator"));
});

describe("the ways to a purge without evidence that were tried", () => {
  const copy = (p: Parameters<Change>[0], index = 1) => p.datasets[CONTENT].legacy[index];
  test.each<[string, Change, string]>([
    ["no evidence named", (p) => (copy(p).evidence = []), "PROGRAM-EVIDENCE"],
    ["no key of the auditor's", (p) => delete p.parties.auditor.evidenceKey, "PROGRAM-EVIDENCE"],
    ["no last write", (p) => delete copy(p).frozenAt, "PROGRAM-PHASE"],
    ["a file that is not there", (p) => (copy(p).evidence = ["none.json"]), "INVENTORY-READ"],
    ["the other copy's evidence", (p) => (copy(p).evidence = ["former-cloud.dsse.json"]), "PURGE-RECONCILIATION"],
    ["the same evidence twice", (p) => (copy(p).evidence = [...copy(p).evidence, ...copy(p).evidence]), "PURGE-RECONCILIATION"],
    ["keys brought to another form", (p) => (copy(p).keys = { prefixes: { a: "b" } }), "PURGE-KEY-FORM"],
    [
      "another name for the dataset",
      (p) =>
        Object.assign(p.datasets[CONTENT], { name: "content" }) &&
        (p.obligations = p.obligations.map((each: object) => ({ ...each, datasets: [] }))),
      "PURGE-RECONCILIATION",
    ],
    ["a store under two names", (p) => void p.datasets[CONTENT].legacy.push({ ...copy(p), name: "second" }), "PROGRAM-DUPLICATE"],
    ["a key of somebody else's", (p) => (p.parties.auditor.evidenceKey = stranger.pem), "PURGE-ENVELOPE PURGE-RECONCILIATION"],
    ["one key for both", (p) => (p.parties.auditor.evidenceKey = gatekeeper.pem), "PURGE-ENVELOPE PURGE-RECONCILIATION"],
    ["a write after the listing", (p) => (copy(p).frozenAt = "2026-11-22T00:00:00Z"), "PURGE-WRITTEN-SINCE"],
    ["another bucket under the same name", (p) => (copy(p).bucket = "another-bucket"), "PURGE-PROGRAM"],
    [
      "another home",
      (p) =>
        Object.assign(p.datasets[CONTENT], {
          home: { account: "home", region: "us-west-2" },
          recovery: { ...p.datasets[CONTENT].recovery, region: "us-east-1" },
        }),
      "PURGE-PROGRAM",
    ],
    ["other inventories", (p) => (copy(p).inventories.legacy = ["home.jsonl", "home.jsonl"]), "PURGE-INVENTORY"],
    ["no inventories", (p) => delete copy(p).inventories, "PURGE-INVENTORY"],
    ["other rows", (p) => (copy(p).rows = "home.jsonl"), "PURGE-ROWS"],
    [
      "closed at once",
      (p) => ((p.datasets[CONTENT].phase = "closed"), (copy(p, 0).hmacKeys = []), (copy(p).evidence = ["none.json"])),
      "INVENTORY-READ",
    ],
    ["a legal hold", (p) => (p.datasets[CONTENT].legalHold = { reference: "No. 21-1", since: "2026-01-01" }), "PROGRAM-HOLD"],
    [
      "a legal hold whose release is not signed",
      (p) => (p.datasets[CONTENT].legalHold = { reference: "No. 21-1", since: "2026-01-01", release: "overseas-backup.dsse.json" }),
      "PURGE-HOLD",
    ],
    [
      "one copy alone, before the others are cut over",
      (p) => ((p.datasets[CONTENT].phase = "copy"), (copy(p).phase = "purge")),
      "PROGRAM-PHASE",
    ],
  ])("%s", (_, change, code) => {
    expect(codes(() => synthesize(purging(change), join(folder, "out")))).toContain(code);
    expect(() => readFileSync(join(folder, "out", "manifest.json"))).toThrow("ENOENT");
  });

  test.each<[string, () => Promise<void>, string]>([
    ["signed by one", () => evidence("overseas-backup", [gatekeeper]), "PURGE-ENVELOPE"],
    ["signed by one twice", () => evidence("overseas-backup", [gatekeeper, gatekeeper]), "PURGE-ENVELOPE"],
    ["signed by a stranger", () => evidence("overseas-backup", [gatekeeper, stranger]), "PURGE-ENVELOPE"],
    [
      "with an object that is missing at home",
      () => evidence("overseas-backup", [gatekeeper, auditor], [{ key: "a", size: 1, crc32c: "0a1b2c3d" }], []),
      "PURGE-",
    ],
    [
      "with a byte more in the inventory",
      () => Promise.resolve(appendFileSync(join(folder, "overseas-backup.legacy.jsonl"), " ")),
      "PURGE-INVENTORY",
    ],
    [
      "with a byte more in the envelope",
      () => Promise.resolve(appendFileSync(join(folder, "overseas-backup.dsse.json"), " ")),
      "PURGE-ENVELOPE",
    ],
  ])("%s", async (_, spoil, code) => {
    await spoil();
    expect(codes(() => proofsOf(judgedCopies(purging(), AS_OF)))).toContain(code);
  });

  test("a listing of tomorrow", () => expect(codes(() => proofsOf(judgedCopies(purging(), "2026-11-19")))).toContain("PURGE-FUTURE"));

  test("a stack made by hand, without proof, with a made-up one, or with another copy's", () => {
    const program = purging();
    const place = (move: { copy: { name: string } }) => {
      const copy = program.data.datasets[0]?.legacy.find(({ name }) => name === move.copy.name);
      return program.legacyPlace(copy as Parameters<Program["legacyPlace"]>[0]) as AwsPlace;
    };
    const move = movesOf(awsResidents(program)).find(({ copy }) => copy.name === "overseas-backup");
    if (!move) throw new Error("no such move");
    const build = (proof: unknown) => () => new PurgeStack(new App(), program, place(move), move, proof as PurgeProof);
    const proofs = proofsOf(judgedCopies(program, AS_OF));
    const proof = proofs.get("user-content/overseas-backup");
    const constructed = (...args: readonly unknown[]) => Reflect.construct(PurgeProof, args) as unknown;
    for (const made of [
      undefined,
      {},
      { ...proof },
      Object.create(PurgeProof.prototype),
      constructed("user-content", "overseas-backup"),
      constructed(Symbol("granted"), "user-content", "overseas-backup"),
      proofs.get("user-content/former-cloud"),
    ])
      expect(build(made)).toThrow("nothing may destroy it");
    expect(() => Object.assign(proofs.get("user-content/former-cloud") as object, { copy: "overseas-backup" })).toThrow(TypeError);
    expect(build(proof)).not.toThrow();
  });
});
