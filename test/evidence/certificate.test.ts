import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { certify, type Certificate } from "../../evidence/certificate/certificate";
import { renderCertificate } from "../../evidence/certificate/html";
import type { Predicate } from "../../evidence/sign/predicates";
import { scratch } from "./inventories";
import { about, auditor, CRC, evidenceOf, gatekeeper } from "./purge";
import { destruction as destructionOf, signed, trust } from "./signed";

const folder = scratch();
const HOSTILE = `<script>alert("1")</script>\u202e&'\``;
const DIGEST = `sha256:${"7".repeat(64)}`;
const trusted = trust({ gatekeeper, auditor });

const destruction = destructionOf(about);

let reconciled: string;
let rowsText: string;
const disposition = (key = HOSTILE) =>
  signed(
    "disposition",
    { schema: "ringfence.disposition/1", ...about, objects: [{ key, version: null, reason: "Lost at the source." }] },
    gatekeeper,
    auditor,
  );
beforeAll(async () => {
  const rows = ["a", "b"].map((key) => ({ key, size: 1, crc32c: CRC }));
  const { evidence, rows: text } = await evidenceOf(folder, [...rows, { key: HOSTILE, size: 1, crc32c: CRC }], rows);
  [reconciled, rowsText] = [evidence[0]?.content ?? "", text];
});

const record = (more: Partial<Predicate<"destruction">> = {}) => signed("destruction", { ...destruction, ...more }, gatekeeper, auditor);
const certificateOf = (...contents: readonly string[]): Certificate => certificateWith([rowsText], contents);
const certificateWith = (rows: readonly string[], contents: readonly string[]): Certificate =>
  certify({
    rows,
    dataset: "profiles",
    evidence: contents.map((content, index) => ({ name: `${index}.dsse.json`, content })),
    trusted,
    needed: ["gatekeeper", "auditor"],
    asOf: "2026-11-24",
    version: "test",
  });
