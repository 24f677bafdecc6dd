import { rmSync } from "node:fs";
import { Program } from "../../config/program";
import { synthesize } from "../../stacks/program-stacks";
import { review } from "../../review/review";
import { all, built, changed, one, outdir } from "./google-estate";

const full = changed((p) => (p.profile = "full"));
const estate = built(full);

describe("findings on Google", () => {
  const stack = estate.stack("findings-europe-west3");

  it("are told to a topic of the region, under the custodian's key", () => {
    expect(one(stack, "google_pubsub_topic")).toMatchObject({
      name: "ringfence-findings",
      kms_key_name: "projects/example-custody/locations/europe-west3/keyRings/ringfence-european-union/cryptoKeys/findings",
      message_retention_duration: "2678400s",
      message_storage_policy: { allowed_persistence_regions: ["europe-west3"], enforce_in_transit: true },
    });
    expect(one(stack, "google_pubsub_subscription")).toMatchObject({
      expiration_policy: { ttl: "" },
      message_retention_duration: "2678400s",
    });
  });

  it("by Security Command Center and nobody else", () =>
    expect(one(stack, "google_pubsub_topic_iam_binding")).toMatchObject({
      role: "roles/pubsub.publisher",
      members: ["serviceAccount:service-org-200000000002@gcp-sa-scc-notification.iam.gserviceaccount.com"],
    }));

  it("of the whole folder, where Security Command Center keeps them inside", () =>
    expect(one(estate.stack("google-organization-europe-west3"), "google_scc_v2_folder_notification_config")).toEqual({
      config_id: "ringfence-european-union",
      folder: "200000000099",
      location: "eu",
      description: "Findings on the fence",
      pubsub_topic: "projects/example-custody/topics/ringfence-findings",
      streaming_config: { filter: 'state = "ACTIVE"' },
    }));

  it("under a key that Pub/Sub of the custody project alone uses", () => {
    const uses = all(estate.stack("custody-europe-west3"), "google_kms_crypto_key_iam_binding").filter(({ crypto_key_id }) =>
      crypto_key_id.includes("key-findings"),
    );
    expect(uses.map(({ members }) => members)).toEqual([["serviceAccount:service-200000000010@gcp-sa-pubsub.iam.gserviceaccount.com"]]);
  });

  it("come with the profile full, and leave the review clean", async () => {
    expect(built().names).not.toContain("findings-europe-west3");
    expect(estate.manifest.stacks["google-organization-europe-west3"].dependencies).toContain("findings-europe-west3");
    const folder = outdir();
    const program = Program.of(full);
    synthesize(program, folder);
    const report = await review([folder], program.scope(), { asOf: "2026-11-24" });
    rmSync(folder, { recursive: true });
    expect(report.findings).toEqual([]);
  });
});
