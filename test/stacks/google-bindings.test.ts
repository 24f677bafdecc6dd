import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { App } from "cdktf";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { googleStacks } from "../../stacks/google";

const BINDINGS = join(dirname(require.resolve("@cdktf/provider-google/package.json")), "lib");
/** Terraform's own, in every resource. */
const META = new Set(["//", "lifecycle", "depends_on", "provider", "count", "for_each", "provisioner", "connection"]);

/** What the bindings know of a type: each attribute, and the function that writes the block below it. */
class Bindings {
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
function strangers(bindings: Bindings, method: string, value: Record<string, unknown>, path: string): string[] {
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

const outdir = mkdtempSync(join(tmpdir(), "ringfence-google-"));
// Everything of the guardrails that a program can ask for, half of it in the other program.
const app = new App({ outdir });
googleStacks(app, Program.of(europe));
app.synth();
const other = mkdtempSync(join(tmpdir(), "ringfence-google-"));
const withMore = new App({ outdir: other });
const assured = { billingAccount: "012345-6789AB-CDEF01", regime: "EU_REGIONS_AND_SUPPORT" };
const approvers = ["approvals@custodian.example"];
googleStacks(
  withMore,
  Program.of({ ...europe, profile: "full", googleGuardrails: { folder: "200000000099", perimeter: "enforced", assured, approvers } }),
);
withMore.synth();

interface Emitted {
  readonly type: string;
  readonly directory: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

const folders = [outdir, other].flatMap((root) => readdirSync(join(root, "stacks")).map((stack) => [root, stack] as const));
const emitted: readonly Emitted[] = folders.flatMap(([root, stack]) => {
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
});

describe("what the Google stacks emit, against the names in the bindings of google 6.50 and nothing else (no provider runs here: neither values nor required arguments nor a plan are checked)", () => {
  it.each([...new Set(emitted.map(({ type }) => type))].sort())(
    "%s: every attribute and block has a name that the bindings know",
    (type) => {
      for (const { directory, path, body } of emitted.filter((one) => one.type === type)) {
        expect(strangers(Bindings.of(directory), "synthesizeAttributes", body, path)).toEqual([]);
      }
    },
  );

  it("would see an attribute and a nested block that the bindings do not know", () => {
    const bindings = Bindings.of("storage-bucket");
    const body = {
      name: "a",
      tls_only: true,
      soft_delete_policy: { seconds: 1 },
      lifecycle_rule: [{ action: { kind: "Delete" } }],
      labels: { anything: "goes" },
      lifecycle: { prevent_destroy: true },
    };
    expect(strangers(bindings, "synthesizeAttributes", body, "bucket")).toEqual([
      "bucket.tls_only",
      "bucket.soft_delete_policy.seconds",
      "bucket.lifecycle_rule.action.kind",
    ]);
  });
});
