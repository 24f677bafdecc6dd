import fc from "fast-check";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { oldSnapshot } from "../../config/schema/snapshot-arn";
import { deletions } from "../../constructs/migration/purge-backups";
import { partsOf } from "../../constructs/migration/purge-parts";
import { purgeStatements } from "../../constructs/migration/purge-role";
import { policyDocument, type Statement } from "../../constructs/policy/document";
import { evaluatePolicies } from "../../review/access/evaluate";
import type { PolicyDocument } from "../../review/access/types";
import { request, role } from "../policies/callers";
import { POINT, purging, SNAPSHOT } from "../purging";
import { moving, OLD_VAULTS } from "../moving";
import { resources, stackOf, synthesized } from "../synth";

const program = Program.of(unitedStates);
const vault = program.data.datasets.flatMap(({ legacy }) => legacy).find(({ kind }) => kind === "aws-backup-vault");
const place = program.legacyPlace(vault as Parameters<Program["legacyPlace"]>[0]) as AwsPlace;
const NAME = "app-media-archive";
/** IAM's own limits. */
const [OWN, MANAGED, ATTACHED] = [10_240, 6_144, 10];

const point = (length: number, index: number) =>
  `arn:aws:dynamodb:ap-southeast-1:${OLD_VAULTS}:table/${String(index).padStart(length, "t")}`;
const snapshotArn = (length: number, index: number) =>
  `arn:aws:rds:ap-southeast-1:${OLD_VAULTS}:snapshot:s${String(index).padStart(length, "0")}`;

const MOST = 55_000;
/** As many as the program's rule lets through, of the lengths that they come. */
function within(arns: readonly string[], room: number): readonly string[] {
  let left = room;
  return arns.filter((arn) => (left -= arn.length + 3) >= 0);
}
const lengths = (max: number, count: number) => fc.array(fc.integer({ min: 1, max }), { maxLength: count, size: "max" });
const named = fc
  .record({ points: lengths(345, 520), snapshots: lengths(250, 300), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ points, snapshots, share }) => ({
    points: within(points.map(point), MOST * share),
    snapshots: within(snapshots.map(snapshotArn), MOST * (1 - share)),
  }));

test("every backup is named once, in its order, and every policy is within AWS's limits", () => {
  let most = 0;
  fc.assert(
    fc.property(named, ({ points, snapshots }) => {
      const old = snapshots.flatMap((arn) => oldSnapshot(arn) ?? []);
      expect(old).toHaveLength(snapshots.length);
      const [own, ...more] = partsOf({ kind: "vault", name: NAME, recoveryPoints: points, snapshots: old });
      const parts = [own as NonNullable<typeof own>, ...more];
      expect(parts.flatMap((part) => (part.kind === "vault" ? part.recoveryPoints : []))).toEqual(points);
      expect(parts.flatMap((part) => part.snapshots.map(({ arn }) => arn))).toEqual(snapshots);
      expect(policyDocument("role", purgeStatements(program, place, parts[0] as never)).length).toBeLessThanOrEqual(OWN);
      for (const part of more) expect(policyDocument("managed", deletions(place, part)).length).toBeLessThanOrEqual(MANAGED);
      expect(more.length).toBeLessThanOrEqual(ATTACHED);
      most = Math.max(most, more.length);
    }),
    { numRuns: 300, seed: 20261124 },
  );
  expect(most).toBeGreaterThan(5);
});

test("what fitted into one policy stays in one", () => {
  const store = {
    kind: "vault",
    name: NAME,
    recoveryPoints: Array.from({ length: 60 }, (_, n) => `${POINT}${n}`),
    snapshots: Object.values(SNAPSHOT).flatMap((arn) => oldSnapshot(arn) ?? []),
  } as const;
  expect(partsOf(store)).toEqual([store]);
  expect(partsOf({ kind: "snapshots", snapshots: store.snapshots })).toEqual([{ kind: "snapshots", snapshots: store.snapshots }]);
});

describe("a vault of three hundred points", () => {
  const points = Array.from(
    { length: 300 },
    (_, n) => `arn:aws:backup:ap-southeast-1:${OLD_VAULTS}:recovery-point:${String(n).padStart(36, "0")}`,
  );
  let documents: readonly PolicyDocument[];
  let attached: readonly unknown[];
  beforeAll(() => {
    const made = stackOf(
      synthesized((folder) => purging(folder, "purge", moving("soak"), points)),
      "purge-media-archive-overseas-vault",
    );
    const blocks = [...resources(made, "aws_iam_role_policy"), ...resources(made, "aws_iam_policy")].map(([, block]) => block);
    documents = blocks.map((block) => JSON.parse(String(block["policy"])) as PolicyDocument);
    attached = resources(made, "aws_iam_role_policy_attachment").map(([, { role: of }]) => of);
  });

  const says = (resource: string, at = "2027-01-01T00:00:00Z") =>
    evaluatePolicies(
      { identity: documents },
      request(
        role(OLD_VAULTS, "residency/ResidencyPurge-media-archive-overseas-vault"),
        "backup:DeleteRecoveryPoint",
        resource,
        OLD_VAULTS,
        {
          "aws:CurrentTime": at,
        },
      ),
    ).verdict;

  it("has one role, whose policies are all attached to it", () => {
    expect(documents.length).toBeGreaterThan(3);
    expect(attached).toHaveLength(documents.length - 1);
    expect(new Set(attached).size).toBe(1);
  });
  it("lets each go until the window ends, and no other", () => {
    for (const each of points) {
      expect(says(each)).toBe("allowed");
      expect(says(each, "2027-07-01T00:00:00Z")).toBe("denied");
    }
    expect(says(`${points[0]}0`)).toBe("denied");
  });
  it("lists and ends in the role's own policy alone", () => {
    const sids = documents.map(({ Statement: all }) => (all as Statement[]).map(({ Sid }) => Sid));
    expect(sids.filter((some) => some.includes("NotAfterTheWindow"))).toHaveLength(1);
    for (const some of sids.filter((each) => !each.includes("NotAfterTheWindow")))
      expect(["DeleteRecoveryPoints", "DeregisterImages", "DeleteVolumeSnapshots", "DeleteSnapshots", "DeleteClusterSnapshots"]).toEqual(
        expect.arrayContaining(some),
      );
  });
});
