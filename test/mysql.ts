import type { ProgramInput } from "../config/schema/schema";
import type { Phase } from "../config/scope";
import { changed, PROFILES } from "./config/refused";
import { moving } from "./moving";

const certificate = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
export const AUTHORITIES = {
  certificateAuthority: certificate("MIIBoldside"),
  homeCertificateAuthority: certificate("MIIBhomeside"),
};

/** united-states on the move, with a database of MySQL that comes home to MySQL. */
export function movingMysql(phase: Exclude<Phase, "purge" | "closed">): ProgramInput {
  return changed(moving(phase), (p) => {
    p.datasets[PROFILES].engine = "mysql";
    Object.assign(p.datasets[PROFILES].legacy[0], { engine: "mysql", ...AUTHORITIES });
  });
}
