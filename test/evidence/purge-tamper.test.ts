import fc from "fast-check";
import type { PurgeGateInput } from "../../evidence/gate/purge-evidence";
import { KNOWN_QUERIES } from "../../evidence/reconcile/query";
import { scratch } from "./inventories";
import { answer, auditor, CRC, evidenceOf, program } from "./purge";

const folder = scratch();
let whole: Awaited<ReturnType<typeof evidenceOf>>;
beforeAll(async () => {
  const rows = ["a", "b"].map((key, size) => ({ key, size, crc32c: CRC }));
  whole = await evidenceOf(folder, rows, [...rows, { key: "extra", size: 1, crc32c: CRC }]);
  expect(answer(whole)).toBe("granted");
});

describe("tampering", () => {
  /** The same text with one byte another. */
  const tampered = (text: string) =>
    fc.tuple(fc.nat(Buffer.byteLength(text) - 1), fc.integer({ min: 1, max: 127 })).map(([at, by]) => {
      const bytes = Buffer.from(text);
      bytes.writeUInt8((bytes.readUInt8(at) + by) % 128, at);
      return bytes.toString("latin1");
    });
  const refused = (input: (text: string) => PurgeGateInput, text: string, code: string, numRuns: number) =>
    fc.assert(
      fc.property(tampered(text), (changed) => {
        expect(answer(input(changed)).split(" ")).toContain(code);
      }),
      { numRuns, seed: 20261124 },
    );

  test("with any byte of the envelope", () =>
    refused((content) => ({ ...whole, evidence: [{ name: "r", content }] }), whole.evidence[0]?.content ?? "", "PURGE-ENVELOPE", 500));
  test("with the legacy inventory's digest", () =>
    refused(
      (digest) => ({ ...whole, inventories: { ...whole.inventories, legacy: [digest] } }),
      whole.inventories.legacy[0] ?? "",
      "PURGE-INVENTORY",
      100,
    ));
  test("with the home inventory's digest", () =>
    refused(
      (digest) => ({ ...whole, inventories: { ...whole.inventories, home: [digest] } }),
      whole.inventories.home[0] ?? "",
      "PURGE-INVENTORY",
      100,
    ));
  test("with the program's digest", () => refused((digest) => ({ ...whole, program: digest }), program, "PURGE-PROGRAM", 100));
  test("with the query's digest", () => refused((digest) => ({ ...whole, queries: [digest] }), KNOWN_QUERIES[0] ?? "", "PURGE-QUERY", 100));
  test("with the rows", () => refused((changed) => ({ ...whole, rows: changed }), whole.rows, "PURGE-ROWS", 100));
  test("with a key on file", () =>
    fc.assert(
      fc.property(tampered(auditor.pem.trim()), (pem) => {
        expect(answer({ ...whole, keys: { ...whole.keys, auditor: pem } })).toMatch(/PURGE-KEYS|PURGE-ENVELOPE/);
      }),
      { numRuns: 300, seed: 20261124 },
    ));
});
