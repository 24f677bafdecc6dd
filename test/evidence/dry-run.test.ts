import { sha256 } from "../../evidence/file";
import type { DryRun } from "../../evidence/gate/dry-run";
import type { PurgeGateInput } from "../../evidence/gate/purge-evidence";
import { type PurgeProof, purgeGate } from "../../evidence/gate/purge-gate";
import { scratch } from "./inventories";
import { about, answer, auditor, CRC, evidenceOf, gatekeeper, stranger } from "./purge";
import { destruction, signed } from "./signed";

const folder = scratch();
let whole: PurgeGateInput;
let dryRun: DryRun;
beforeAll(async () => {
  const rows = ["a", "b"].map((key) => ({ key, size: 1, crc32c: CRC }));
  const { result, ...input } = await evidenceOf(
    folder,
    rows,
    rows.map((row) => ({ ...row, version: "at home" })),
  );
  whole = { ...input, by: "expiration" };
  dryRun = {
    schema: "ringfence.dry-run/1",
    ...about,
    store: "s3://old-bucket",
    inventories: result.legacy.files.map((file) => file.sha256),
    begun: "2026-11-22T06:00:00.000Z",
    listing: sha256("the listing"),
    items: 2,
    bytes: "2",
  };
});

const gate = (runs: readonly DryRun[], signers = [gatekeeper, auditor], change: Partial<PurgeGateInput> = {}) => ({
  ...whole,
  evidence: [...whole.evidence, ...runs.map((run, index) => ({ name: `dry-run-${index}`, content: signed("dry-run", run, ...signers) }))],
  ...change,
});

test("what expires needs a dry run, which stands in the proof; what is deleted one by one does not", () => {
  expect(answer(gate([]))).toBe("PURGE-DRY-RUN");
  expect(answer(gate([dryRun]))).toBe("granted");
  expect((purgeGate(gate([dryRun])) as PurgeProof).dryRun).toEqual(dryRun);
  expect((purgeGate(gate([], undefined, { by: "deletion" })) as PurgeProof).dryRun).toBeNull();
});

test("it grows old for what is still to expire, and not for what is gone", () => {
  const on = (asOf: string, change: Partial<PurgeGateInput> = {}) => answer(gate([dryRun], undefined, { asOf, ...change }));
  expect(on("2026-12-22")).toBe("granted");
  expect(on("2026-12-23")).toBe("PURGE-DRY-RUN");
  expect(on("2026-12-23", { by: "deletion" })).toBe("granted");
  const gone = { name: "gone", content: signed("destruction", destruction(about), gatekeeper, auditor) };
  const closed = gate([dryRun], undefined, { asOf: "2026-12-23", closed: true });
  expect(answer({ ...closed, evidence: [...closed.evidence, gone] })).toBe("granted");
});

test.each<[string, () => PurgeGateInput, string]>([
  ["two", () => gate([dryRun, dryRun]), "PURGE-DRY-RUN"],
  ["of another copy", () => gate([{ ...dryRun, copy: "other" }]), "PURGE-DRY-RUN"],
  ["of another dataset", () => gate([{ ...dryRun, dataset: "messages" }]), "PURGE-DRY-RUN"],
  ["of another program", () => gate([{ ...dryRun, program: sha256("another") }]), "PURGE-PROGRAM"],
  ["against other inventories", () => gate([{ ...dryRun, inventories: [sha256("another")] }]), "PURGE-DRY-RUN"],
  ["from before the freeze", () => gate([{ ...dryRun, begun: "2026-11-18T06:00:00.000Z" }]), "PURGE-DRY-RUN"],
  ["from before the inventory", () => gate([{ ...dryRun, begun: "2026-11-20T05:59:59.999Z" }]), "PURGE-DRY-RUN"],
  ["dated later than today", () => gate([{ ...dryRun, begun: "2026-11-25T06:00:00.000Z" }]), "PURGE-FUTURE"],
  ["signed by one", () => gate([dryRun], [gatekeeper]), "PURGE-DRY-RUN PURGE-ENVELOPE"],
  ["signed by a stranger", () => gate([dryRun], [gatekeeper, stranger]), "PURGE-DRY-RUN PURGE-ENVELOPE"],
])("a dry run %s lets nothing expire", (_, input, codes) => expect(answer(input())).toBe(codes));
