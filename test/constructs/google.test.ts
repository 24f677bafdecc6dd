import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import type { GooglePlace } from "../../config/place";
import { Program } from "../../config/program";
import { program as europe } from "../../config/programs/european-union";
import { deployerPermissions } from "../../constructs/access/google-deployer";
import { GoogleKeyRing } from "../../constructs/keys/google-key-ring";
import { GoogleIsolatedNetwork, googleNetworkNames } from "../../constructs/network/google-isolated-network";
import { googleBucketName, googleKeyAdmin, googleKeyName, SERVICE_AGENTS, transferAgent } from "../../constructs/place/google-names";
import { GoogleStack, googleStackOf } from "../../constructs/place/google-stack";
import { googlePolicy, transferSink, transferSource } from "../../constructs/storage/google-bucket-policy";
import { GoogleResidentBucket, softDeleteDays } from "../../constructs/storage/google-resident-bucket";
import { GoogleResidentDatabase } from "../../constructs/storage/google-resident-database";

/** What terraform reads, untyped as it is there. */
type Json = ReturnType<typeof JSON.parse>;

const program = Program.of(europe);
const at = (account: string, region: string, of = program): GooglePlace => {
  const place = of.place(account, region);
  if (!place.isGoogle()) throw new Error(`${account} is not on Google`);
  return place;
};
const home = at("home", "europe-west3");
const appAt = (): App => new App({ outdir: mkdtempSync(join(tmpdir(), "ringfence-google-")) });

/** One stack with what `build` puts into it, as terraform reads it. */
function stackWith(build: (stack: GoogleStack) => void, place = home, of = program): Json {
  const app = appAt();
  build(new GoogleStack(app, "probe", { program: of, place, appliedBy: undefined, state: "remote" }));
  app.synth();
  return JSON.parse(readFileSync(join(app.outdir, "stacks", "probe", "cdk.tf.json"), "utf8"));
}
const all = (stack: Json, type: string): Json[] => Object.values(stack.resource[type]);

describe("names on Google", () => {
  it("follow from the program, so that nobody needs a token", () => {
    expect(googleKeyName(at("custody", "europe-west3"), "ring", "profiles")).toBe(
      "projects/example-custody/locations/europe-west3/keyRings/ring/cryptoKeys/profiles",
    );
    expect(googleBucketName(home, "profiles")).toBe("profiles-example-home");
    expect([SERVICE_AGENTS.bucket("7"), SERVICE_AGENTS.relational("7"), SERVICE_AGENTS.warehouse("7")]).toEqual([
      "service-7@gs-project-accounts.iam.gserviceaccount.com",
      "service-7@gcp-sa-cloud-sql.iam.gserviceaccount.com",
      "bq-7@bigquery-encryption.iam.gserviceaccount.com",
    ]);
    expect(transferAgent(at("recovery", "europe-west4"))).toBe("project-200000000030@storage-transfer-service.iam.gserviceaccount.com");
  });

  it("fit Google's limits, whatever the jurisdiction's longest region and the longest names", () => {
    const network = program.networkAt(home);
    if (!network) throw new Error("the program has a network at home");
    for (const region of program.jurisdiction.regions("google")) {
      const json = stackWith((stack) => void new GoogleIsolatedNetwork(stack, "network", { network }), at("home", region.name));
      const names = [
        "google_compute_network",
        "google_compute_firewall",
        "google_dns_managed_zone",
        "google_compute_global_address",
      ].flatMap((type) => all(json, type).map(({ name }) => name as string));
      expect(names.filter((name) => name.length > 63)).toEqual([]);
      for (const { name } of all(json, "google_compute_global_forwarding_rule")) expect(name).toMatch(/^[a-z][a-z0-9]{0,19}$/);
    }
  });

  it("refuse a key role that no service account can have", () => {
    const input: Json = structuredClone(europe);
    input.custody.keyRole = "Key+Admin";
    const other = Program.of(input);
    expect(() => googleKeyAdmin(other, at("custody", "europe-west3", other))).toThrow(
      /custody.keyRole "Key\+Admin" is no service account's name/,
    );
  });
});

