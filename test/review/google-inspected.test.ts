import type { JsonObject } from "../../review/value";
import { CODE, IMAGES, REPOSITORIES } from "../../review/rules/audit/google-code";
import { ask, GOOGLE_GUARDS, plan, stack } from "./estate";
import { bindingPaths } from "./schemas";

const provider = { google: [{ project: "home-project", region: "us-east1" }] };
const scope = { googleGuards: GOOGLE_GUARDS };
const of = (type: string, body: JsonObject, more: Parameters<typeof stack>[1] = {}, within: object = scope) =>
  ask("AUDIT-21", [stack("s", { [type]: { c: body }, ...more }, { provider })], within)[0] ?? "";
const DIGEST = `@sha256:${"0".repeat(64)}`;
const JOB = "google_cloud_run_v2_job";
const job = (image: string): JsonObject => ({ template: [{ template: [{ containers: [{ image }] }] }] });
const REGISTRY = "google_artifact_registry_repository";
const CLUSTER = "google_dataproc_cluster";
const cluster = (script: string): JsonObject => ({ cluster_config: [{ initialization_action: [{ script }] }] });
const BUCKETS = { google_storage_bucket: { s: { name: "scripts" }, p: { name: "parents", project: "parent-project" } } };

describe("AUDIT-21", () => {
  it.each<[string, string]>([
    ["an image by its digest", of(JOB, job(`us-east1-docker.pkg.dev/home-project/r/feed${DIGEST}`))],
    ["a registry of its own", of(REGISTRY, { format: "DOCKER" })],
    ["a registry that says so", of(REGISTRY, { mode: "STANDARD_REPOSITORY" })],
    ["a script of the program's bucket", of(CLUSTER, cluster("gs://scripts/x.sh"), BUCKETS)],
    [
      "a script that another resource will have",
      of(CLUSTER, cluster("${google_storage_bucket_object.o.media_link}"), {
        google_storage_bucket_object: { o: { bucket: "scripts" } },
      }),
    ],
    ["a cluster without scripts", of(CLUSTER, {})],
    ["a trigger of its own steps", of("google_cloudbuild_trigger", { build: [{ step: [] }] })],
  ])("is met by %s", (_, answer) => expect(answer).toMatch(/^met/));
  it.each<[string, string]>([
    ["an image by its tag", of(JOB, job("us-east1-docker.pkg.dev/home-project/r/feed:latest"))],
    ["an image of another registry", of(JOB, job(`docker.io/parent/feed${DIGEST}`))],
    ["an image of another project", of(JOB, job(`us-docker.pkg.dev/parent-project/r/feed${DIGEST}`))],
    ["the first generation's image", of("google_cloud_run_service", { template: [{ spec: [{ containers: [{ image: "x" }] }] }] })],
    ["a registry that passes on", of(REGISTRY, { mode: "REMOTE_REPOSITORY" })],
    ["a trigger on GitHub", of("google_cloudbuild_trigger", { github: [{ owner: "parent", name: "app" }] })],
    ["a repository elsewhere", of("google_cloudbuildv2_repository", { remote_uri: "https://git.parent.example/app" })],
    ["a script of the parent's bucket", of(CLUSTER, cluster("gs://parents/x.sh"), BUCKETS)],
    ["a script from anywhere", of(CLUSTER, cluster("https://parent.example/x.sh"))],
    [
      "a policy's script from anywhere",
      of("google_os_config_os_policy_assignment", {
        os_policies: [
          { resource_groups: [{ resources: [{ exec: [{ validate: [{ file: [{ remote: [{ uri: "https://parent.example/x" }] }] }] }] }] }] },
        ],
      }),
    ],
    ["a machine's script", of("google_compute_instance", { metadata: { "startup-script-url": "gs://parents/x.sh" } }, BUCKETS)],
  ])("is a breach by %s", (_, answer) => expect(answer).toMatch(/^breach/));
  it.each<[string, string]>([
    ["an image that cannot be read", of(JOB, job("${var.image}"))],
    ["a registry's mode", of(REGISTRY, { mode: "${var.mode}" })],
    ["a bucket that is in none of the inputs", of(CLUSTER, cluster("gs://elsewhere/x.sh"))],
    ["a script that cannot be read", of(CLUSTER, cluster("${var.script}"))],
    [
      "a repository inside",
      of("google_cloudfunctions_function", { source_repository: [{ url: "https://source.developers.google.com/x" }] }),
    ],
  ])("does not know %s", (_, answer) => expect(answer).toMatch(/^unknown/));
  it("reads only what Google's types have", () => {
    const known = bindingPaths("google");
    const plain = (path: string) => path.replaceAll("[]", "");
    const missing = [IMAGES, REPOSITORIES, CODE].flatMap((table) =>
      Object.entries(table).flatMap(([type, paths]) => {
        const all = (known.get(type) ?? []).map(plain);
        const has = (path: string) => all.some((each) => each === path || each.startsWith(`${path}.`));
        return paths.filter((path) => !path.startsWith("metadata.") && !has(plain(path))).map((path) => `${type}.${path}`);
      }),
    );
    expect(missing).toEqual([]);
  });
  it("asks nothing of other types, of what goes, or where no fence is built", () => {
    expect(of("google_pubsub_topic", {})).toBe("");
    expect(of(JOB, job("x"), {}, {})).toBe("");
    expect(ask("AUDIT-21", [plan([{ address: `${JOB}.c`, actions: ["delete"], before: job("x") }])], scope)).toEqual([]);
  });
});
