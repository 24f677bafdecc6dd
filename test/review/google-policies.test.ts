import type { GoogleOrgPolicy } from "../../config/google/org-policy";
import type { GoogleGuards } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, plan, stack } from "./estate";

const FOLDER = "folders/1";
const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const guards = (policy: GoogleOrgPolicy): GoogleGuards => ({
  ...GOOGLE_GUARDS,
  policies: [{ ...policy, parent: FOLDER }],
});
const LOCATIONS: GoogleOrgPolicy = {
  control: "resource-locations",
  constraint: "gcp.resourceLocations",
  rule: { values: { allowedValues: ["in:us-locations"] } },
};
const CMEK: GoogleOrgPolicy = {
  control: "cmek-required",
  constraint: "gcp.restrictNonCmekServices",
  rule: { values: { deniedValues: ["is:storage.googleapis.com", "is:bigquery.googleapis.com"] } },
};
const MEMBERS: GoogleOrgPolicy = {
  control: "member-domains",
  constraint: "iam.managed.allowedPolicyMembers",
  rule: {
    enforce: "TRUE",
    parameters: JSON.stringify({ allowedPrincipalSets: ["//cloudresourcemanager.googleapis.com/organizations/1"] }),
  },
};

interface Written {
  readonly rules?: string | JsonObject[];
  readonly spec?: JsonObject;
  readonly more?: JsonObject;
}

/** The rule's answer on one policy, as the program makes it but for what is written. */
function asked(rule: string, policy: GoogleOrgPolicy, own: JsonObject, { rules, spec, more }: Written = {}): string {
  const body = { name: `${FOLDER}/policies/${policy.constraint}`, parent: FOLDER, spec: { rules: rules ?? [own], ...spec }, ...more };
  const [answer = ""] = ask(rule, [stack("s", { google_org_policy_policy: { p: body } }, { provider })], { googleGuards: guards(policy) });
  return answer;
}
const ALLOWED = { values: { allowed_values: ["in:us-locations"] } };
const DENIED = { values: { denied_values: ["is:storage.googleapis.com", "is:bigquery.googleapis.com"] } };
const ENFORCED = { enforce: "TRUE", parameters: MEMBERS.rule.parameters as string };
const locations = (written?: Written) => asked("LOCATION-10", LOCATIONS, ALLOWED, written);
const cmek = (written?: Written) => asked("CUSTODY-09", CMEK, DENIED, written);
const members = (written?: Written) => asked("ACCESS-07", MEMBERS, ENFORCED, written);

