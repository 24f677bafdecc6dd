import { sha256 } from "../../evidence/file";
import type { PurgeGateInput } from "../../evidence/gate/purge-evidence";
import { type PurgeProof, purgeGate } from "../../evidence/gate/purge-gate";
import type { Predicate } from "../../evidence/sign/predicates";
import { parsePredicate } from "../../evidence/sign/statement";
import { scratch } from "./inventories";
import { about, answer, auditor, CRC, evidenceOf, gatekeeper, stranger } from "./purge";
import { signed } from "./signed";

const POINT = "arn:aws:backup:ap-southeast-1:818181818181:recovery-point:1";
const IMAGE = "arn:aws:ec2:ap-southeast-1::image/ami-0123456789abcdef0";
const INSTANCE = "//sqladmin.googleapis.com/projects/old/instances/app";
const created = "2026-10-01T00:00:00.000Z";
const list: Predicate<"purge-list"> = {
  schema: "ringfence.purge-list/1",
  ...about,
  taken: "2026-11-20T06:00:00.000Z",
  recoveryPoints: [{ arn: POINT, created }],
  snapshots: [{ arn: IMAGE, created }],
  others: [{ arn: "arn:aws:ec2:ap-southeast-1::snapshot/snap-1", reason: "the build server's, no user data" }],
};
const folder = scratch();
let whole: PurgeGateInput;
beforeAll(async () => {
  const rows = [{ key: "a", size: 1, crc32c: CRC }];
  whole = {
    ...(await evidenceOf(folder, rows, [...rows, { key: "extra", size: 1, crc32c: CRC }])),
    backups: { recoveryPoints: [POINT], snapshots: [IMAGE], resources: [] },
  };
});

/** The gate's answer with these lists beside the reconciliation. */
const gate = (lists: readonly Predicate<"purge-list">[], change: Partial<PurgeGateInput> = {}, signers = [gatekeeper, auditor]) => {
  const envelopes = lists.map((each, index) => ({ name: `list-${index}`, content: signed("purge-list", each, ...signers) }));
  return answer({ ...whole, evidence: [...whole.evidence, ...envelopes], ...change });
};

test("one signed list that names what the program names is granted, and stands in the proof", () => {
  expect(gate([list])).toBe("granted");
  const evidence = [...whole.evidence, { name: "list", content: signed("purge-list", list, gatekeeper, auditor) }];
  const proof = purgeGate({ ...whole, evidence }) as PurgeProof;
  expect(proof.list).toEqual(list);
  expect(proof.evidence.map(({ name }) => name)).toContain("list");
});

test("a copy that an inventory lists needs none", () => {
  expect(gate([], { backups: null })).toBe("granted");
  expect((purgeGate({ ...whole, backups: null }) as PurgeProof).list).toBeNull();
});

test.each<[string, () => string, string]>([
  ["no list", () => gate([]), "PURGE-LIST"],
  ["two lists", () => gate([list, list]), "PURGE-LIST"],
  ["the list of another copy", () => gate([{ ...list, copy: "another" }]), "PURGE-LIST"],
  ["the list of another dataset", () => gate([{ ...list, dataset: "another" }]), "PURGE-LIST"],
  ["signed by one", () => gate([list], {}, [gatekeeper]), "PURGE-ENVELOPE PURGE-LIST"],
  ["signed by one and a stranger", () => gate([list], {}, [auditor, stranger]), "PURGE-ENVELOPE PURGE-LIST"],
  ["of another program", () => gate([{ ...list, program: sha256("another") }]), "PURGE-PROGRAM"],
  [
    "a point that the program does not name",
    () => gate([list], { backups: { recoveryPoints: [], snapshots: [IMAGE], resources: [] } }),
    "PURGE-LIST",
  ],
  ["a snapshot that the list lacks", () => gate([{ ...list, snapshots: [] }]), "PURGE-LIST"],
  [
    "a point in the place of a snapshot",
    () => gate([{ ...list, recoveryPoints: list.snapshots, snapshots: list.recoveryPoints }]),
    "PURGE-LIST",
  ],
  [
    "nothing at all",
    () => gate([{ ...list, recoveryPoints: [], snapshots: [] }], { backups: { recoveryPoints: [], snapshots: [], resources: [] } }),
    "PURGE-EMPTY",
  ],
  ["an instance that the program does not name", () => gate([{ ...list, resources: [{ arn: INSTANCE, created }] }]), "PURGE-LIST"],
  [
    "an instance that the list lacks",
    () => gate([list], { backups: { recoveryPoints: [POINT], snapshots: [IMAGE], resources: [INSTANCE] } }),
    "PURGE-LIST",
  ],
  ["made before the last write", () => gate([{ ...list, taken: "2026-11-19T00:00:00.000Z" }]), "PURGE-WRITTEN-SINCE"],
  ["made tomorrow", () => gate([{ ...list, taken: "2026-11-25T00:00:00.000Z" }]), "PURGE-FUTURE"],
])("%s is refused", (_, said, code) => expect(said()).toBe(code));

test("a list that names one backup twice is none", () => {
  const twice = { ...list, others: [{ arn: POINT, reason: "none of the dataset's" }] };
  expect(() => parsePredicate("purge-list", twice, "list.json")).toThrow("each ARN once");
});
