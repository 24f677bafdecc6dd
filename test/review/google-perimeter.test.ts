import type { GoogleGuards } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { ask, GOOGLE_GUARDS, plan, stack } from "./estate";

const TYPE = "google_access_context_manager_service_perimeter";
const SERVICES = ["bigquery", "cloudkms", "sqladmin", "storage", "storagetransfer"].map((service) => `${service}.googleapis.com`);
const PEOPLE = "principalSet://iam.googleapis.com/locations/global/workforcePools/team/*";
const guards = (enforced = true): Partial<{ googleGuards: GoogleGuards }> => ({
  googleGuards: {
    ...GOOGLE_GUARDS,
    denied: [{ description: "", principal: PEOPLE, permissions: [] }],
    policies: [],
    perimeter: { title: "ringfence", projects: ["projects/1", "projects/2"], enforced },
  },
});
const from = (more: JsonObject): JsonObject[] => [{ ingress_from: { identities: [PEOPLE], ...more } }];
const perimeter = (more: JsonObject = {}): JsonObject => ({
  resources: ["projects/1", "projects/2"],
  restricted_services: SERVICES,
  vpc_accessible_services: { enable_restriction: true },
  ingress_policies: from({}),
  ...more,
});
const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const of = (body: JsonObject, scope = guards(), whole = false) =>
  ask("NETWORK-08", [stack("s", { [TYPE]: { p: body } }, { provider })], scope, whole);
const judged = (more: JsonObject) => of({ title: "ringfence", status: perimeter(more) })[0];

describe("NETWORK-08", () => {
  it("is met by the perimeter of the program's projects", () => expect(judged({})).toBe(`met ${TYPE}.p`));
  it("is met by services' accounts of the program's projects", () =>
    expect(judged({ ingress_policies: from({ identities: ["serviceAccount:run@home-project.iam.gserviceaccount.com"] }) })).toMatch(
      /^met/,
    ));
  it("reads the dry run where the program has not gone further", () => {
    expect(of({ title: "ringfence", use_explicit_dry_run_spec: true, spec: perimeter() }, guards(false))[0]).toMatch(/^met/);
    expect(of({ title: "ringfence", use_explicit_dry_run_spec: true, spec: perimeter() })[0]).toMatch(/^breach/);
  });

  it.each<[string, JsonObject]>([
    ["it leaves a project out", { resources: ["projects/1"] }],
    ["it leaves a service open", { restricted_services: SERVICES.slice(1) }],
    ["its networks reach every service", { vpc_accessible_services: { enable_restriction: false } }],
    ["nothing is said of what its networks reach", { vpc_accessible_services: {} }],
    ["it lets data out", { egress_policies: [{ egress_to: { resources: ["*"] } }] }],
    ["any identity comes in", { ingress_policies: from({ identity_type: "ANY_IDENTITY" }) }],
    ["a stranger comes in", { ingress_policies: from({ identities: [PEOPLE, "user:a@parent.example"] }) }],
    [
      "the parent's service comes in",
      { ingress_policies: from({ identities: ["serviceAccount:a@parent-project.iam.gserviceaccount.com"] }) },
    ],
    ["everybody comes in from somewhere", { ingress_policies: [{ ingress_from: { sources: [{ access_level: "*" }] } }] }],
  ])("is a breach where %s", (_, more) => expect(judged(more)).toMatch(new RegExp(`^breach ${TYPE}\\.p: `)));

  it.each<[string, JsonObject]>([
    ["projects", { resources: "${var.projects}" }],
    ["services", { restricted_services: "${var.services}" }],
    ["restriction of networks", { vpc_accessible_services: { enable_restriction: "${var.on}" } }],
    ["ways out", { egress_policies: "${var.out}" }],
    ["identities", { ingress_policies: from({ identities: ["${var.who}"] }) }],
  ])("does not know one whose %s cannot be read", (_, more) => expect(judged(more)).toMatch(/^unknown/));
  it("does not know whether one is the program's whose title cannot be read", () =>
    expect(of({ title: "${var.title}", status: perimeter() })[0]).toMatch(/^unknown/));

  it("is a breach where it is gone, by whole stacks or by a plan", () => {
    expect(of({ title: "another", status: perimeter() }, guards(), true)[0]).toMatch(/^breach .*no longer/);
    const going = plan([{ address: `${TYPE}.p`, actions: ["delete"], before: { title: "ringfence" } }]);
    expect(ask("NETWORK-08", [going], guards())[0]).toMatch(/^breach .*takes away/);
  });
  it("has nothing to say where no program wants one, or of one stack among several", () => {
    expect(of({ title: "ringfence" }, {})).toEqual([]);
    expect(of({ title: "another", status: perimeter() })).toEqual([]);
  });
});

describe("NETWORK-08 on what stands beside the perimeter", () => {
  const beside = (type: string, body: JsonObject, title = "ringfence") =>
    ask(
      "NETWORK-08",
      [
        stack(
          "s",
          {
            [TYPE]: { p: { title, status: perimeter() } },
            [`${TYPE}_${type}_policy`]: { d: { perimeter: `\${${TYPE}.p.id}`, ...body } },
          },
          { provider },
        ),
      ],
      guards(),
    ).filter((text) => text.includes(".d"));
  it("a way out is a breach", () =>
    expect(beside("egress", { egress_to: [{ resources: ["*"] }] })[0]).toMatch(/^breach .* it lets data out/));
  it("a way in is met by whom the program names, and a breach by others", () => {
    expect(beside("ingress", { ingress_from: [{ identities: [PEOPLE] }] })).toEqual([`met ${TYPE}_ingress_policy.d`]);
    expect(beside("ingress", { ingress_from: [{ identities: ["user:a@parent.example"] }] })[0]).toMatch(/^breach/);
    expect(beside("ingress", { ingress_from: [{ identity_type: "ANY_IDENTITY" }] })[0]).toMatch(/^breach/);
    expect(beside("ingress", { ingress_from: [{ sources: [{ resource: "projects/9" }] }] })[0]).toMatch(/^breach/);
  });
  it("is unknown where nobody can read whom it lets in, or which perimeter it opens", () => {
    expect(beside("ingress", { ingress_from: [{ identities: ["${var.who}"] }] })[0]).toMatch(/^unknown/);
    expect(beside("egress", { perimeter: "${var.perimeter}" })[0]).toMatch(/^unknown/);
  });
  it("reads what opens a dry run where that is the perimeter", () => {
    const opened = (enforced: boolean) =>
      ask(
        "NETWORK-08",
        [
          stack(
            "s",
            { [TYPE]: { p: { title: "ringfence" } }, [`${TYPE}_dry_run_egress_policy`]: { d: { perimeter: `\${${TYPE}.p.name}` } } },
            { provider },
          ),
        ],
        guards(enforced),
      ).filter((answer) => answer.includes("dry_run"));
    expect(opened(false)).toEqual([expect.stringMatching(/^breach .* it lets data out/)]);
    expect(opened(true)).toEqual([]);
  });
  it.each(["egress_policy", "ingress_policy", "service_perimeter_dry_run_resource", "service_perimeter_resource"])(
    "is a breach where google_access_context_manager_%s puts in a project of others",
    (name) => {
      const put = (resource: string) =>
        ask("NETWORK-08", [stack("s", { [`google_access_context_manager_${name}`]: { r: { resource } } }, { provider })], guards());
      expect(put("projects/9")).toEqual([expect.stringMatching(/^breach .* projects\/9/)]);
      expect(put("projects/1")).toEqual([]);
    },
  );
  it("says nothing of another perimeter", () => expect(beside("egress", {}, "another")).toEqual([]));
});
