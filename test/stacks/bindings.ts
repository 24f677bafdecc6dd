import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const BINDINGS = join(dirname(require.resolve("@cdktf/provider-google/package.json")), "lib");
/** Terraform's own, in every resource. */
const META = new Set(["//", "lifecycle", "depends_on", "provider", "count", "for_each", "provisioner", "connection"]);

/** What the bindings know of a type: each attribute, and the function that writes the block below it. */
export class Bindings {
  private constructor(private readonly source: string) {}

  static of(directory: string): Bindings {
    return new Bindings(readFileSync(join(BINDINGS, directory, "index.js"), "utf8"));
  }

  /** `method` is synthesizeAttributes, or a block's `…ToTerraform`. */
  attributes(method: string): Map<string, string | undefined> {
    const head = method === "synthesizeAttributes" ? "    synthesizeAttributes() {" : `function ${method}(`;
    const at = this.source.indexOf(head);
    if (at < 0) throw new Error(`the bindings have no ${method}`);
    const body = /return \{\n([\s\S]*?)\n\s*\};/.exec(this.source.slice(at));
    const attributes = new Map<string, string | undefined>();
    for (const line of body?.[1]?.split("\n") ?? []) {
      const entry = /^\s+'?(\w+)'?: (.*?),?$/.exec(line);
      if (entry?.[1]) attributes.set(entry[1], /(?<![\w.])([a-z]\w*ToTerraform)\b/.exec(entry[2] ?? "")?.[1]);
    }
    return attributes;
  }
}

/** The paths of what is emitted and unknown to the bindings. */
export function strangers(bindings: Bindings, method: string, value: Record<string, unknown>, path: string): string[] {
  const known = bindings.attributes(method);
  return Object.entries(value).flatMap(([key, child]) => {
    if (method === "synthesizeAttributes" && META.has(key)) return [];
    if (!known.has(key)) return [`${path}.${key}`];
    const below = known.get(key);
    const blocks = Array.isArray(child) ? child : [child];
    return below === undefined
      ? []
      : blocks.flatMap((block) =>
          typeof block === "object" && block !== null ? strangers(bindings, below, block as Record<string, unknown>, `${path}.${key}`) : [],
        );
  });
}

export interface Emitted {
  readonly type: string;
  readonly directory: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** What one synthesized stack emits of Google's provider. */
export function emittedBy(root: string, stack: string): readonly Emitted[] {
  const json = JSON.parse(readFileSync(join(root, "stacks", stack, "cdk.tf.json"), "utf8"));
  const of = (kind: "resource" | "data", prefix: string) =>
    Object.entries((json[kind] ?? {}) as Record<string, Record<string, Record<string, unknown>>>).flatMap(([type, bodies]) =>
      Object.entries(bodies).map(([name, body]) => ({
        type,
        directory: `${prefix}${type.replace(/^google_/, "").replaceAll("_", "-")}`,
        path: `${stack} ${type}.${name}`,
        body,
      })),
    );
  const providers = (json.provider.google as Record<string, unknown>[]).map((body) => ({
    type: "provider",
    directory: "provider",
    path: `${stack} provider`,
    body,
  }));
  return [...providers, ...of("resource", ""), ...of("data", "data-google-")];
}

/** Everything in a stack that the bindings do not know. */
export const strangersOf = (root: string, stack: string): readonly string[] =>
  emittedBy(root, stack).flatMap(({ directory, path, body }) => strangers(Bindings.of(directory), "synthesizeAttributes", body, path));
