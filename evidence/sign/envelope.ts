import { createHash, createPublicKey, sign, verify, type KeyObject } from "node:crypto";
import { dsse } from "@sigstore/core";
import { z } from "zod";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { parseStatement, PAYLOAD_TYPE, writeStatement, type Statement } from "./statement";

/** A DSSE envelope (secure-systems-lab/dsse, envelope.md); keyid is a hint and decides nothing. */
export interface Envelope {
  readonly payload: string;
  readonly payloadType: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** Signs the bytes of the pre-authentication encoding: a key of ours, or a command that reaches a KMS or a PKCS#11 token. */
export type Signer = (preAuthentication: Buffer) => { readonly keyid: string; readonly sig: Buffer };

/** Base64 in its one spelling: Node's decoder would also take others, and two spellings would make two files of one envelope. */
const base64 = z.string().refine((text) => Buffer.from(text, "base64").toString("base64") === text, "must be canonical base64");

const form = z.strictObject({
  payload: base64,
  payloadType: z.literal(PAYLOAD_TYPE),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: base64 })).min(1),
});

export function envelopeOf(statement: Statement): Envelope {
  return { payload: Buffer.from(writeStatement(statement)).toString("base64"), payloadType: PAYLOAD_TYPE, signatures: [] };
}

/** The same envelope with one signature more. */
export function addSignature(envelope: Envelope, signer: Signer): Envelope {
  const { keyid, sig } = signer(preAuthentication(envelope));
  return { ...envelope, signatures: [...envelope.signatures, { keyid, sig: sig.toString("base64") }] };
}

export const preAuthentication = (envelope: Envelope): Buffer =>
  dsse.preAuthEncoding(envelope.payloadType, Buffer.from(envelope.payload, "base64"));

export const writeEnvelope = ({ payload, payloadType, signatures }: Envelope): string =>
  `${JSON.stringify({ payload, payloadType, signatures: signatures.map(({ keyid, sig }) => ({ keyid, sig })) }, null, 2)}\n`;

/** Reads an envelope strictly. */
export function parseEnvelope(content: string, at: string): Envelope {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch {
    throw refuse(at, "no JSON", "a DSSE envelope in JSON");
  }
  const { data, error } = form.safeParse(json);
  if (!data) {
    const issue = error.issues[0];
    throw refuse(
      at,
      `${issue?.path.join(".") || "the envelope"}: ${issue?.message ?? "not of this form"}`,
      `a DSSE envelope of ${PAYLOAD_TYPE}`,
    );
  }
  if (writeEnvelope(data) === content) return data;
  throw refuse(at, "an envelope in another spelling", "the file as `evidence sign` wrote it");
}

/** A public key on file, and whose it is. */
export interface TrustedKey {
  readonly role: string;
  readonly key: KeyObject;
}

/** Ed25519 and nothing else. `pem` is the content of a SubjectPublicKeyInfo file. */
export function trustedKey(role: string, pem: string): TrustedKey {
  let key: KeyObject;
  try {
    if (/PRIVATE KEY/.test(pem)) throw new Error("a private key");
    key = createPublicKey(pem);
    if (key.export({ format: "pem", type: "spki" }).toString().trim() !== pem.trim())
      throw new Error("a key in another spelling than openssl's");
  } catch (error) {
    throw badKey(role, (error as Error).message);
  }
  if (key.asymmetricKeyType !== "ed25519") throw badKey(role, `a key of type ${key.asymmetricKeyType ?? "unknown"}`);
  return { role, key };
}

/** SHA-256 of the SubjectPublicKeyInfo. */
export const keyId = (key: KeyObject): string =>
  createHash("sha256")
    .update(key.export({ format: "der", type: "spki" }))
    .digest("hex");

/** Signs with a private key in this process. */
export function keySigner(privateKey: KeyObject): Signer {
  if (privateKey.asymmetricKeyType !== "ed25519") throw badKey("the signer", `a key of type ${privateKey.asymmetricKeyType ?? "unknown"}`);
  const keyid = keyId(createPublicKey(privateKey));
  return (bytes) => ({ keyid, sig: sign(null, bytes, privateKey) });
}

/** A statement, and the roles whose keys signed it. */
export interface Verified {
  readonly statement: Statement;
  readonly signedBy: readonly string[];
}

/**
 * Verifies an envelope offline: every role in `needed` must have signed, each with a key of its own. Two signatures by
 * one key count once, a key that stands under two roles is refused, and so is a signature that no key on file made: an
 * envelope that carries what nobody can check is not wholly checked.
 */
export function verifyEnvelope(content: string, at: string, trusted: readonly TrustedKey[], needed: readonly string[]): Verified {
  const envelope = parseEnvelope(content, at);
  const keys = trusted.map((each) => ({ ...each, keyid: keyId(each.key) }));
  const shared = keys.find(({ keyid }, index) => keys.findIndex((other) => other.keyid === keyid) !== index);
  if (shared) throw badKey(shared.role, "a key that stands under another role too");
  const bytes = preAuthentication(envelope);
  const signedBy = new Set<string>();
  for (const { keyid, sig } of envelope.signatures) {
    const signer = keys.find(({ key }) => verify(null, bytes, key, Buffer.from(sig, "base64")));
    if (!signer)
      throw unsigned(
        at,
        "a signature that no key on file made",
        needed,
        "Name the key of every role that signed, or have the evidence signed anew.",
      );
    // The id is not signed. Held to its key, it cannot name another one either.
    if (signer.keyid !== keyid) throw unsigned(at, `a signature of ${signer.role} under the id of another key`, needed);
    signedBy.add(signer.role);
  }
  const missing = needed.filter((role) => !signedBy.has(role));
  if (needed.length === 0 || missing.length > 0) throw unsigned(at, `signatures of ${[...signedBy].join(" and ")} only`, needed);
  return { statement: parseStatement(Buffer.from(envelope.payload, "base64").toString("utf8"), at), signedBy: [...signedBy].sort() };
}

const SIGN = "Have the missing role sign the same envelope with `ringfence evidence sign`.";

function unsigned(at: string, given: string, needed: readonly string[], fix = SIGN): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.signature, {
    at,
    given,
    expected: needed.length === 0 ? "at least one role that must sign" : `valid signatures of ${needed.join(" and ")}`,
    fix,
  });
}

function badKey(at: string, given: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.key, {
    at,
    given,
    expected: "an Ed25519 public key in PEM, one for each role",
    fix: "Make one with `openssl genpkey -algorithm ed25519`, and keep the private half out of the repository.",
  });
}

function refuse(at: string, given: string, expected: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.statement, { at, given, expected, fix: "Have the evidence signed again." });
}
