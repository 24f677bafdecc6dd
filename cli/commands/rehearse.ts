import { resolve } from "node:path";
import { say } from "../terminal";
import { usage } from "../usage";

export interface RehearseCommandOptions {
  readonly keep?: boolean;
  readonly fault?: string;
}

/** A whole migration on local engines, one line a step. Exit 0 when all went as it should, a planted fault's being caught included. */
export async function rehearseCommand({ keep, fault }: RehearseCommandOptions): Promise<number> {
  const { FAULTS, isFault } = await import("../../rehearsal/migration/faults");
  if (fault !== undefined && !isFault(fault)) throw usage("rehearse", "--fault", fault, `one of ${Object.keys(FAULTS).join(", ")}`);
  const { rehearse } = await import("../../rehearsal/migration/rehearse");
  // The steps call the very command that was called.
  await rehearse({ ringfence: [process.execPath, resolve(process.argv[1] ?? "")], keep, fault, say });
  return 0;
}