const refused = (...contents: readonly string[]) => {
  try {
    certificateOf(...contents);
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "certified";
};
const copyOf = (more: Partial<Predicate<"destruction">>) => certificateOf(record(more), reconciled, disposition()).copies[0];

test("what was destroyed, what was compared before, when what is gone, what was given up, who signed", () => {
  const { copies, evidence } = certificateOf(record(), reconciled, disposition());
  expect(copies).toHaveLength(1);
  expect(copies[0]).toMatchObject({
    copy: "old-bucket",
    compared: { objects: 3, counts: { match: 2, missing: 1 }, proof: { crc32c: 2 } },
    disposed: [{ key: HOSTILE, version: null, reason: "Lost at the source.", verdict: "missing" }],
    nothingLeftAfter: "2027-05-28",
  });
  expect(copies[0]?.dates.map(({ at }) => at)).toEqual([
    "2026-11-22T00:00:00.000Z",
    "2026-11-29T00:00:00.000Z",
    "2027-01-28",
    "2027-05-28",
  ]);
  expect(evidence.map(({ kind, signedBy }) => [kind, signedBy.join()])).toEqual([
    ["destruction", "auditor,gatekeeper"],
    ["reconciliation", "auditor,gatekeeper"],
    ["disposition", "auditor,gatekeeper"],
  ]);
});

describe("it claims no more than is true", () => {
  const notClaimed = (more: Partial<Predicate<"destruction">>) => copyOf(more)?.notClaimed.join("\n") ?? "";
  test.each<[string, Partial<Predicate<"destruction">>, RegExp]>([
    ["the deletion is logical", {}, /logical: Google accepted it.*800-88 Rev\. 2 is not claimed/],
    ["a CRC shows accidents", {}, /2 of 2 matches rest on MD5 or a CRC/],
    ["fewer were deleted than listed", { objects: 2 }, /2 objects and versions were deleted, 3 were listed/],
    [
      "another address than the cloud's",
      {
        proof: {
          ...{ record: DIGEST, before: DIGEST, after: DIGEST, markers: 0, uploads: 0 },
          redirected: ["STORAGE_EMULATOR_HOST=http://127.0.0.1:9000"],
        },
      },
      /asked of STORAGE_EMULATOR_HOST=http:\/\/127\.0\.0\.1:9000; that Google answered there is not claimed/,
    ],
    ["AWS names no period", { store: { kind: "aws-bucket", name: "b" }, hardDeleteTime: null }, /AWS publishes no period/],
    [
      "a shared key",
      { keys: [{ name: "k", destroyedAt: "2026-12-22T00:00:00.000Z", onlyThisData: false, externallyManaged: false }] },
      /k: the key protected other data/,
    ],
    [
      "an external key",
      { keys: [{ name: "k", destroyedAt: "2026-12-22T00:00:00.000Z", onlyThisData: true, externallyManaged: true }] },
      /k: managed outside the provider/,
    ],
    [
      "a key that is to be destroyed is there still",
      { keys: [{ name: "k", destroyedAt: "2026-12-22T00:00:00.000Z", onlyThisData: true, externallyManaged: false }] },
      /k: to be destroyed at 2026-12-22T00:00:00\.000Z\. Until then the key exists/,
    ],
    [
      "files that were deleted from media in a data centre",
      { store: { kind: "data-centre", name: "Ashburn" }, hardDeleteTime: null },
      /logical: the data centre's own system accepted it.*800-88 Rev\. 2 is not claimed/,
    ],
    [
      "a backup remains",
      { remaining: [{ what: "vault", until: "2028-01-01", reason: "A compliance lock." }] },
      /1 copy remains; it is not certified/,
    ],
    [
      "backups remain",
      { remaining: ["a", "b"].map((what) => ({ what, until: null, reason: "A lock." })) },
      /2 copies remain; they are not certified/,
    ],
    ["copies that nobody names", {}, /at third parties/],
  ])("%s", (_, more, line) => expect(notClaimed(more)).toMatch(line));

  test("where nobody says when deleted data has left, nothing says that nothing is left", () => {
    for (const kind of ["aws-bucket", "data-centre"] as const) {
      const store = { kind, name: "b" };
      expect(copyOf({ store, hardDeleteTime: null })?.nothingLeftAfter).toBeNull();
      const page = renderCertificate(certificateOf(record({ store, hardDeleteTime: null }), reconciled, disposition()));
      expect(page).toContain("not known: nobody says when what was deleted has left its systems");
    }
    const key = { name: "k", destroyedAt: "2026-11-23T00:00:00.000Z", onlyThisData: true, externallyManaged: false };
    const erased = { store: { kind: "aws-bucket", name: "b" }, hardDeleteTime: null, keys: [key] } as const;
    expect(copyOf({ ...erased, method: "logical deletion and cryptographic erase", keys: [key] })?.nothingLeftAfter).toBe("2026-11-23");
    expect(copyOf({ ...erased, keys: [key] })?.nothingLeftAfter).toBeNull();
  });

  test("the page counts in words and groups that people read", () => {
    const page = (more: Partial<Predicate<"destruction">>) => renderCertificate(certificateOf(record(more), reconciled, disposition()));
    expect(page({ objects: 1, versions: 1516, bytes: "18187022" })).toContain(
      "1 object and 1,516 further versions, 18,187,022 bytes in all",
    );
    const sql = page({ store: { kind: "google-sql", name: "p" }, objects: 3 });
    expect(sql).toContain("3 ranges and definitions, on ");
    expect(page({})).toContain("2027-05-28, by the dates below");
  });

  test("a data centre's database has ranges and definitions, and no objects, versions or bytes", () => {
    const kind = "data-centre";
    const certificate = (store: Predicate<"destruction">["store"]) =>
      certificateOf(record({ store, objects: 2, hardDeleteTime: null }), reconciled, disposition());
    for (const spoken of ["postgres", "mysql"] as const) {
      const database = certificate({ kind, name: "db.old/app", export: spoken });
      const page = renderCertificate(database);
      expect(page).toContain("<td>2 ranges and definitions</td>");
      expect(page).toContain("<td>3 ranges and definitions, on 2026-11-20T06:00:00.000Z</td>");
      expect(database.copies[0]?.notClaimed.join("\n")).toContain("2 ranges and definitions were deleted, 3 were listed before");
      expect(page).not.toMatch(/further version|\d bytes?\b|objects and versions/);
    }
    for (const spoken of ["nfs", "object"] as const)
      expect(renderCertificate(certificate({ kind, name: "nfs.old/app", export: spoken }))).toContain("2 objects and 0 further versions");
    expect(refused(record({ store: { kind: "aws-bucket", name: "b", export: "postgres" } }), reconciled, disposition())).toBe(
      "EVIDENCE-FORM",
    );
  });

  test("AWS gets no dates of Google's, and a copy without an end leaves the end open", () => {
    const aws = copyOf({ store: { kind: "aws-bucket", name: "b" }, hardDeleteTime: null });
    expect(aws?.dates.map(({ at }) => at)).toEqual(["2026-11-22T00:00:00.000Z"]);
    expect(copyOf({ remaining: [{ what: "vault", until: null, reason: "Air-gapped." }] })?.nothingLeftAfter).toBeNull();
    expect(copyOf({ remaining: [{ what: "vault", until: "2028-01-01", reason: "A lock." }] })?.nothingLeftAfter).toBe("2028-01-01");
  });

  test("as many deleted as listed leaves no word of a difference", () => {
    expect(notClaimed({ objects: 3 })).not.toMatch(/were listed before/);
  });
});

test("cryptographic erase is certified from the day on which the key is gone", () => {
  const erased = (destroyedAt: string) =>
    refused(
      record({
        method: "logical deletion and cryptographic erase",
        keys: [{ name: "k", destroyedAt, onlyThisData: true, externallyManaged: false }],
      }),
      reconciled,
      disposition(),
    );
  expect(erased("2026-12-22T00:00:00.000Z")).toBe("CERTIFICATE-EVIDENCE");
  expect(erased("2026-11-23T00:00:00.000Z")).toBe("certified");
});

test("it names the listings of both sides", () => {
  const compared = certificateOf(record(), reconciled, disposition()).copies[0]?.compared;
  const { payload } = JSON.parse(reconciled) as { payload: string };
  const signedText = Buffer.from(payload, "base64").toString();
  for (const digest of [...(compared?.inventories ?? []), ...(compared?.home.inventories ?? [])]) expect(signedText).toContain(digest);
  expect(compared).toMatchObject({ taken: "2026-11-20T06:00:00.000Z", home: { taken: "2026-11-21T06:00:00.000Z" } });
});

test("what evidence does not carry is refused", () => {
  expect(refused()).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record(), disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record(), reconciled)).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record(), record(), reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record(), reconciled, reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record({ copy: "other" }), reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record({ program: `sha256:${"1".repeat(64)}` }), reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record({ deletedAt: "2026-11-19T00:00:00.000Z" }), reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record({ deletedAt: "2026-11-25T00:00:00.000Z" }), reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record({ method: "logical deletion and cryptographic erase" }), reconciled, disposition())).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(signed("destruction", destruction, gatekeeper), reconciled, disposition())).toBe("EVIDENCE-SIGNATURE");
  expect(refused(record(), reconciled, disposition())).toBe("certified");
});

