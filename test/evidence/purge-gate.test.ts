import type { RingfenceError } from "../../config/errors";
import { sha256 } from "../../evidence/file";
import type { PurgeGateInput } from "../../evidence/gate/purge-evidence";
import { PurgeProof, purgeGate } from "../../evidence/gate/purge-gate";
import type { Reconciliation } from "../../evidence/reconcile/result";
import type { Predicate } from "../../evidence/sign/predicates";
import { scratch, type Row } from "./inventories";
import { about, answer, auditor, CRC, evidenceOf, gatekeeper, program, stranger } from "./purge";
import { destruction, signed } from "./signed";

const folder = scratch();
const rows = ["a", "b", "c"].map((key, size) => ({ key, size, crc32c: CRC }));
let whole: Awaited<ReturnType<typeof evidenceOf>>;
beforeAll(async () => {
  whole = await evidenceOf(folder, rows, [...rows, { key: "extra", size: 1, crc32c: CRC }]);
});

test("all proved, signed by both, listed after the last write: granted, with what carries it", () => {
  const proof = purgeGate(whole);
  expect(PurgeProof.isPurgeProof(proof)).toBe(true);
  expect(proof).toMatchObject({
    dataset: "profiles",
    copy: "old-bucket",
    program,
    asOf: "2026-11-24",
    disposed: [],
    reconciliation: whole.result,
  });
  expect((proof as PurgeProof).evidence).toEqual([{ name: "reconciliation.dsse.json", sha256: sha256(whole.evidence[0]?.content ?? "") }]);
});

test("nothing else is a proof", () => {
  const proof = purgeGate(whole);
  expect(PurgeProof.isPurgeProof({ ...proof })).toBe(false);
  expect(PurgeProof.isPurgeProof(Object.create(PurgeProof.prototype))).toBe(false);
  expect(PurgeProof.isPurgeProof(null)).toBe(false);
});

describe("of a closed copy", () => {
  const gone = (change: Partial<typeof about & { deletedAt: string }> = {}, ...signers: readonly (typeof gatekeeper)[]) => ({
    name: "destruction.dsse.json",
    content: signed("destruction", { ...destruction(about), ...change }, ...(signers.length > 0 ? signers : [gatekeeper, auditor])),
  });
  const closed = (...pieces: readonly ReturnType<typeof gone>[]) =>
    answer({ ...whole, closed: true, evidence: [...whole.evidence, ...pieces] });

  test("the destruction has to be signed as well", () => {
    expect(closed(gone())).toBe("granted");
    expect(closed(gone({ copy: "another" }), gone())).toBe("granted");
  });

  test.each<[string, () => string, string]>([
    ["none", () => closed(), "PURGE-DESTRUCTION"],
    ["another dataset's", () => closed(gone({ dataset: "messages" })), "PURGE-DESTRUCTION"],
    ["another copy's", () => closed(gone({ copy: "another" })), "PURGE-DESTRUCTION"],
    ["another program's", () => closed(gone({ program: sha256("another") })), "PURGE-DESTRUCTION"],
    ["one from before the listing", () => closed(gone({ deletedAt: "2026-11-20T06:00:00.000Z" })), "PURGE-DESTRUCTION"],
    ["one of tomorrow", () => closed(gone({ deletedAt: "2026-11-25T00:00:00.000Z" })), "PURGE-DESTRUCTION"],
    ["one that the auditor did not sign", () => closed(gone({}, gatekeeper)), "PURGE-DESTRUCTION PURGE-ENVELOPE"],
  ])("%s is refused", (_, said, codes) => {
    expect(said()).toBe(codes);
  });
});

