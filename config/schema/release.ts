import { z } from "zod";
import { accountRef } from "./names";

const roleName = z.string().regex(/^[\w+=,.@-]{1,64}$/, "must be an IAM role name");
/** A tag can be moved to another image; a digest is the image. */
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/, "must be an image's digest: sha256: and 64 hexadecimal digits");

/** How the parent's code gets in: mirrored, inspected, built, signed. Nothing of the data gets out by it. */
export const release = z.strictObject({
  account: accountRef.describe("The custodian's account of purpose release."),
  region: z.string().min(1),
  parent: z
    .strictObject({ account: z.string().regex(/^\d{12}$/, 'must be twelve digits in quotes, such as "111122223333"'), role: roleName })
    .describe("The one principal of the parent's that may put source into the mirror. It may do nothing else."),
  inspector: z
    .strictObject({ account: accountRef, role: roleName })
    .describe("Whose people read the source and the scans, and approve. Never the parent's."),
  images: z
    .strictObject({ sast: digest, dependencies: digest, secrets: digest, build: digest, sign: digest })
    .describe("The tools, by digest, in the release account's repository ringfence/tools: three scanners, the builder, the signer."),
});
