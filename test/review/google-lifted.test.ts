import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, plan, stack } from "./estate";

const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const LOCATIONS = { control: "resource-locations", constraint: "gcp.resourceLocations", rule: {}, parent: "folders/1" } as const;
const scope = {
  googleGuards: { ...GOOGLE_GUARDS, policies: [LOCATIONS], organization: "42", denyOn: ["folders/1"] },
  parent: ["C0parent1"],
};
const of = (type: string, body: JsonObject, more: object = scope) =>
  ask("ACCESS-26", [stack("s", { [type]: { p: body } }, { provider })], more)[0] ?? "";
const policy = (on: string, spec: JsonObject, constraint = "sql.restrictPublicIp") =>
  of("google_org_policy_policy", { name: `${on}/policies/${constraint}`, parent: on, spec });
const OFF = { rules: [{ enforce: "FALSE" }] };

describe("ACCESS-26: constraints that are lifted", () => {
  it.each(["folders/1", "projects/home-project", "organizations/42"])("is a breach on %s", (on) => {
    expect(policy(on, OFF)).toMatch(/^breach .* it enforces nothing of sql.restrictPublicIp/);
    expect(policy(on, { rules: [{ allow_all: "TRUE" }] })).toMatch(/^breach .* it allows everything/);
    expect(policy(on, { reset: true })).toMatch(/^breach .* it restores Google's default/);
    expect(
      policy(on, { rules: [{ enforce: "TRUE" }, { enforce: "FALSE", condition: { expression: "resource.matchTag('a/b', 'c')" } }] }),
    ).toMatch(/^breach/);
  });
  it.each<[string, JsonObject]>([
    [
      "google_organization_policy",
      { org_id: "42", constraint: "constraints/gcp.resourceLocations", list_policy: { allow: { all: true } } },
    ],
    ["google_organization_policy", { org_id: "42", constraint: "iam.disableServiceAccountKeyUpload", boolean_policy: { enforced: false } }],
    ["google_folder_organization_policy", { folder: "folders/1", constraint: "sql.restrictPublicIp", restore_policy: { default: true } }],
  ])("is a breach in the older form by %s", (type, body) => expect(of(type, body)).toMatch(/^breach/));
  it.each(["under:organizations/C0parent1", "projects/parent-project"])("is a breach where it lets in %s", (value) =>
    expect(policy("folders/1", { rules: [{ values: { allowed_values: [value] } }] }, "compute.trustedImageProjects")).toMatch(
      /^breach .* it lets in what is the parent's/,
    ),
  );
  it.each<[string, string]>([
    ["one that enforces", policy("folders/1", { rules: [{ enforce: "TRUE" }] })],
    ["one that denies more", policy("folders/1", { rules: [{ deny_all: "TRUE" }] })],
    ["a dry run alone", of("google_org_policy_policy", { name: "folders/1/policies/x.y", dry_run_spec: OFF })],
    ["the program's own", policy("folders/1", { rules: [{ allow_all: "TRUE" }] }, "gcp.resourceLocations")],
    ["another's project", policy("projects/parent-project", OFF)],
    ["another organization", policy("organizations/43", OFF)],
  ])("is met by %s", (_, answer) => expect(answer).toBe("met google_org_policy_policy.p"));
  it("does not know a folder whose projects no stack names, nor what cannot be read", () => {
    expect(policy("folders/2", OFF)).toMatch(/^unknown/);
    expect(policy("folders/1", { rules: [{ enforce: "${var.enforce}" }] })).toMatch(/^unknown/);
    expect(policy("folders/2", { rules: [{ enforce: "TRUE" }] })).toMatch(/^met/);
  });
  it("asks nothing of what goes, or where no program builds on Google", () => {
    expect(of("google_organization_policy", { org_id: "42", constraint: "x.y", boolean_policy: { enforced: false } }, {})).toBe("");
    expect(ask("ACCESS-26", [plan([{ address: "google_org_policy_policy.p", actions: ["delete"], before: {} }])], scope)).toEqual([]);
  });
});
