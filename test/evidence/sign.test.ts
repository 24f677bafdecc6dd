import { generateKeyPairSync, sign } from "node:crypto";
import { dsse } from "@sigstore/core";
import fc from "fast-check";
import {
  addSignature,
  type envelopeOf,
  keySigner,
  parseEnvelope,
  preAuthentication,
  trustedKey,
  verifyEnvelope,
  writeEnvelope,
} from "../../evidence/sign/envelope";
import type { Predicate } from "../../evidence/sign/predicates";
import { PAYLOAD_TYPE } from "../../evidence/sign/statement";
import { pair, signed, trust } from "./signed";

const [gatekeeper, auditor, stranger] = [pair(), pair(), pair()];
const BOTH = ["gatekeeper", "auditor"];
const keys = trust({ gatekeeper, auditor });
const digest = `sha256:${"0".repeat(64)}`;
const release: Predicate<"hold-release"> = {
  schema: "ringfence.hold-release/1",
  dataset: "profiles",
  copy: "old-bucket",
  program: digest,
  reference: "4:26-cv-1",
  since: "2026-01-01",
  released: "2026-11-01",
  reason: "The court lifted the hold on 1 November.",
};
const content = signed("hold-release", release, gatekeeper, auditor);
const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return "accepted";
};
const verdict = (text: string, trusted = keys, needed: readonly string[] = BOTH) =>
  code(() => verifyEnvelope(text, "e.json", trusted, needed));
/** The same file with its parsed form altered. */
const altered = (change: (envelope: { payload: string; payloadType: string; signatures: { keyid: string; sig: string }[] }) => object) =>
  `${JSON.stringify(change(JSON.parse(content) as never), null, 2)}\n`;

test("the pre-authentication encoding is DSSE's (its protocol page's vector)", () => {
  expect(dsse.preAuthEncoding("http://example.com/HelloWorld", Buffer.from("hello world")).toString()).toBe(
    "DSSEv1 29 http://example.com/HelloWorld 11 hello world",
  );
});

test("what both signed verifies, and says what was signed by whom", () => {
  const { statement, signedBy } = verifyEnvelope(content, "e.json", keys, BOTH);
  expect(statement.predicate).toEqual(release);
  expect(statement.subject).toEqual([{ name: "program", digest: { sha256: "0".repeat(64) } }]);
  expect(signedBy).toEqual(["auditor", "gatekeeper"]);
});

test("the second role signs the same bytes later", () => {
  const first = parseEnvelope(signed("hold-release", release, gatekeeper), "e.json");
  expect(verdict(writeEnvelope(first))).toBe("EVIDENCE-SIGNATURE");
  expect(verdict(writeEnvelope(addSignature(first, keySigner(auditor.privateKey))))).toBe("accepted");
});

describe("signatures that do not count", () => {
  test.each([
    ["one of two roles", signed("hold-release", release, gatekeeper)],
    ["one key twice", signed("hold-release", release, gatekeeper, gatekeeper)],
    ["a stranger beside one role", signed("hold-release", release, gatekeeper, stranger)],
    ["a stranger beside both", signed("hold-release", release, gatekeeper, auditor, stranger)],
  ])("%s", (_, text) => expect(verdict(text)).toBe("EVIDENCE-SIGNATURE"));

  test("a signature over the payload itself, without the encoding", () => {
    const text = altered((envelope) => ({
      ...envelope,
      signatures: envelope.signatures.map(({ keyid }, index) => ({
        keyid,
        sig: sign(
          null,
          Buffer.from(envelope.payload, "base64"),
          [gatekeeper, auditor][index]?.privateKey ?? gatekeeper.privateKey,
        ).toString("base64"),
      })),
    }));
    expect(verdict(text)).toBe("EVIDENCE-SIGNATURE");
  });

  test("one key for two roles, and no role at all", () => {
    expect(verdict(signed("hold-release", release, gatekeeper), trust({ gatekeeper, auditor: gatekeeper }))).toBe("EVIDENCE-KEY");
    expect(verdict(content, keys, [])).toBe("EVIDENCE-SIGNATURE");
  });

  test("the id of another key", () => {
    const swapped = altered((envelope) => ({
      ...envelope,
      signatures: envelope.signatures.map((each) => ({ ...each, keyid: envelope.signatures[0]?.keyid })),
    }));
    expect(verdict(swapped)).toBe("EVIDENCE-SIGNATURE");
  });
});

