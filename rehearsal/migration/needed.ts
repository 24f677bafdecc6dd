import { findFakeGcs } from "../engines/google-storage";
import { onPath } from "../engines/on-path";
import { findPostgres } from "../engines/postgres";

/** What a rehearsal runs on; docs/rehearsal.md says how each is installed. */
export const NEEDED: Readonly<Record<string, () => string | undefined>> = {
  moto: () => onPath("moto_server"),
  ministack: () => onPath("ministack"),
  "fake-gcs-server": () => findFakeGcs(),
  rclone: () => onPath("rclone"),
  postgresql: () => findPostgres(),
};
