import { add, resource, type Block, type Harmful, type StackJson } from "../edit";

const STACK = "google-organization-europe-west3";
const ORG = "google_org_policy_policy";
const PERIMETER = "google_access_context_manager_service_perimeter";
const of = (text: string, claim: Harmful["claim"], at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack: STACK,
  claim,
  at,
  change,
});

const POLICIES: readonly [named: RegExp, claim: Harmful["claim"]][] = [
  [/gcpresourceLocations/, "location"],
  [/restrictNonCmekServices/, "custody"],
  [/restrictCmekCryptoKeyProjects/, "custody"],
  [/allowedPolicyMemberDomains/, "access"],
  [/allowedPolicyMembers/, "access"],
  [/publicAccessPrevention/, "access"],
  [/uniformBucketLevelAccess/, "access"],
  [/disableServiceAccountKeyCreation/, "access"],
  [/restrictAuthTypes/, "access"],
];
const specOf = (s: StackJson, named: RegExp) => resource(s, ORG, named)["spec"] as Block;
const ruleOf = (s: StackJson, named: RegExp) => (specOf(s, named)["rules"] as Block[])[0] as Block;

const policies: readonly Harmful[] = POLICIES.flatMap(([named, claim]) => [
  of(`no policy of ${named.source}`, claim, /^google_org_policy_policy/, (s) => {
    resource(s, ORG, named);
    s.resource[ORG] = Object.fromEntries(Object.entries(s.resource[ORG] ?? {}).filter(([name]) => !named.test(name)));
  }),
  of(`${named.source} with a condition`, claim, /^google_org_policy_policy\./, (s) => {
    ruleOf(s, named)["condition"] = { expression: "resource.matchTag('1/a', 'b')" };
  }),
  of(`${named.source} on another folder`, claim, /^google_org_policy_policy/, (s) => {
    const policy = resource(s, ORG, named);
    policy["name"] = String(policy["name"]).replace("200000000099", "200000000098");
    policy["parent"] = "folders/200000000098";
  }),
]);

const inside = (s: StackJson) => resource(s, PERIMETER)["spec"] as Block;
const ingress = (s: StackJson) => ((inside(s)["ingress_policies"] as Block[])[0] as Block)["ingress_from"] as Block;
const around = (text: string, change: Harmful["change"]) => of(text, "network", /^google_access_context_manager_service_perimeter/, change);

export const googleGuardrailEdits: readonly Harmful[] = [
  ...policies,
  of("Asia among the locations", "location", /^google_org_policy_policy\./, (s) => {
    ((ruleOf(s, /gcpresourceLocations/)["values"] as Block)["allowed_values"] as string[]).push("in:asia-locations");
  }),
  of("any location", "location", /^google_org_policy_policy\./, (s) => {
    specOf(s, /gcpresourceLocations/)["rules"] = [{ allow_all: "TRUE" }];
  }),
  of("the locations of whatever stands above", "location", /^google_org_policy_policy\./, (s) => {
    specOf(s, /gcpresourceLocations/)["inherit_from_parent"] = true;
  }),
  of("storage without a key of a customer's", "custody", /^google_org_policy_policy\./, (s) => {
    ((ruleOf(s, /restrictNonCmekServices/)["values"] as Block)["denied_values"] as string[]).pop();
  }),
  of("keys of the parent's project", "custody", /^google_org_policy_policy\./, (s) => {
    ((ruleOf(s, /restrictCmekCryptoKeyProjects/)["values"] as Block)["allowed_values"] as string[]).push("under:projects/parent-project-9");
  }),
  of("members of the parent's customer", "access", /^google_org_policy_policy\./, (s) => {
    ((ruleOf(s, /allowedPolicyMemberDomains/)["values"] as Block)["allowed_values"] as string[]).push("C0parent9");
  }),
  of("members of the parent's organization", "access", /^google_org_policy_policy\./, (s) => {
    const rule = ruleOf(s, /allowedPolicyMembers/);
    const parameters = JSON.parse(String(rule["parameters"])) as { allowedPrincipalSets: string[] };
    parameters.allowedPrincipalSets.push("//cloudresourcemanager.googleapis.com/organizations/900000000009");
    rule["parameters"] = JSON.stringify(parameters);
  }),
  of("public buckets", "access", /^google_org_policy_policy\./, (s) => void (ruleOf(s, /publicAccessPrevention/)["enforce"] = "FALSE")),
  around("no perimeter", (s) => void (s.resource[PERIMETER] = {})),
  around("a perimeter without recovery", (s) => void (inside(s)["resources"] as string[]).pop()),
  around("a perimeter that leaves storage out", (s) => {
    inside(s)["restricted_services"] = (inside(s)["restricted_services"] as string[]).filter((service) => !service.startsWith("storage."));
  }),
  around("a way out of the perimeter", (s) => {
    inside(s)["egress_policies"] = [{ egress_from: { identity_type: "ANY_IDENTITY" }, egress_to: { resources: ["*"] } }];
  }),
  around("any identity into the perimeter", (s) => void (ingress(s)["identity_type"] = "ANY_IDENTITY")),
  around("the parent's account into the perimeter", (s) => {
    (ingress(s)["identities"] as string[]).push("serviceAccount:x@parent-project-9.iam.gserviceaccount.com");
  }),
  around("an ingress of nobody's name", (s) => void delete ingress(s)["identities"]),
  around("networks that reach every service", (s) => {
    (inside(s)["vpc_accessible_services"] as Block)["enable_restriction"] = false;
  }),
  of("a policy of one project, for any location", "location", /^google_org_policy_policy\./, (s) =>
    add(s, ORG, "home", {
      name: "projects/example-home/policies/gcp.resourceLocations",
      parent: "projects/example-home",
      spec: { rules: [{ allow_all: "TRUE" }] },
    }),
  ),
  around("a way out beside the perimeter", (s) =>
    add(s, `${PERIMETER}_egress_policy`, "out", {
      perimeter: `\${${PERIMETER}.${Object.keys(s.resource[PERIMETER] ?? {}).join()}.name}`,
      egress_from: [{ identity_type: "ANY_IDENTITY" }],
      egress_to: [{ resources: ["*"] }],
    }),
  ),
  ...[
    ["google_compute_ha_vpn_gateway", { name: "g", network: "ringfence-europe-west3" }],
    ["google_compute_vpn_tunnel", { name: "t", peer_ip: "203.0.113.9" }],
    ["google_compute_interconnect_attachment", { name: "t", router: "r" }],
    ["google_compute_shared_vpc_service_project", { host_project: "parent-project-9", service_project: "example-home" }],
    ["google_compute_service_attachment", { name: "t", connection_preference: "ACCEPT_AUTOMATIC" }],
  ].map(([type, block]) => ({
    ...of(`a ${String(type)}`, "network", new RegExp(`^${String(type)}`), (s) => add(s, String(type), "more", block as Block)),
    stack: "network-europe-west3",
  })),
];
