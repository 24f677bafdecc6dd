import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ended, type Commands, type Ran } from "./command";

const ROLES = ["gatekeeper", "auditor"] as const;
export type Role = (typeof ROLES)[number];

/** Gatekeeper and auditor, each with a key of its own that lies outside of the program's folder. */
export class Notary {
  readonly keys: Readonly<Record<Role, string>>;

  constructor(
    private readonly commands: Commands,
    private readonly folder: string,
    private readonly log: string,
  ) {
    mkdirSync(folder, { recursive: true });
    const pairs = ROLES.map((role) => {
      const { privateKey, publicKey } = generateKeyPairSync("ed25519");
      const pem = publicKey.export({ format: "pem", type: "spki" }).toString();
      writeFileSync(join(folder, `${role}.pem`), privateKey.export({ format: "pem", type: "pkcs8" }).toString(), { mode: 0o600 });
      writeFileSync(join(folder, `${role}.pub`), pem);
      return [role, pem] as const;
    });
    this.keys = Object.fromEntries(pairs) as Record<Role, string>;
  }

  /** Signs a document by each role in turn, through the command; answers the envelope's file. */
  async sign(document: string, roles: readonly Role[] = ROLES): Promise<string> {
    const envelope = `${document.replace(/\.jsonl?$/, "")}.dsse.json`;
    for (const [index, role] of roles.entries()) {
      const key = join(this.folder, `${role}.pem`);
      ended(
        await this.commands.ringfence("evidence", "sign", index === 0 ? document : envelope, "--key", key, "--log", this.log),
        0,
        "evidence sign",
      );
    }
    return envelope;
  }

  /** What every check against both keys takes. */
  trust(): readonly string[] {
    return ROLES.flatMap((role) => ["--trust", `${role}=${join(this.folder, `${role}.pub`)}`]);
  }

  verify(...envelopes: readonly string[]): Promise<Ran> {
    return this.commands.ringfence("evidence", "verify", ...envelopes, ...this.trust());
  }

  /** The log of everything that was signed, against its own signed head. */
  async verifyLog(): Promise<Ran> {
    const head = join(this.folder, "head.dsse.json");
    for (const [index, role] of ROLES.entries())
      ended(
        await this.commands.ringfence(
          "evidence",
          "sign",
          index === 0 ? this.log : head,
          "--key",
          join(this.folder, `${role}.pem`),
          "--out",
          head,
        ),
        0,
        "evidence sign",
      );
    return this.commands.ringfence("evidence", "verify", "--log", this.log, "--head", head, ...this.trust());
  }
}
