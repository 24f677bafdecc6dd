import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Engines } from "../../rehearsal/engines/engines";
import { writeOverride } from "../../rehearsal/engines/override";
import { terraformIn } from "../rehearsal/terraform";
import { placeOf, resolved, type Stack, type Synthesized } from "../synth";
import type { HomeNetwork } from "./home-network";
import type { Providers } from "../rehearsal/providers";

/** What a plan does, by action: the types that it does it to, sorted; an import's id stands after its type. */
export type Doing = Readonly<Record<string, readonly string[]>>;

/** One line of `terraform plan -json`; terraform calls it `remove` when it forgets and destroys nothing. */
interface Line {
  readonly type: string;
  readonly change?: {
    readonly resource: { readonly resource_type: string };
    readonly action: string;
    readonly importing?: { readonly id: string };
  };
}

/** A resource as a state has it. */
interface Copied {
  readonly id: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Stacks as they follow each other from phase to phase: one working folder and one state a stack. */
export class Planned {
  private readonly states: string;
  /** The stacks whose state is their own. */
  private readonly standing = new Set<string>();

  constructor(
    private readonly root: string,
    private readonly engines: Engines,
    private readonly providers: Providers,
    private readonly network: HomeNetwork,
  ) {
    this.states = join(root, "states");
    mkdirSync(this.states, { recursive: true });
  }

  /** What terraform would do with the stack as this phase has it, after whatever was applied before; throws what terraform says against it. */
  plan(made: Synthesized, stack: Stack): Promise<Doing> {
    return this.run(made, stack, "plan", "-json", "-input=false");
  }

  /** The same, done. */
  apply(made: Synthesized, stack: Stack): Promise<Doing> {
    this.standing.add(stack.name);
    return this.run(made, stack, "apply", "-json", "-input=false", "-auto-approve");
  }

  /** The ids of what a stack copied, by the ARN that each was copied from. */
  landed(stack: string): Readonly<Record<string, string>> {
    const state = JSON.parse(readFileSync(join(this.states, `${stack}.tfstate`), "utf8")) as {
      readonly resources: readonly { readonly instances: readonly { readonly attributes: Copied }[] }[];
    };
    const copies = state.resources.flatMap(({ instances }) => instances.map(({ attributes }) => attributes));
    return Object.fromEntries(copies.map(({ id, tags }) => [tags?.["ringfence:source"], id]));
  }

  private run(made: Synthesized, stack: Stack, ...args: readonly string[]): Promise<Doing> {
    const folder = this.lay(made, stack);
    return this.providers.use(async (env) => {
      if (!existsSync(join(folder, ".terraform"))) await said(folder, env, "init", "-input=false");
      return doingOf(await said(folder, env, ...args));
    });
  }

  /** The stack's folder, with what this phase says in it. */
  private lay(made: Synthesized, stack: Stack): string {
    const folder = join(this.root, "stacks", stack.name);
    mkdirSync(folder, { recursive: true });
    const { account, region } = placeOf(stack);
    writeFileSync(join(folder, "cdk.tf.json"), stack.text);
    for (const name of upstreamsOf(stack)) if (!this.standing.has(name)) this.writeUpstream(made, name);
    writeOverride(folder, { engines: this.engines, accountId: account, region, stateDir: this.states });
    return folder;
  }

  /**
   * The state of a stack that this one reads, holding its outputs and nothing else: keys, networks and stores are applied
   * by the deploy tests, and would take longer here than everything that moves.
   */
  private writeUpstream(made: Synthesized, name: string): void {
    const upstream = made.stacks.get(name);
    if (!upstream) throw new Error(`no stack ${name}`);
    const outputs = Object.entries(upstream.output).map(([id, { value }]) => [
      id,
      { value: this.minted(resolved(made, upstream, value)), type: "string" },
    ]);
    const state = {
      version: 4,
      terraform_version: "1.11.0",
      serial: 1,
      lineage: name,
      outputs: Object.fromEntries(outputs),
      resources: [],
    };
    writeFileSync(join(this.states, `${name}.tfstate`), JSON.stringify(state));
  }

  /** The ids that a cloud would mint, in the form in which the provider takes them. */
  private minted(value: string): string {
    return value
      .replace(/\$\{aws_subnet\.[^}]*subnet-(\d)[^}]*\}/g, (_, index: string) => this.network.subnets[Number(index)] ?? "")
      .replace(/\$\{aws_vpc\.[^}]+\}/g, this.network.vpc)
      .replace(/:file-system\/[\w-]+$/, ":file-system/fs-0123456789abcdef0");
  }
}

async function said(folder: string, env: NodeJS.ProcessEnv, ...args: readonly string[]): Promise<string> {
  const { code, output } = await terraformIn(folder, env, ...args);
  if (code !== 0) throw new Error(`terraform ${args.join(" ")} in ${folder} ended with ${code}:\n${output.slice(-4000)}`);
  return output;
}

function doingOf(plan: string): Doing {
  const doing: Record<string, string[]> = {};
  for (const text of plan.split("\n").filter((line) => line.startsWith("{"))) {
    const { type, change } = JSON.parse(text) as Line;
    if (type !== "planned_change" || !change || change.action === "read") continue;
    const imported = change.importing ? ` ${change.importing.id}` : "";
    (doing[change.action] ??= []).push(`${change.resource.resource_type}${imported}`);
  }
  for (const types of Object.values(doing)) types.sort();
  return doing;
}

function upstreamsOf(stack: Stack): readonly string[] {
  return Object.values(stack.data["terraform_remote_state"] ?? {}).map((state) => {
    const { key } = state["config"] as { readonly key: string };
    return key.replace(/^.*\//, "").replace(/\.tfstate$/, "");
  });
}
