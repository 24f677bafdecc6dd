import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformIn } from "../rehearsal/terraform";

/**
 * Processes of the AWS provider that outlive the runs of terraform, as many as runs overlap: otherwise each run hashes
 * its 700 MB and starts it three times over, which is most of what a small plan takes. Each run configures the one it got.
 *
 * Source: https://developer.hashicorp.com/terraform/plugin/debugging
 */
export class Providers {
  private readonly all: ChildProcess[] = [];
  /** What terraform needs to know to attach to each that is idle. */
  private readonly free: string[] = [];

  private constructor(
    private readonly binary: string,
    private readonly env: NodeJS.ProcessEnv,
  ) {
    process.once("exit", this.stop);
  }

  /** Of the version that `terraform init` chooses for what the stacks require. */
  static async installed(folder: string, required: object, env: NodeJS.ProcessEnv): Promise<Providers> {
    mkdirSync(folder);
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers: required } }));
    const { output } = await terraformIn(folder, env, "init", "-input=false");
    const found = readdirSync(folder, { recursive: true, encoding: "utf8" }).find((path) => /terraform-provider-aws_[^/]*$/.test(path));
    if (!found) throw new Error(`terraform installed no AWS provider: ${output}`);
    return new Providers(join(folder, found), env);
  }

  /** Does something in the environment of a provider that nobody else uses meanwhile. */
  async use<T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
    const attach = this.free.pop() ?? (await this.start());
    try {
      return await work({ ...this.env, TF_REATTACH_PROVIDERS: attach });
    } finally {
      this.free.push(attach);
    }
  }

  readonly stop = (): void => {
    process.removeListener("exit", this.stop);
    for (const child of this.all) child.kill("SIGKILL");
  };

  private start(): Promise<string> {
    const child = spawn(this.binary, ["-debug"], { env: this.env, stdio: ["ignore", "pipe", "pipe"] });
    this.all.push(child);
    return new Promise((resolve, reject) => {
      let said = "";
      const hear = (chunk: Buffer): void => {
        said += chunk.toString("utf8");
        const attach = /TF_REATTACH_PROVIDERS='(.+)'/.exec(said)?.[1];
        if (attach) resolve(attach);
      };
      for (const stream of [child.stdout, child.stderr]) stream.on("data", hear);
      child.on("error", reject).on("exit", () => reject(new Error(`the AWS provider ended:\n${said}`)));
    });
  }
}