describe("forms that are refused", () => {
  test.each([
    ["another payload type", altered((envelope) => ({ ...envelope, payloadType: "application/json" }))],
    ["a field more in the envelope", altered((envelope) => ({ ...envelope, note: "" }))],
    [
      "a field more in a signature",
      altered((envelope) => ({ ...envelope, signatures: envelope.signatures.map((each) => ({ ...each, alg: "none" })) })),
    ],
    ["no signature", altered((envelope) => ({ ...envelope, signatures: [] }))],
    ["base64 for URLs", altered((envelope) => ({ ...envelope, payload: envelope.payload.replace(/=+$/, "") }))],
    ["base64 with a line break", altered((envelope) => ({ ...envelope, payload: `${envelope.payload}\n` }))],
    ["a repeated field", content.replace('"payloadType"', '"payloadType": "x",\n  "payloadType"')],
    ["another indentation", JSON.stringify(JSON.parse(content))],
    ["no JSON", "certainly"],
  ])("%s", (_, text) => expect(verdict(text)).toBe("EVIDENCE-FORM"));

  /** Signed by both, and still not to be believed. */
  const sealed = (statement: object | string) => {
    const payload = Buffer.from(typeof statement === "string" ? statement : JSON.stringify(statement)).toString("base64");
    const bare = { payload, payloadType: PAYLOAD_TYPE, signatures: [] };
    return writeEnvelope(
      [gatekeeper, auditor].reduce(
        (envelope, { privateKey }) => addSignature(envelope, keySigner(privateKey)),
        bare as ReturnType<typeof envelopeOf>,
      ),
    );
  };
  const good = JSON.parse(Buffer.from((JSON.parse(content) as { payload: string }).payload, "base64").toString()) as Record<
    string,
    unknown
  >;
  test.each([
    ["another statement type", { ...good, _type: "https://in-toto.io/Statement/v0.1" }],
    ["another predicate type", { ...good, predicateType: "urn:ringfence:evidence:permit:v1" }],
    ["a field more", { ...good, expires: "never" }],
    ["a field more in the predicate", { ...good, predicate: { ...release, scope: "all" } }],
    ["a subject that the predicate does not speak of", { ...good, subject: [{ name: "program", digest: { sha256: "1".repeat(64) } }] }],
    ["no subject", { ...good, subject: [] }],
    ["a subject twice", { ...good, subject: [...(good["subject"] as object[]), ...(good["subject"] as object[])] }],
    ["a repeated field", JSON.stringify(good).replace('"dataset"', '"dataset":"other","dataset"')],
    ["a reason of nothing", { ...good, predicate: { ...release, reason: "" } }],
  ])("%s", (_, statement) => expect(verdict(sealed(statement))).toBe("EVIDENCE-FORM"));
  expect(verdict(sealed(good))).toBe("accepted");
});

test("a key is Ed25519 and public", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
  for (const { publicKey } of [rsa, ec])
    expect(code(() => trustedKey("auditor", publicKey.export({ format: "pem", type: "spki" }).toString()))).toBe("EVIDENCE-KEY");
  expect(code(() => trustedKey("auditor", auditor.privateKey.export({ format: "pem", type: "pkcs8" }).toString()))).toBe("EVIDENCE-KEY");
  expect(code(() => trustedKey("auditor", "no key"))).toBe("EVIDENCE-KEY");
  expect(code(() => keySigner(rsa.privateKey))).toBe("EVIDENCE-KEY");
  expect(code(() => trustedKey("auditor", auditor.pem))).toBe("accepted");
});

test("any one byte of the file changed is refused", () => {
  const bytes = Buffer.from(content);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = Buffer.from(bytes);
      changed.writeUInt8((bytes.readUInt8(at) + by) % 256, at);
      const said = verdict(changed.toString("utf8"));
      expect(["EVIDENCE-FORM", "EVIDENCE-SIGNATURE"]).toContain(said);
    }),
    { numRuns: 1000 },
  );
});

test("what is signed is the encoding of the payload", () => {
  const envelope = parseEnvelope(content, "e.json");
  const payload = Buffer.from(envelope.payload, "base64").toString();
  expect(preAuthentication(envelope).toString()).toBe(
    `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${Buffer.byteLength(payload)} ${payload}`,
  );
});
