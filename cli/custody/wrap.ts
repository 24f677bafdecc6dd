import { constants, createCipheriv, createPublicKey, publicEncrypt, randomBytes } from "node:crypto";

/** How AWS KMS is told that material comes wrapped; `wrapped` does what it names. */
export const WRAPPING_ALGORITHM = "RSA_AES_KEY_WRAP_SHA_256";
export const WRAPPING_KEY_SPEC = "RSA_4096";

/** RFC 5649, section 3: the constant half of the alternative initial value. */
const AIV = Buffer.from("A65959A6", "hex");

/**
 * Material as only the holder of the wrapping key's private half can read it: an AES key of this one time under RSA-OAEP
 * with SHA-256, then the material under that key by AES key wrap with padding (AWS KMS developer guide, RSA_AES_KEY_WRAP).
 */
export function wrapped(wrappingKeyDer: Uint8Array, material: Uint8Array): Buffer {
  const key = createPublicKey({ key: Buffer.from(wrappingKeyDer), format: "der", type: "spki" });
  const once = randomBytes(32);
  try {
    const cipher = createCipheriv("id-aes256-wrap-pad", once, AIV);
    const inner = Buffer.concat([cipher.update(material), cipher.final()]);
    const outer = publicEncrypt({ key, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, once);
    return Buffer.concat([outer, inner]);
  } finally {
    once.fill(0);
  }
}