test("objects are given up by name: as many of others are not enough, nor other rows or none", () => {
  expect(refused(record(), reconciled, disposition("a"))).toBe("CERTIFICATE-EVIDENCE");
  expect(refused(record(), reconciled, disposition(), disposition("a"))).toBe("CERTIFICATE-EVIDENCE");
  const given = [record(), reconciled, disposition()];
  expect(() => certificateWith([], given)).toThrow("PURGE-ROWS");
  expect(() => certificateWith([rowsText.replace("missing", "unproven")], given)).toThrow("PURGE-ROWS");
  expect(certificateWith(["other rows", rowsText], given).copies).toHaveLength(1);
  expect(renderCertificate(certificateWith([rowsText], given))).toContain(">missing</td>");
});

describe("media of a data centre", () => {
  const media = {
    record: DIGEST,
    media: "disk Z1X2",
    method: "destroy",
    sanitisedAt: "2026-11-21",
    by: "Shred Ltd",
  } as const;
  const store = { kind: "data-centre", name: "Ashburn" } as const;
  const gone = { store, method: "physical destruction", hardDeleteTime: null, sanitisation: [media] } as const;
  const answered = (more: Partial<Predicate<"destruction">>) => refused(record({ ...gone, ...more } as never), reconciled, disposition());

  test("stand on the certificate with their records, in JSON and on the page", () => {
    const certificate = certificateOf(record(gone as never), reconciled, disposition());
    expect(certificate.copies[0]?.destruction.sanitisation).toEqual([media]);
    expect(certificate.copies[0]?.notClaimed.join()).toMatch(/the 1 media named here are all .*rests on those records/);
    const page = renderCertificate(certificate);
    for (const each of Object.values(media)) expect(page).toContain(each);
  });

  test("are destroyed by records alone, of a data centre, and not before their day", () => {
    expect(answered({})).toBe("certified");
    expect(answered({ method: "logical deletion", sanitisation: [{ ...media, method: "clear" }] })).toBe("certified");
    expect(answered({ sanitisation: undefined })).toBe("CERTIFICATE-EVIDENCE");
    expect(answered({ sanitisation: [{ ...media, method: "clear" }] })).toBe("CERTIFICATE-EVIDENCE");
    expect(answered({ sanitisation: [{ ...media, sanitisedAt: "2026-11-25" }] })).toBe("CERTIFICATE-EVIDENCE");
    expect(answered({ store: { kind: "google-bucket", name: "b" }, method: "logical deletion" })).toBe("CERTIFICATE-EVIDENCE");
  });
});