describe("what LOCATION-10, CUSTODY-09 and ACCESS-07 ask of organization policies on Google", () => {
  it("is met by each as the program makes it, under the claim that it serves", () => {
    for (const answer of [locations(), cmek(), members()]) expect(answer).toBe("met google_org_policy_policy.p");
    for (const rule of ["CUSTODY-09", "ACCESS-07", "NETWORK-07", "AUDIT-08"])
      expect(asked(rule, LOCATIONS, ALLOWED, { rules: [{ allow_all: "TRUE" }] })).toBe("");
  });
  it("is met by one that is stricter", () =>
    expect(cmek({ rules: [{ values: { denied_values: [...DENIED.values.denied_values, "is:compute.googleapis.com"] } }] })).toMatch(
      /^met/,
    ));

  it.each<[string, string]>([
    ["another place", locations({ rules: [{ values: { allowed_values: ["in:us-locations", "in:asia-locations"] } }] })],
    ["every place", locations({ rules: [{ allow_all: "TRUE" }] })],
    ["no list", locations({ rules: [{ values: {} }] })],
    ["no rule", locations({ rules: [] })],
    ["a condition", locations({ rules: [{ ...ALLOWED, condition: { expression: "true" } }] })],
    ["a second rule", locations({ rules: [ALLOWED, { allow_all: "TRUE" }] })],
    ["what stands above", locations({ spec: { inherit_from_parent: true } })],
    ["a reset", locations({ spec: { reset: true } })],
    ["another folder", locations({ more: { parent: "folders/2" } })],
    ["a service without", cmek({ rules: [{ values: { denied_values: ["is:storage.googleapis.com"] } }] })],
    ["a list of members that is off", members({ rules: [{ ...ENFORCED, enforce: "FALSE" }] })],
    [
      "members of another organization",
      members({ rules: [{ enforce: "TRUE", parameters: '{"allowedPrincipalSets":["//x/organizations/2"]}' }] }),
    ],
    [
      "members by another list",
      members({ rules: [{ enforce: "TRUE", parameters: '{"allowedMemberSubjects":["user:a@parent.example"]}' }] }),
    ],
    ["members by no list", members({ rules: [{ enforce: "TRUE", parameters: "{}" }] })],
    ["members of anybody", members({ rules: [{ enforce: "TRUE" }] })],
  ])("is a breach by %s", (_, answer) => expect(answer).toMatch(/^breach google_org_policy_policy\.p: it/));

  it.each<[string, string]>([
    ["name", locations({ more: { name: "${var.name}" } })],
    ["folder", locations({ more: { parent: "${var.folder}" } })],
    ["list", locations({ rules: [{ values: { allowed_values: "${var.places}" } }] })],
    ["rules", locations({ rules: "${var.rules}" })],
    ["condition", locations({ rules: [{ ...ALLOWED, condition: "${var.condition}" }] })],
    ["denied services", cmek({ rules: [{ values: { denied_values: ["${var.service}"] } }] })],
    ["state", members({ rules: [{ ...ENFORCED, enforce: "${var.on}" }] })],
    ["members", members({ rules: [{ enforce: "TRUE", parameters: "${var.members}" }] })],
    ["members as a text of no JSON", members({ rules: [{ enforce: "TRUE", parameters: "{" }] })],
  ])("does not know one whose %s cannot be read", (_, answer) => expect(answer).toMatch(/^unknown google_org_policy_policy\.p/));

  it("is a breach where it is gone from the whole, or a plan takes it away; of one stack among several nothing is said", () => {
    const scope = { googleGuards: guards(LOCATIONS) };
    const none = stack("s", {}, { provider });
    expect(ask("LOCATION-10", [none], scope, true)[0]).toMatch(/^breach google_org_policy_policy: there is no longer/);
    expect(ask("LOCATION-10", [none], scope)).toEqual([]);
    const before = { name: `${FOLDER}/policies/gcp.resourceLocations`, parent: FOLDER };
    const going = plan([{ address: "google_org_policy_policy.p", actions: ["delete"], before }]);
    expect(ask("LOCATION-10", [going], scope)[0]).toMatch(/^breach .*takes away/);
  });
});

describe("a policy of one project beside the folder's", () => {
  const both = (name: string, spec: JsonObject, parent = name.replace(/\/policies\/.*/, "")) =>
    ask(
      "LOCATION-10",
      [
        stack(
          "s",
          {
            google_org_policy_policy: {
              p: { name: `${FOLDER}/policies/${LOCATIONS.constraint}`, parent: FOLDER, spec: { rules: [ALLOWED] } },
              q: { name, parent, spec },
            },
          },
          { provider },
        ),
      ],
      { googleGuards: guards(LOCATIONS) },
    ).filter((text) => text.includes(".q"));
  const of = (project: string, constraint: string = LOCATIONS.constraint) => `projects/${project}/policies/${constraint}`;
  const everywhere = { rules: [{ allow_all: "TRUE" }] };

  it("is a breach where it lets more through, and met where it does not", () => {
    expect(both(of("home-project"), everywhere)[0]).toMatch(/^breach google_org_policy_policy.q: it allows everything/);
    expect(both(of("home-project"), { rules: [ALLOWED], reset: true })[0]).toMatch(/^breach/);
    expect(both(of("home-project"), { rules: [ALLOWED] })).toEqual(["met google_org_policy_policy.q"]);
  });
  it("is unknown where a number names the project, or nobody can read what it allows", () => {
    expect(both(of("123456789"), everywhere)[0]).toMatch(/^unknown/);
    expect(both(of("home-project"), { rules: [{ values: { allowed_values: ["${var.where}"] } }] })[0]).toMatch(/^unknown/);
  });
  it("is nobody's business in another project, in the parent's, and for another constraint", () => {
    for (const project of ["another-project", "parent-project"]) expect(both(of(project), everywhere)).toEqual([]);
    expect(both(of("home-project", "gcp.another"), everywhere)).toEqual([]);
  });
});
