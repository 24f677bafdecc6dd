import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, LocalBackend, TerraformStack, type TerraformElement } from "cdktf";

type Block = Readonly<Record<string, unknown>>;
type Binding = (new (scope: TerraformStack, id: string, config: Block) => TerraformElement) & { readonly tfResourceType?: string };

/** Every stack's resources by type and name, as a synthesized folder has them. */
export type Resources = ReadonlyMap<string, Readonly<Record<string, Readonly<Record<string, Block>>>>>;

export function resourcesOf(outdir: string): Resources {
  const stacks = join(outdir, "stacks");
  return new Map(
    readdirSync(stacks).map((stack) => {
      const { resource = {} } = JSON.parse(readFileSync(join(stacks, stack, "cdk.tf.json"), "utf8")) as { resource?: never };
      return [stack, resource];
    }),
  );
}

export function countOf(resources: Resources): number {
  return [...resources.values()]
    .flatMap((types) => Object.values(types).map((named) => Object.keys(named).length))
    .reduce((a, b) => a + b, 0);
}

const camel = (key: string): string => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A map such as tags keeps its keys; blocks and arguments are the bindings' own names. */
function config(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(config);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "//" && key !== "lifecycle" && key !== "depends_on")
      .map(([key, inner]) => (/^tags/.test(key) ? [camel(key), inner] : [camel(key), config(inner)])),
  );
}

/** Loads the bindings, so that a timed run of `synthesizeRaw` pays for none of it. */
export function bindingsOf(resources: Resources): ReadonlyMap<string, Binding> {
  const load = createRequire(resolve("package.json"));
  const types = new Set([...resources.values()].flatMap((byType) => Object.keys(byType)));
  return new Map(
    [...types].map((type): [string, Binding] => {
      const file = `@cdktf/provider-aws/lib/${type.replace(/^aws_/, "").replaceAll("_", "-")}`;
      const binding = Object.values(load(file) as Record<string, Binding>).find((exported) => exported.tfResourceType === type);
      if (!binding) throw new Error(`${file} has no class of ${type}`);
      return [type, binding];
    }),
  );
}

/** The same resources by plain cdktf: no policy is built, no name made up, nothing checked. */
export function synthesizeRaw(resources: Resources, bindings: ReadonlyMap<string, Binding>, outdir: string): void {
  const app = new App({ outdir });
  for (const [name, types] of resources) {
    const stack = new TerraformStack(app, name);
    new LocalBackend(stack, {});
    new AwsProvider(stack, "aws", {});
    for (const [type, named] of Object.entries(types)) {
      const binding = bindings.get(type);
      if (!binding) throw new Error(`no binding of ${type}`);
      for (const [id, block] of Object.entries(named)) new binding(stack, id, config(block) as Block);
    }
  }
  app.synth();
}