describe("of a closed copy in a data centre", () => {
  const record = sha256("the media's record");
  const media = (digest: string) => ({
    ...{ record: digest, media: "shelf 4", method: "destroy" as const },
    ...{ sanitisedAt: "2026-11-22", by: "Shredders of Ashburn" },
  });
  const closed = (
    change: Partial<Predicate<"destruction">>,
    dataCentre: PurgeGateInput["dataCentre"] = { export: "nfs", sanitisation: record },
  ) => {
    const store = { kind: "data-centre", name: "nfs.old/media" } as const;
    const content = signed("destruction", { ...destruction(about), store, ...change }, gatekeeper, auditor);
    return answer({ ...whole, closed: true, dataCentre, evidence: [...whole.evidence, { name: "gone", content }] });
  };
  const database = (spoken?: "postgres" | "mysql" | "nfs") =>
    closed(
      {
        store: { kind: "data-centre", name: "db.old/app", ...(spoken ? { export: spoken } : {}) },
        sanitisation: [media(record)],
      },
      { export: "postgres", sanitisation: record },
    );

  test.each<[string, () => string, string]>([
    ["the program's record among those that both signed", () => closed({ sanitisation: [media(sha256("x")), media(record)] }), "granted"],
    ["another record", () => closed({ sanitisation: [media(sha256("another record"))] }), "PURGE-SANITISATION"],
    ["no record", () => closed({}), "PURGE-SANITISATION"],
    [
      "a record that the program does not name",
      () => closed({ sanitisation: [media(record)] }, { export: "nfs", sanitisation: undefined }),
      "PURGE-SANITISATION",
    ],
    ["a database, called one", () => database("postgres"), "granted"],
    ["a database, called files", () => database("nfs"), "PURGE-DESTRUCTION"],
    ["a database, called nothing", () => database(), "PURGE-DESTRUCTION"],
    ["a database of another engine", () => database("mysql"), "PURGE-DESTRUCTION"],
    [
      "files, called a database",
      () => closed({ store: { kind: "data-centre", name: "n", export: "mysql" }, sanitisation: [media(record)] }),
      "PURGE-DESTRUCTION",
    ],
  ])("%s", (_, said, codes) => expect(said()).toBe(codes));
});

