import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engines } from "../../rehearsal/engines/engines";
import { writeOverride } from "../../rehearsal/engines/override";

/** A stack on disk, as cdktf lays it out, turned to the loopback. */
export function writeStack(root: string, name: string, stack: object, engines: Engines, accountId: string): string {
  const dir = join(root, "stacks", name);
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, "cdk.tf.json"), JSON.stringify(stack, null, 2));
  writeOverride(dir, { engines, accountId, region: "us-east-1", stateDir: join(root, "state") });
  return dir;
}

export interface Ran {
  readonly code: number;
  readonly output: string;
}

/** Runs terraform in a folder, and says how that ended. */
export function terraformIn(dir: string, env: NodeJS.ProcessEnv, ...args: string[]): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn("terraform", [...args, "-no-color"], { cwd: dir, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? -1, output }));
  });
}
