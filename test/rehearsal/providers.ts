import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AWS_PROVIDER_VERSIONS } from "../../constructs/place/aws-stack";
import { terraformIn, type Ran } from "./terraform";

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

  /** Of the version that `terraform init` chooses for what the stacks require; the folder is made. */
  static async installed(folder: string, env: NodeJS.ProcessEnv): Promise<Providers> {
    mkdirSync(folder);
    const required_providers = { aws: { source: "aws", version: AWS_PROVIDER_VERSIONS } };
    writeFileSync(join(folder, "main.tf.json"), JSON.stringify({ terraform: { required_providers } }));
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

  /** Runs terraform in a stack's folder; `init` without them, so that it finds and installs what the stack asks for. */
  terraform(folder: string, ...args: readonly string[]): Promise<Ran> {
    return args[0] === "init" ? terraformIn(folder, this.env, ...args) : this.use((env) => terraformIn(folder, env, ...args));
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
        if (!attach) return;
        // It logs every call, more than a megabyte in each run of terraform: that is let go, or each chunk is searched for among all before.
        for (const stream of [child.stdout, child.stderr]) stream.off("data", hear).resume();
        resolve(attach);
      };
      for (const stream of [child.stdout, child.stderr]) stream.on("data", hear);
      child.on("error", reject).on("exit", () => reject(new Error(`the AWS provider ended:\n${said}`)));
    });
  }
}
