import { cpSync, existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/**
 * The synthesized folder, while it waits for its verdict.
 *
 * `cdktf deploy --skip-synth` applies whatever lies in the output folder, so it is emptied before anything else and
 * filled only when nothing blocks. Blocked stacks are kept for reading, under a name and with a file ending that neither
 * cdktf nor terraform takes up.
 */
export class JudgedOutdir {
  readonly draft: string;
  readonly blocked: string;
  private readonly previous: string;

  constructor(readonly outdir: string) {
    this.draft = `${outdir}.judging`;
    this.blocked = `${outdir}.blocked`;
    this.previous = `${outdir}.previous`;
    rmSync(this.draft, { recursive: true, force: true });
    rmSync(this.blocked, { recursive: true, force: true });
    if (!existsSync(outdir)) return;
    disarm(outdir);
    // What terraform keeps in a stack's folder outlives a blocked build: the newest is carried along.
    if (existsSync(this.previous)) carryOver(outdir, this.previous);
    else renameSync(outdir, this.previous);
    rmSync(outdir, { recursive: true, force: true });
  }

  /** The draft becomes the output folder; terraform's own files in the stacks' folders are carried over. */
  accept(): void {
    if (existsSync(this.previous)) carryOver(this.previous, this.draft);
    renameSync(this.draft, this.outdir);
    rmSync(this.previous, { recursive: true, force: true });
  }

  /** The draft can be read, and not applied. */
  block(): void {
    if (!existsSync(this.draft)) return;
    disarm(this.draft);
    renameSync(this.draft, this.blocked);
  }
}

function stackFolders(outdir: string): string[] {
  const stacks = join(outdir, "stacks");
  return existsSync(stacks) ? readdirSync(stacks).map((name) => join(stacks, name)) : [];
}

function disarm(outdir: string): void {
  const manifest = join(outdir, "manifest.json");
  if (existsSync(manifest)) renameSync(manifest, `${manifest}.blocked`);
  for (const folder of stackFolders(outdir)) {
    const file = join(folder, "cdk.tf.json");
    if (existsSync(file)) renameSync(file, `${file}.blocked`);
  }
}

/** `.terraform`, its lock file and local state; never a configuration. */
function carryOver(from: string, to: string): void {
  for (const folder of stackFolders(from)) {
    const target = join(to, "stacks", folder.split(/[\\/]/).at(-1) as string);
    if (!existsSync(target)) continue;
    for (const name of readdirSync(folder))
      if (/^(\.terraform|\.terraform\.lock\.hcl|.*\.tfstate(\.backup)?)$/.test(name))
        cpSync(join(folder, name), join(target, name), { recursive: true, verbatimSymlinks: true });
  }
}
