import { snapshotsOf } from "../../config/migration/old-snapshots";
import { Program } from "../../config/program";
import { oldSnapshot } from "../../config/schema/snapshot-arn";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { BESIDE, SNAPSHOTS, snapshotting } from "../snapshotting";
import { ARCHIVE, changed, errorsOf, PROFILES, refuses, SESSIONS } from "./refused";

const program = snapshotting("copy");
const OLD = "888888888888";

test("an ARN says what it names, and another names nothing", () => {
  const kinds = Object.values(SNAPSHOTS).map((arn) => oldSnapshot(arn));
  expect(kinds.map((one) => [one?.kind, one?.region, one?.account, one?.id])).toEqual([
    ["database", "ap-southeast-1", OLD, "app-profiles-last"],
    ["cluster", "ap-southeast-1", OLD, "app-profiles-cluster"],
    ["volume", "ap-southeast-1", undefined, "snap-0123456789abcdef0"],
    ["image", "ap-southeast-1", undefined, "ami-0123456789abcdef0"],
  ]);
  for (const arn of [
    "arn:aws:ec2:ap-southeast-1::volume/vol-0123456789abcdef0",
    "arn:aws:ec2:ap-southeast-1::image/snap-0123456789abcdef0",
    "arn:aws:ec2:ap-southeast-1:888888888888:snapshot/snap-0123456789abcdef0",
    "arn:aws:rds:ap-southeast-1::snapshot:a",
    "arn:aws:rds:ap-southeast-1:888888888888:db:a",
    "snap-0123456789abcdef0",
  ])
    expect(oldSnapshot(arn)).toBeUndefined();
});

test("a copy's snapshots are read by one accessor, those beside a vault as well", () => {
  const { datasets } = Program.of(changed(program, (p) => (p.datasets[ARCHIVE].legacy[1].snapshots = [BESIDE]))).data;
  const of = (name: string) => datasets.flatMap(({ legacy }) => legacy).find((copy) => copy.name === name);
  const ids = (name: string) => {
    const copy = of(name);
    return copy && snapshotsOf(copy).map(({ id }) => id);
  };
  expect(ids("overseas-snapshots")).toHaveLength(4);
  expect(ids("overseas-vault")).toEqual(["snap-0aaaaaaaaaaaaaaa0"]);
  expect(ids("former-cloud")).toEqual([]);
});

test("evidence made for one list of snapshots is void for another", () => {
  const digest = (input: unknown) => scopeDigest(Program.of(input), "profiles", "overseas-snapshots");
  expect(digest(changed(program, (p) => p.datasets[PROFILES].legacy[1].arns.pop()))).not.toBe(digest(program));
  expect(digest(changed(program, (p) => (p.datasets[PROFILES].legacy[1].evidence = ["a.json"])))).toBe(digest(program));
});

test("what is described rightly is accepted", () => expect(errorsOf(program)).toEqual([]));

describe("refused", () => {
  const arns =
    (...more: readonly string[]) =>
    (p: { datasets: { legacy: { arns: unknown }[] }[] }) => {
      const copy = p.datasets[PROFILES]?.legacy[1];
      if (copy) copy.arns = more;
    };
  refuses(program, [
    { of: "none", change: arns(), code: "PROGRAM-SHAPE", says: "legacy[1].arns" },
    {
      of: "more points of a vault than a role's policies name",
      change: (p) =>
        Object.assign(p.datasets[ARCHIVE].legacy[1], {
          phase: "purge",
          recoveryPoints: Array.from(
            { length: 1_000 },
            (_, n) => `arn:aws:ec2:ap-southeast-1::snapshot/snap-${String(n).padStart(17, "0")}`,
          ),
          snapshots: [],
        }),
      code: "PROGRAM-PURGE-LIST",
      says: "1000 ARNs of 62,000 characters, expected at most 55,000",
    },
    {
      of: "a point whose name no policy has room for",
      change: (p) => (p.datasets[ARCHIVE].legacy[1].recoveryPoints = [`arn:aws:backup:ap-southeast-1:818181818181:${"x".repeat(400)}`]),
      code: "PROGRAM-SHAPE",
      says: "must have at most 400 characters",
    },
    { of: "an id that is no ARN", change: arns("snap-0123456789abcdef0"), code: "PROGRAM-SHAPE", says: "expected the ARN of a snapshot" },
    {
      of: "of another region",
      change: arns(SNAPSHOTS.volume.replace("ap-southeast-1", "eu-west-1")),
      code: "PROGRAM-SNAPSHOTS",
      says: /overseas-snapshots\)\.arns\[0\]: .*expected a snapshot in ap-southeast-1/,
    },
    {
      of: "of another account",
      change: arns(SNAPSHOTS.database.replace(OLD, "818181818181")),
      code: "PROGRAM-SNAPSHOTS",
      says: "expected a snapshot of account 888888888888",
    },
    {
      of: "one that RDS made by itself",
      change: arns(`arn:aws:rds:ap-southeast-1:${OLD}:snapshot:rds:app-2026-01-01`),
      code: "PROGRAM-SNAPSHOTS",
      says: "expected a manual snapshot",
    },
    {
      of: "one that AWS Backup made",
      change: arns(`arn:aws:rds:ap-southeast-1:${OLD}:cluster-snapshot:awsbackup:job-1`),
      code: "PROGRAM-SNAPSHOTS",
      says: "expected a manual snapshot",
    },
    {
      of: "a cluster's under no key",
      change: (p) => (p.datasets[PROFILES].legacy[1].keyArns = []),
      code: "PROGRAM-SNAPSHOTS",
      says: "RDS encrypts no copy of a plain cluster snapshot",
    },
    {
      of: "a key of another region",
      change: (p) => (p.datasets[PROFILES].legacy[1].keyArns = [`arn:aws:kms:us-east-1:${OLD}:key/1`]),
      code: "PROGRAM-SNAPSHOTS",
      says: "keyArns[0]: a snapshot cannot come home as it is described; given arn:aws:kms:us-east-1",
    },
    {
      of: "an alias in place of a key",
      change: (p) => (p.datasets[PROFILES].legacy[1].keyArns = [`arn:aws:kms:ap-southeast-1:${OLD}:alias/app`]),
      code: "PROGRAM-SHAPE",
      says: "expected a key's ARN",
    },
    {
      of: "the same one twice",
      change: arns(SNAPSHOTS.volume, SNAPSHOTS.volume),
      code: "PROGRAM-DUPLICATE",
      says: /arns\[1\]: .*as datasets\[1\] \(profiles\)\.legacy\[1\] \(overseas-snapshots\)\.arns\[0\]/,
    },
    {
      of: "one that lies beside a vault as well",
      change: (p) => (p.datasets[ARCHIVE].legacy[1].snapshots = [SNAPSHOTS.volume]),
      code: "PROGRAM-DUPLICATE",
      says: "(overseas-vault).snapshots[0]",
    },
    {
      of: "into a table",
      change: (p) => (p.datasets[SESSIONS].legacy = [{ ...p.datasets[PROFILES].legacy[1], arns: [BESIDE] }]),
      code: "PROGRAM-LEG",
      says: "a aws-snapshots into a table",
    },
  ]);
});
