import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { googleStacks } from "../../stacks/google";
import { Bindings, emittedBy, strangers, type Emitted } from "./bindings";

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

const folders = [outdir, other].flatMap((root) => readdirSync(join(root, "stacks")).map((stack) => [root, stack] as const));
const emitted: readonly Emitted[] = folders.flatMap(([root, stack]) => emittedBy(root, stack));

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
