import { spawnSync } from "node:child_process";
import { createPrivateKey, createPublicKey, verify } from "node:crypto";
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { keyId, keySigner, trustedKey, type Signer } from "./envelope";

/** A signer from a private key's PEM file. The file lies outside of every repository, where no commit picks it up. */
export function fileSigner(file: string): Signer {
  try {
    if (isInRepository(dirname(realpathSync(file)))) throw new Error("a file inside a repository");
    return keySigner(createPrivateKey(readFileSync(file, "utf8")));
  } catch (error) {
    if (error instanceof RingfenceError) throw error;
    throw refuse(file, (error as Error).message.split("\n")[0] ?? "");
  }
}

/** Does git keep it or a folder above? `.git` is a folder, or a file where the repository lies elsewhere (gitrepository-layout). */
const isInRepository = (folder: string): boolean =>
  existsSync(join(folder, ".git")) || (dirname(folder) !== folder && isInRepository(dirname(folder)));

/**
 * A signer that is a command, for keys that never leave a KMS or a PKCS#11 token. It gets the bytes to sign (the DSSE
 * pre-authentication encoding) on standard input and writes the raw 64 bytes of an Ed25519 signature, or their base64,
 * to standard output. Its public key says whether what came back is one.
 */
export function commandSigner(command: string, publicKeyFile: string): Signer {
  const { key } = trustedKey(publicKeyFile, readFileSync(publicKeyFile, "utf8"));
  return (bytes) => {
    const { status, stdout, stderr, error } = spawnSync(command, { shell: true, input: bytes, maxBuffer: 1 << 20 });
    if (error || status !== 0) throw refuse(command, error?.message ?? `exit ${status ?? "by signal"}: ${stderr.toString().slice(0, 200)}`);
    const sig = stdout.length === 64 ? stdout : Buffer.from(stdout.toString("latin1").trim(), "base64");
    if (sig.length !== 64 || !verify(null, bytes, key, sig)) throw refuse(command, "output that is no signature by this key");
    return { keyid: keyId(createPublicKey(key.export({ format: "pem", type: "spki" }))), sig };
  };
}

function refuse(at: string, given: string): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.key, {
    at,
    given,
    expected: "an Ed25519 private key in PEM outside of every repository, or a command that signs its standard input",
    fix: "See docs/evidence.md for keys in a KMS or on a token.",
  });
}
