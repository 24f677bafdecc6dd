import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engines } from "../engines/engines";
import { writeOverride } from "../engines/override";

interface Provider {
  readonly region: string;
  readonly allowed_account_ids: readonly string[];
}

/** Turns every AWS stack of a synthesized folder to the loopback; what was judged stays as it was. */
export function turnToLoopback(outdir: string, engines: Pick<Engines, "providerOverride">, stateDir: string): readonly string[] {
  const stacks = join(outdir, "stacks");
  return readdirSync(stacks).filter((stack) => {
    const folder = join(stacks, stack);
    const file = join(folder, "cdk.tf.json");
    if (!existsSync(file)) return false;
    const provider = (JSON.parse(readFileSync(file, "utf8")) as { provider?: { aws?: Provider[] } }).provider?.aws?.[0];
    const accountId = provider?.allowed_account_ids[0];
    if (!provider || !accountId) return false;
    writeOverride(folder, { engines, accountId, region: provider.region, stateDir });
    return true;
  });
}