test("the page escapes every word, runs nothing and loads nothing", () => {
  const page = renderCertificate(certificateOf(record({ store: { kind: "google-bucket", name: HOSTILE } }), reconciled, disposition()));
  expect(page).not.toContain("<script");
  expect(page).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;\\u{202e}&amp;&#39;&#96;");
  expect(page).toContain(`default-src 'none'`);
  expect(page).not.toMatch(/https?:|url\(|@import|src=|href=/);
  for (const said of ["Not claimed", "still to come", "has passed", "2027-05-28", "signed by"]) expect(page).toContain(said);
});

test("the page begins with who signed, and ends each copy with its long lists", () => {
  const page = renderCertificate(certificateOf(record({}), reconciled, disposition()));
  const order = ["Evidence and signatures", "Legacy copy", "Not claimed", "Given up, object by object"].map((part) => page.indexOf(part));
  expect(order.every((at) => at > 0)).toBe(true);
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(page).not.toMatch(/<th>|<th scope="\w+"><\/th>/);
});

test("whoever brings one key alone, or calls himself by another role, certifies nothing", () => {
  const by = (...signers: readonly (typeof gatekeeper)[]) => [
    signed("destruction", { ...destruction, objects: 2, hardDeleteTime: null }, ...signers),
    signed("reconciliation", readPredicate(reconciled), ...signers),
    signed(
      "disposition",
      { schema: "ringfence.disposition/1", ...about, objects: [{ key: HOSTILE, version: null, reason: "Lost at the source." }] },
      ...signers,
    ),
  ];
  const certifying = (keys: Parameters<typeof trust>[0], needed: readonly string[], contents: readonly string[]) => () =>
    certify({
      rows: [rowsText],
      dataset: "profiles",
      evidence: contents.map((content, index) => ({ name: `${index}.dsse.json`, content })),
      trusted: trust(keys),
      needed,
      asOf: "2026-11-24",
      version: "test",
    });
  expect(certifying({ gatekeeper, auditor }, [], by(gatekeeper, auditor))).not.toThrow();
  expect(certifying({ gatekeeper }, ["gatekeeper"], by(gatekeeper))).toThrow("EVIDENCE-SIGNATURE");
  expect(certifying({ engineer: gatekeeper }, ["engineer"], by(gatekeeper))).toThrow("EVIDENCE-SIGNATURE");
  expect(certifying({ gatekeeper, auditor: gatekeeper }, ["gatekeeper"], by(gatekeeper))).toThrow("EVIDENCE-KEY");
});

const readPredicate = (envelope: string) =>
  (
    JSON.parse(Buffer.from((JSON.parse(envelope) as { payload: string }).payload, "base64").toString()) as {
      predicate: Predicate<"reconciliation">;
    }
  ).predicate;

test("the commands sign, verify and certify", () => {
  const at = (name: string) => join(folder, name);
  const run = (...words: string[]) => spawnSync("node", ["bin/ringfence.js", ...words], { encoding: "utf8" });
  for (const [name, { privateKey, pem }] of Object.entries({ gatekeeper, auditor })) {
    writeFileSync(at(`${name}.key`), privateKey.export({ format: "pem", type: "pkcs8" }));
    writeFileSync(at(`${name}.pem`), pem);
  }
  writeFileSync(at("gone.json"), JSON.stringify(destruction));
  writeFileSync(at("reconciled.dsse.json"), reconciled);
  writeFileSync(at("reconciled.rows.jsonl"), rowsText);
  writeFileSync(at("given-up.dsse.json"), disposition());
  const log = at("log.jsonl");
  expect(
    run("evidence", "sign", at("gone.json"), "--key", at("gatekeeper.key"), "--subject", `plan=${at("gone.json")}`, "--log", log).status,
  ).toBe(0);
  const keys = ["--trust", `gatekeeper=${at("gatekeeper.pem")}`, "--trust", `auditor=${at("auditor.pem")}`];
  const alone = run("evidence", "verify", at("gone.dsse.json"), ...keys);
  expect([alone.status, alone.stdout]).toEqual([1, ""]);
  const sealer = at("signer.cjs");
  writeFileSync(
    sealer,
    `const { sign } = require("node:crypto"); const fs = require("node:fs");
process.stdout.write(sign(null, fs.readFileSync(0), fs.readFileSync(${JSON.stringify(at("auditor.key"))})).toString("base64"));`,
  );
  const signer = ["--signer", `node ${sealer}`, "--public-key"];
  expect(run("evidence", "sign", at("gone.dsse.json"), ...signer, at("gatekeeper.pem")).stderr).toContain("EVIDENCE-KEY");
  expect(run("evidence", "sign", at("gone.dsse.json"), ...signer, at("auditor.pem"), "--log", log).status).toBe(0);
  expect(run("evidence", "sign", log, "--key", at("auditor.key")).status).toBe(0);
  expect(run("evidence", "verify", at("gone.dsse.json"), ...keys).status).toBe(0);
  const logged = ["evidence", "verify", ...keys, "--need", "auditor", "--log", log];
  expect(run(...logged, "--head", at("log.dsse.json")).status).toBe(0);
  expect(run(...logged).status).toBe(2);
  writeFileSync(log, readFileSync(log, "utf8").replace(/[^\n]*\n$/, ""));
  expect(run(...logged, "--head", at("log.dsse.json")).stderr).toContain("EVIDENCE-LOG");
  mkdirSync(at("kept/.git/x"), { recursive: true });
  mkdirSync(at("kept/keys"));
  copyFileSync(at("auditor.key"), at("kept/keys/auditor.key"));
  expect(run("evidence", "sign", at("gone.json"), "--key", at("kept/keys/auditor.key")).stderr).toContain("inside a repository");
  const beside = [
    join(process.cwd(), "bin/ringfence.js"),
    "evidence",
    "sign",
    "gone.json",
    "--key",
    "auditor.key",
    "--out",
    "beside.dsse.json",
  ];
  expect(spawnSync("node", beside, { cwd: at("."), encoding: "utf8" })).toMatchObject({ status: 0 });
  const shown = run("evidence", "show", at("gone.dsse.json"));
  expect(JSON.parse(shown.stdout)).toMatchObject({
    verified: false,
    kind: "destruction",
    subject: [{ name: "program" }, { name: "plan" }],
  });
  const files = ["gone", "reconciled", "given-up"].flatMap((name) => ["--evidence", at(`${name}.dsse.json`)]);
  const json = run("certificate", "profiles", ...files, ...keys, "--as-of", "2026-11-24");
  expect(JSON.parse(json.stdout)).toMatchObject({ schema: "ringfence.certificate/1", copies: [{ copy: "old-bucket" }] });
  expect(run("certificate", "profiles", ...files, ...keys, "--out", at("c.html")).status).toBe(0);
  expect(readFileSync(at("c.html"), "utf8")).toContain("Certificate of destruction");
  expect(run("certificate", "profiles", ...files.slice(0, 2), ...keys).status).toBe(2);
  expect(run("certificate", "profiles", ...files).status).toBe(2);
});
