import type { JsonObject } from "../../review/value";
import { ask, AWS_GUARDS, GOOGLE_GUARDS, PARENT, plan, stack } from "./estate";

const onAws = { awsGuards: AWS_GUARDS };
const onGoogle = { googleGuards: GOOGLE_GUARDS };
const provider = (project: string) => ({ provider: { google: [{ project, region: "us-east1" }] } });
const of = (type: string, body: JsonObject, scope: object, project = "home-project", more: object = {}) =>
  ask("LOCATION-12", [stack("s", { [type]: { b: body } }, { ...provider(project), ...more })], scope);
const BUCKET = "google_storage_bucket";

describe("LOCATION-12 on Google", () => {
  it("is met in a project of the program's, where it builds its guards", () => {
    expect(of(BUCKET, {}, onGoogle)).toEqual([`met ${BUCKET}.b`]);
    expect(of(BUCKET, { project: "keys-project" }, onGoogle)).toEqual([`met ${BUCKET}.b`]);
    expect(of("google_project", { project_id: "home-project" }, onGoogle)).toEqual(["met google_project.b"]);
  });
  it("is a breach where the program builds guards on AWS alone", () => {
    expect(of(BUCKET, {}, onAws)[0]).toMatch(/^breach .* builds no guards around the project home-project/);
    expect(of("google_project", { project_id: "home-project" }, onAws)[0]).toMatch(/^breach/);
    expect(of(BUCKET, {}, { ...onAws, ...onGoogle })[0]).toMatch(/^met/);
    expect(of(BUCKET, {}, {})[0]).toMatch(/^met/);
  });
  it.each(["another-project", "parent-project"])("is a breach in %s, whatever project the provider has", (project) => {
    expect(of(BUCKET, { project }, onGoogle)[0]).toMatch(/^breach .* it lies in /);
    expect(of("google_project", { project_id: "another-project" }, onGoogle)[0]).toMatch(/^breach/);
  });
  it("does not know a project that cannot be read", () =>
    expect(of(BUCKET, { project: "${var.project}" }, onGoogle)[0]).toMatch(/^unknown .*which project/));
  it("leaves a provider to LOCATION-04, and asks nothing of settings, without accounts, or of what goes", () => {
    expect(of(BUCKET, {}, onGoogle, "another-project")).toEqual([]);
    expect(of("google_compute_network", { project: "another-project" }, onGoogle)).toEqual([]);
    expect(of("google_project", { project_id: "parent-project" }, onGoogle)).toEqual([]);
    expect(of("google_project", { project_id: "another-project" }, {})).toEqual([]);
    expect(of(BUCKET, { project: "another-project" }, { accounts: [] })).toEqual([]);
    expect(ask("LOCATION-12", [plan([{ address: `${BUCKET}.b`, actions: ["delete"], before: { project: "x" } }])], onGoogle)).toEqual([]);
  });
});

describe("LOCATION-12 in the legacy estate", () => {
  const old = (more: object = {}) => of(BUCKET, { name: "old" }, onGoogle, "parent-project", more);
  const planned = (actions: string[], importing?: JsonObject) => {
    const made = plan([{ address: "aws_s3_bucket.b", actions, after: { bucket: "old" } }]);
    const [change] = made["resource_changes"] as JsonObject[];
    if (importing) (change?.["change"] as JsonObject)["importing"] = importing;
    made["configuration"] = {
      ...(made["configuration"] as JsonObject),
      provider_config: { aws: { name: "aws", expressions: { region: {}, allowed_account_ids: { constant_value: [PARENT] } } } },
    };
    return ask("LOCATION-12", [made], onAws);
  };
  it("is met by what an import block adopts", () =>
    expect(old({ more: { import: [{ id: "old", to: `${BUCKET}.b` }] } })).toEqual([`met ${BUCKET}.b`]));
  it("does not know whether anything else stands there already", () => {
    expect(old()[0]).toMatch(/^unknown .*legacy estate/);
    expect(old({ more: { import: [{ id: "old", to: `${BUCKET}.c` }] } })[0]).toMatch(/^unknown/);
  });
  it("is a breach where a plan makes it, on AWS too", () => {
    expect(planned(["create"])[0]).toMatch(/^breach aws_s3_bucket.b: it would be made in the legacy estate/);
    expect(planned(["update"])[0]).toMatch(/^met/);
    expect(planned(["no-op"], { id: "old" })[0]).toMatch(/^met/);
  });
  it("asks nothing of a program that builds no fence", () => expect(of(BUCKET, {}, {}, "parent-project")).toEqual([]));
});
