import { euExternal, euImported } from "../custody-programs";
import { everyResource, resources, stackOf, synthesized } from "../synth";

const external = synthesized(euExternal);
const imported = synthesized(euImported);
const keys = (made: typeof external) =>
  everyResource(made)
    .filter(({ type, stack }) => type === "google_kms_crypto_key" && stack.name.startsWith("custody-"))
    .map(({ stack, block }) => [stack.name, String(block["name"]), block] as const);

describe("external custody on Google", () => {
  test("every key of a protected dataset is held in the custodian's key manager, and reached through his network", () => {
    const held = keys(external).filter(([, name]) => name !== "statistics" && name !== "logs");
    expect(held.map(([stack, name]) => `${stack} ${name}`).sort()).toEqual([
      "custody-europe-west3 profiles",
      "custody-europe-west3 user-content",
      "custody-europe-west4 user-content",
    ]);
    for (const [, , block] of held) {
      expect(block).toMatchObject({
        version_template: { algorithm: "EXTERNAL_SYMMETRIC_ENCRYPTION", protection_level: "EXTERNAL_VPC" },
        skip_initial_version_creation: true,
        crypto_key_backend: expect.stringMatching(/^\$\{google_kms_ekm_connection\.ring_ekm_[0-9A-F]{8}\.id\}$/),
        lifecycle: { prevent_destroy: true },
      });
      expect(block).not.toHaveProperty("rotation_period");
    }
  });

  test("a dataset that is not protected keeps its key in Cloud HSM", () =>
    expect(keys(external).find(([, name]) => name === "statistics")?.[2]).toMatchObject({ version_template: { protection_level: "HSM" } }));

  test("each key has a version with the path that the program names", () => {
    const paths = everyResource(external)
      .filter(({ type }) => type === "google_kms_crypto_key_version")
      .map(({ block }) => (block["external_protection_level_options"] as { ekm_connection_key_path: string }).ekm_connection_key_path);
    expect(paths.sort()).toEqual(["keys/europe-west3/profiles", "keys/europe-west3/user-content", "keys/europe-west4/user-content"]);
  });

  test("Google makes nothing in the key manager, and knows it by its certificate", () => {
    const [[, connection] = []] = resources(stackOf(external, "custody-europe-west3"), "google_kms_ekm_connection");
    expect(connection).toMatchObject({
      key_management_mode: "MANUAL",
      location: "europe-west3",
      service_resolvers: [
        {
          service_directory_service: "projects/example-custody/locations/europe-west3/namespaces/custodian/services/ekm",
          hostname: "europe-west3.ekm.custodian.example",
          server_certificates: [{ raw_der: Buffer.from("a certificate, DER").toString("base64") }],
        },
      ],
      lifecycle: { prevent_destroy: true },
    });
  });

  test("Cloud EKM's agent finds the key manager, in the custody project alone, and uses no key", () => {
    const agents = everyResource(external).filter(({ block }) => JSON.stringify(block).includes("gcp-sa-ekms"));
    expect(agents.map(({ stack, block }) => [stack.name, block["role"], block["member"]])).toEqual([
      [
        "bootstrap-custody",
        "roles/servicedirectory.pscAuthorizedService",
        "serviceAccount:service-200000000010@gcp-sa-ekms.iam.gserviceaccount.com",
      ],
      ["bootstrap-custody", "roles/servicedirectory.viewer", "serviceAccount:service-200000000010@gcp-sa-ekms.iam.gserviceaccount.com"],
    ]);
  });
});

describe("imported custody on Google", () => {
  test("every key of a protected dataset takes the custodian's material, and no other", () => {
    const waiting = keys(imported).filter(([, , block]) => block["import_only"] === true);
    expect(waiting.map(([stack, name]) => `${stack} ${name}`).sort()).toEqual([
      "custody-europe-west3 profiles",
      "custody-europe-west3 user-content",
      "custody-europe-west4 user-content",
    ]);
    for (const [, , block] of waiting) {
      expect(block).toMatchObject({ skip_initial_version_creation: true, version_template: { protection_level: "HSM" } });
      expect(block).not.toHaveProperty("rotation_period");
    }
  });

  test("the next ceremony's import job wraps for the ring's HSM", () => {
    const jobs = everyResource(imported).filter(({ type }) => type === "google_kms_key_ring_import_job");
    expect(jobs.map(({ stack, block }) => [stack.name, block["import_job_id"], block["import_method"], block["protection_level"]])).toEqual(
      [
        ["custody-europe-west3", "ceremony-2026-12", "RSA_OAEP_4096_SHA256_AES_256", "HSM"],
        ["custody-europe-west4", "ceremony-2026-12", "RSA_OAEP_4096_SHA256_AES_256", "HSM"],
      ],
    );
  });
});

test.each([external, imported])("who administers never uses, and who uses never administers", (made) => {
  const bindings = everyResource(made).filter(({ type, stack }) => /kms_.*_iam_binding$/.test(type) && stack.name.startsWith("custody-"));
  const admin = "serviceAccount:ringfence-key-admin@example-custody.iam.gserviceaccount.com";
  expect(bindings.length).toBeGreaterThan(3);
  for (const { type, block } of bindings) {
    const ring = type === "google_kms_key_ring_iam_binding";
    expect(block["role"]).toBe(ring ? "roles/cloudkms.admin" : "roles/cloudkms.cryptoKeyEncrypterDecrypter");
    expect((block["members"] as string[]).includes(admin)).toBe(ring);
  }
});