describe("a stack on Google", () => {
  it("lets a reader open its state as the reader's own deployer", () => {
    const app = appAt();
    const stack = (id: string, account: string, region: string) =>
      new GoogleStack(app, id, { program, place: at(account, region), appliedBy: undefined, state: "remote" });
    const source = stack("source", "custody", "europe-west3");
    const bucket = new GoogleKeyRing(source, "ring", { keys: [] });
    const reader = stack("reader", "home", "europe-west3");
    const ring = bucket.node.findChild("ring") as unknown as { id: string };
    new GoogleResidentBucket(reader, "bucket", { dataset: "user-content", keyName: ring.id, bindings: [] });
    app.synth();
    const json = JSON.parse(readFileSync(join(app.outdir, "stacks", "reader", "cdk.tf.json"), "utf8"));
    const [remote] = Object.values(json.data.terraform_remote_state) as Json[];
    expect(remote).toMatchObject({
      backend: "gcs",
      config: {
        bucket: "ringfence-state-example-custody",
        prefix: "european-union/source",
        impersonate_service_account: "ringfence-deployer@example-home.iam.gserviceaccount.com",
      },
    });
  });

  it("is found from a construct in it, and nothing else is", () => {
    const app = appAt();
    const stack = new GoogleStack(app, "probe", { program, place: home, appliedBy: undefined, state: "local" });
    expect(googleStackOf(stack)).toBe(stack);
    expect(() => googleStackOf(new TerraformStack(app, "other"))).toThrow(/stands in other, which is no GoogleStack/);
  });
});

describe("keys on Google", () => {
  it("answer for those that the ring holds only", () => {
    stackWith(
      (stack) => {
        const ring = new GoogleKeyRing(stack, "ring", { keys: [{ of: "ring", agents: ["a@example.com"] }] });
        expect(ring.keyName("ring")).toBe(
          "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/ring",
        );
        expect(() => ring.keyName("profiles")).toThrow(/probe\/ring holds no key of profiles/);
      },
      at("custody", "europe-west3"),
    );
  });
});

describe("a resident bucket on Google", () => {
  it("replaces the whole policy, so that the project's editors and viewers are out", () => {
    const json = stackWith(
      (stack) => void new GoogleResidentBucket(stack, "bucket", { dataset: "profiles", keyName: "key", bindings: [] }),
    );
    expect(all(json, "google_storage_bucket_iam_policy")[0]).toMatchObject({ policy_data: '{"bindings":[]}' });
  });

  it("keeps deleted objects as long as versions, within what Google takes", () => {
    expect([1, 7, 35, 90, 400].map(softDeleteDays)).toEqual([7, 7, 35, 90, 90]);
  });

  it("is read by a transfer agent as a source, and written as a sink", () => {
    const members = ["serviceAccount:agent@example.com"];
    expect(JSON.parse(googlePolicy(transferSource("agent@example.com")))).toEqual({
      bindings: [
        { role: "roles/storage.legacyBucketReader", members },
        { role: "roles/storage.objectViewer", members },
      ],
    });
    expect(transferSink("agent@example.com")).toEqual([
      { role: "roles/storage.legacyBucketWriter", members },
      { role: "roles/storage.legacyObjectReader", members },
    ]);
  });
});

describe("a resident database on Google", () => {
  it("keeps its backups at home when it has no recovery", () => {
    const json = stackWith(
      (stack) => void new GoogleResidentDatabase(stack, "db", { dataset: "profiles", keyName: "key", network: googleNetworkNames(home) }),
    );
    expect(all(json, "google_sql_database_instance")[0].settings.backup_configuration.location).toBe("europe-west3");
  });
});

describe("a deployer on Google", () => {
  it("may delete a store in a sandbox only", () => {
    const deletes = (sandbox: boolean) =>
      deployerPermissions(["bigquery", "sqladmin"], sandbox).filter((permission) => /delete/.test(permission));
    expect(deletes(false)).toEqual([]);
    expect(deletes(true)).toEqual([
      "bigquery.datasets.delete",
      "cloudsql.databases.delete",
      "cloudsql.instances.delete",
      "storage.buckets.delete",
      "storage.objects.delete",
    ]);
  });

  it("builds nothing in a project without stores", () => {
    expect(deployerPermissions([], false)).toEqual(["resourcemanager.projects.get"]);
  });
});