describe("what is missing is said", () => {
  const resigned = (change: Partial<Reconciliation>) => ({
    evidence: [{ name: "r", content: signed("reconciliation", { ...whole.result, ...change }, gatekeeper, auditor) }],
  });
  test.each<[string, () => Partial<PurgeGateInput>, string]>([
    ["no evidence", () => ({ evidence: [] }), "PURGE-RECONCILIATION"],
    ["two reconciliations", () => ({ evidence: [...whole.evidence, ...whole.evidence] }), "PURGE-RECONCILIATION"],
    ["of another dataset", () => ({ dataset: "messages" }), "PURGE-RECONCILIATION"],
    ["of another copy", () => ({ copy: "other-bucket" }), "PURGE-RECONCILIATION"],
    [
      "signed by one",
      () => ({ evidence: [{ name: "r", content: signed("reconciliation", whole.result, gatekeeper) }] }),
      "PURGE-ENVELOPE PURGE-RECONCILIATION",
    ],
    [
      "signed by one and a stranger",
      () => ({ evidence: [{ name: "r", content: signed("reconciliation", whole.result, auditor, stranger) }] }),
      "PURGE-ENVELOPE PURGE-RECONCILIATION",
    ],
    ["a piece beside it that does not verify", () => ({ evidence: [...whole.evidence, { name: "x", content: "{}" }] }), "PURGE-ENVELOPE"],
    ["one key for both roles", () => ({ keys: { gatekeeper: auditor.pem, auditor: auditor.pem } }), "PURGE-ENVELOPE PURGE-RECONCILIATION"],
    ["a key that is none", () => ({ keys: { gatekeeper: "", auditor: auditor.pem } }), "PURGE-KEYS PURGE-RECONCILIATION"],
    ["another program", () => ({ program: sha256("another") }), "PURGE-PROGRAM"],
    ["no program in the evidence", () => resigned({ program: null }), "PURGE-PROGRAM"],
    ["keys in another form", () => ({ keyForm: { prefixes: { "old/": "new/" }, unicode: "as-is" } }), "PURGE-KEY-FORM"],
    ["another legacy inventory", () => ({ inventories: { ...whole.inventories, legacy: [sha256("another")] } }), "PURGE-INVENTORY"],
    ["another home inventory", () => ({ inventories: { ...whole.inventories, home: [] } }), "PURGE-INVENTORY"],
    [
      "a file more",
      () => ({ inventories: { ...whole.inventories, legacy: [...whole.inventories.legacy, sha256("")] } }),
      "PURGE-INVENTORY",
    ],
    ["an engine that names no bytes", () => resigned({ engine: { name: "athena", version: "3" } }), "PURGE-ENGINE"],
    ["an unknown query", () => ({ queries: [sha256("SELECT 'match'")] }), "PURGE-QUERY"],
    ["a legacy inventory without a date", () => resigned({ legacy: { ...whole.result.legacy, taken: null } }), "PURGE-UNDATED"],
    ["a home inventory without a date", () => resigned({ home: { ...whole.result.home, taken: null } }), "PURGE-UNDATED"],
    ["a write after the listing", () => ({ lastWrite: "2026-11-20T06:00:00.001Z" }), "PURGE-WRITTEN-SINCE"],
    ["a write at the very instant", () => ({ lastWrite: "2026-11-20T06:00:00Z" }), "PURGE-WRITTEN-SINCE"],
    ["a last write that nobody knows", () => ({ lastWrite: null }), "PURGE-WRITTEN-SINCE"],
    ["a last write that is no instant", () => ({ lastWrite: "recently" }), "PURGE-WRITTEN-SINCE"],
    ["a listing of tomorrow", () => ({ asOf: "2026-11-20" }), "PURGE-FUTURE"],
    ["other rows", () => ({ rows: "" }), "PURGE-ROWS"],
    ["counts that leave an object out", () => resigned({ counts: { ...whole.result.counts, match: 2 } }), "PURGE-SUMS"],
    ["matches that no digest carries", () => resigned({ proof: { sha256: 0, md5: 0, crc64nvme: 0, crc32c: 0 } }), "PURGE-SUMS"],
    ["a verdict that its counts do not carry", () => resigned({ verdict: "unknown" }), "PURGE-SUMS"],
    ["a hold without a release", () => ({ hold: { reference: "4:26-cv-1", since: "2026-01-01" } }), "PURGE-HOLD"],
  ])("%s", (_, change, codes) => expect(answer({ ...whole, ...change() })).toBe(codes));

  test("the legacy inventory again, in the place of the home's", async () =>
    expect(answer(await evidenceOf(folder, rows, rows))).toBe("PURGE-SAME-LISTING"));

  test("an empty legacy inventory", async () => expect(answer(await evidenceOf(folder, [], rows))).toBe("PURGE-EMPTY"));
});

