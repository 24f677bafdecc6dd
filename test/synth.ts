import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../config/program";
import type { ProgramInput } from "../config/schema/schema";
import { synthesize } from "../stacks/program-stacks";

/** One resource or data source as it stands in a stack's JSON. */
export type Block = Record<string, unknown> & { readonly lifecycle?: { readonly prevent_destroy?: boolean } };
type Blocks = Record<string, Record<string, Block>>;

export interface Stack {
  readonly name: string;
  readonly resource: Blocks;
  readonly data: Blocks;
  readonly provider: Record<string, readonly Record<string, unknown>[]>;
  readonly terraform: {
    readonly backend: Record<string, Record<string, unknown>>;
    readonly required_providers: Record<string, { readonly version: string }>;
  };
  readonly output: Record<string, { readonly value: string }>;
  /** The whole of it, as text. */
  readonly text: string;
}

export interface Synthesized {
  readonly program: Program;
  readonly stacks: ReadonlyMap<string, Stack>;
  /** Each stack's dependencies, from the manifest. */
  readonly dependencies: ReadonlyMap<string, readonly string[]>;
}

/** Synthesizes a program into a folder that is gone afterwards. */
export function synthesized(input: ProgramInput | ((folder: string) => Program)): Synthesized {
  const outdir = mkdtempSync(join(tmpdir(), "ringfence-synth-"));
  try {
    // What needs files of its own beside the program writes them into the folder.
    const program = typeof input === "function" ? input(outdir) : Program.of(input);
    synthesize(program, outdir);
    const { stacks } = JSON.parse(readFileSync(join(outdir, "manifest.json"), "utf8")) as {
      stacks: Record<string, { dependencies: string[] }>;
    };
    return {
      program,
      stacks: new Map(readdirSync(join(outdir, "stacks")).map((name) => [name, read(join(outdir, "stacks", name, "cdk.tf.json"), name)])),
      dependencies: new Map(Object.entries(stacks).map(([name, entry]) => [name, entry.dependencies])),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function read(file: string, name: string): Stack {
  const text = readFileSync(file, "utf8");
  return { resource: {}, data: {}, output: {}, ...(JSON.parse(text) as object), name, text } as unknown as Stack;
}

/** The stack of that name; throws when there is none, so that a test never passes on nothing. */
export function stackOf(made: Synthesized, name: string): Stack {
  const stack = made.stacks.get(name);
  if (!stack) throw new Error(`no stack ${name}; there are ${[...made.stacks.keys()].join(", ")}`);
  return stack;
}

/** A stack's resources of one type, by their names in terraform. */
export function resources(stack: Stack, type: string): readonly [string, Block][] {
  return Object.entries(stack.resource[type] ?? {});
}

export interface Placed {
  readonly stack: Stack;
  readonly type: string;
  readonly name: string;
  readonly block: Block;
}

export function everyResource(made: Synthesized): readonly Placed[] {
  return [...made.stacks.values()].flatMap((stack) =>
    Object.entries(stack.resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, block]) => ({ stack, type, name, block })),
    ),
  );
}

/** The account and region that a stack's provider is pinned to. */
export function placeOf(stack: Stack): { readonly account: string; readonly region: string } {
  const [provider] = stack.provider["aws"] ?? [];
  return { account: String((provider?.["allowed_account_ids"] as string[] | undefined)?.[0]), region: String(provider?.["region"]) };
}

/**
 * The text with its references filled in: a key's by its purpose and place, an endpoint's by its service and place, and one of
 * another stack's outputs as that stack says. Policies can then be evaluated before anything exists.
 */
export function resolved(made: Synthesized, stack: Stack, text: string): string {
  return text.replace(/\$\{([^}]+)\}/g, (whole, reference: string) => {
    const { account, region } = placeOf(stack);
    const [, source, output] = /^data\.terraform_remote_state\.([^.]+)\.outputs\.(.+)$/.exec(reference) ?? [];
    if (source && output) {
      const key = String((stack.data["terraform_remote_state"]?.[source]?.["config"] as { key?: string } | undefined)?.key);
      const other = stackOf(
        made,
        key
          .split("/")
          .at(-1)
          ?.replace(/\.tfstate$/, "") ?? key,
      );
      return resolved(made, other, String(other.output[output]?.value));
    }
    const [type = "", name = "", attribute] = reference.split(".");
    const block = stack.resource[type]?.[name];
    const tags = (block?.["tags"] ?? {}) as Record<string, string>;
    if (/^aws_kms_(external_)?key$/.test(type) && attribute === "arn")
      return `arn:aws:kms:${region}:${account}:key/${tags["ringfence:key-of"]}`;
    if (type === "aws_vpc_endpoint" && attribute === "id") return `vpce-${tags["Name"]?.replace("ringfence-", "")}-${region}`;
    if (type === "aws_efs_file_system" && attribute === "arn")
      return `arn:aws:elasticfilesystem:${region}:${account}:file-system/${tags["Name"]}`;
    return whole;
  });
}
