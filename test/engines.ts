import { findFakeGcs } from "../rehearsal/engines/google-storage";
import { findProviderMirror } from "../rehearsal/engines/mirror";
import { onPath } from "../rehearsal/engines/on-path";
import { findPostgres } from "../rehearsal/engines/postgres";
import { findBrowser } from "./browser";
import { findMariadb } from "./mariadb/engine";
import { findTrino } from "./trino/engine";

/** What some tests need beside Node, and how to tell that it is there: where it lies, or nothing. */
const FINDERS = {
  terraform: () => onPath("terraform"),
  /** A folder that holds the AWS provider, for terraform to install from. */
  "the AWS provider": () => findProviderMirror(),
  moto: () => onPath("moto_server"),
  ministack: () => onPath("ministack"),
  "fake-gcs-server": () => findFakeGcs(),
  "a browser": () => findBrowser(),
  java: () => onPath("java"),
  /** The server's programs: initdb and postgres. */
  postgresql: () => findPostgres(),
  /** The server, its installer and its client; it stands in for MySQL. */
  mariadb: () => findMariadb(),
  rclone: () => onPath("rclone"),
  /** A Java of 24 or newer, and Maven to bring Trino's libraries. */
  trino: () => findTrino(),
} satisfies Record<string, () => string | undefined>;

export type Engine = keyof typeof FINDERS;

/** What a whole move on the local engines takes. */
export const MIGRATION_ENGINES: readonly Engine[] = ["moto", "ministack", "fake-gcs-server", "rclone", "postgresql"];

/** What a deploy to the local engines takes. */
export const DEPLOY_ENGINES: readonly Engine[] = ["terraform", "the AWS provider", "moto", "ministack"];

/**
 * Tests that run where their engines are. Where one is missing, a single test stands in for them, which says loudly
 * what was not proved; it passes, unless RINGFENCE_REQUIRE_ENGINES=1.
 */
export function describeWithEngines(engines: readonly Engine[], title: string, body: () => void): void {
  const missing = engines.filter((engine) => !FINDERS[engine]());
  if (missing.length === 0) {
    describe(title, body);
    return;
  }
  const line = `NOT PROVED: ${title} (missing: ${missing.join(", ")})`;
  test(line, () => {
    if (process.env["RINGFENCE_REQUIRE_ENGINES"] === "1") throw new Error(line);
    process.stderr.write(`\n${line}\n`);
  });
}