describe("objects that are not proved", () => {
  const legacy: readonly Row[] = [
    ...rows,
    { key: "lost", size: 1, crc32c: CRC },
    { key: "odd*", size: 1, version: "7" },
    { key: "old", size: 1, version: "2", state: "noncurrent" },
    { key: "busy", size: 1, crc32c: CRC, changed: true },
    { key: "differs", size: 1, crc32c: CRC },
  ];
  const home: readonly Row[] = [
    ...rows,
    { key: "odd*", size: 1 },
    { key: "busy", size: 1, crc32c: CRC },
    { key: "differs", size: 2, crc32c: CRC },
  ];
  const objects = [
    { key: "lost", version: null, reason: "Lost at the source in 2023." },
    { key: "odd*", version: "7", reason: "Its digest cannot be had." },
    { key: "old", version: "2", reason: "Superseded before the order." },
    { key: "busy", version: null, reason: "A lock file of the server." },
    { key: "differs", version: null, reason: "A cache, made anew at home." },
  ];
  const disposition = (of: typeof objects, more: Partial<typeof about> = {}, ...signers: readonly (typeof auditor)[]) => ({
    name: "disposition.dsse.json",
    content: signed(
      "disposition",
      { schema: "ringfence.disposition/1", ...about, ...more, objects: of },
      ...(signers.length > 0 ? signers : [gatekeeper, auditor]),
    ),
  });
  let base: PurgeGateInput;
  beforeAll(async () => {
    base = await evidenceOf(folder, legacy, home);
  });
  const withDisposition = (...all: readonly { readonly name: string; readonly content: string }[]) =>
    answer({ ...base, evidence: [...base.evidence, ...all] });

  test("block, each by name", () => {
    const said = purgeGate(base) as readonly RingfenceError[];
    expect(said.map(({ code, details }) => `${code} ${details.at} ${details.given}`).sort()).toEqual([
      'PURGE-UNPROVED "busy" stale (changed)',
      'PURGE-UNPROVED "differs" mismatch (size)',
      'PURGE-UNPROVED "lost" missing (absent)',
      'PURGE-UNPROVED "odd*" version 7 unproven (no-digest)',
      'PURGE-UNPROVED "old" version 2 unproven (noncurrent)',
    ]);
  });

  test("no longer block once both have signed each by key and version", () => {
    expect(withDisposition(disposition(objects))).toBe("granted");
    expect(withDisposition(disposition(objects.slice(0, 2)), disposition(objects.slice(2)))).toBe("granted");
  });

  test.each<[string, () => string, string]>([
    ["one left out", () => withDisposition(disposition(objects.slice(1))), "PURGE-UNPROVED"],
    ["signed by the gatekeeper alone", () => withDisposition(disposition(objects, {}, gatekeeper)), "PURGE-ENVELOPE PURGE-UNPROVED"],
    [
      "of another version",
      () => withDisposition(disposition(objects.map((each) => ({ ...each, version: each.key === "old" ? "1" : each.version })))),
      "PURGE-DISPOSITION PURGE-UNPROVED",
    ],
    [
      "a pattern",
      () => withDisposition(disposition([{ key: "*", version: null, reason: "Everything else." }])),
      "PURGE-DISPOSITION PURGE-UNPROVED",
    ],
    [
      "one that is proved",
      () => withDisposition(disposition([...objects, { key: "a", version: null, reason: "Not needed any more." }])),
      "PURGE-DISPOSITION",
    ],
    ["of another copy", () => withDisposition(disposition(objects, { copy: "other" })), "PURGE-PROGRAM PURGE-UNPROVED"],
    ["of another program", () => withDisposition(disposition(objects, { program: sha256("x") })), "PURGE-PROGRAM PURGE-UNPROVED"],
  ])("still block under a disposition: %s", (_, work, codes) => expect(work()).toBe(codes));

  test("a key that stands twice cannot be disposed of", async () => {
    const doubled = await evidenceOf(folder, [...rows, { key: "lost", size: 1 }, { key: "lost", size: 2 }], rows);
    const said = answer({ ...doubled, evidence: [...doubled.evidence, disposition([objects[0] as (typeof objects)[0]])] });
    expect(said).toBe("PURGE-DOUBLED");
  });
});

describe("a legal hold", () => {
  const hold = { reference: "4:26-cv-1", since: "2026-01-01" };
  const release = (more: object = {}, ...signers: readonly (typeof auditor)[]) => ({
    ...whole,
    hold,
    evidence: [
      ...whole.evidence,
      {
        name: "release",
        content: signed(
          "hold-release",
          {
            schema: "ringfence.hold-release/1",
            ...about,
            ...hold,
            released: "2026-11-01",
            reason: "Lifted by the court.",
            ...more,
          },
          ...(signers.length > 0 ? signers : [gatekeeper, auditor]),
        ),
      },
    ],
  });
  test("is lifted by a release that both signed", () => expect(answer(release())).toBe("granted"));
  test.each<[string, object]>([
    ["of another hold", { reference: "4:26-cv-2" }],
    ["of a hold that stood later under this reference", { since: "2026-05-01" }],
    ["of a hold that stood earlier under this reference", { since: "2025-05-01" }],
    ["of another dataset", { dataset: "messages" }],
    ["of another copy", { copy: "other" }],
    ["of another program", { program: sha256("x") }],
    ["of tomorrow", { released: "2026-11-25" }],
    ["from before the hold", { released: "2025-12-31" }],
  ])("is not lifted by a release %s", (_, more) => expect(answer(release(more))).toBe("PURGE-HOLD"));
  test("is not lifted by one role", () => expect(answer(release({}, auditor))).toBe("PURGE-ENVELOPE PURGE-HOLD"));
});
