import { Construct } from "constructs";
import { PubsubSubscription } from "@cdktf/provider-google/lib/pubsub-subscription";
import { PubsubTopic } from "@cdktf/provider-google/lib/pubsub-topic";
import { PubsubTopicIamBinding } from "@cdktf/provider-google/lib/pubsub-topic-iam-binding";
import type { GooglePlace } from "../../config/place";
import { googleOrganization } from "../guardrails/google-fence";
import { member } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";

const NAME = "ringfence-findings";
/** As long as Pub/Sub keeps what nobody has read (Pub/Sub documentation, subscription properties). */
const MONTH = "2678400s";

/** The full name of the topic of findings, which the notification names. */
export function findingsTopic(custody: GooglePlace): string {
  return `projects/${custody.accountId}/topics/${NAME}`;
}

/**
 * Where Security Command Center tells its findings: a topic whose messages stay in the region, under the custodian's key,
 * and a subscription, without which a topic forgets at once. Who reads it is for the team to say.
 */
export class GoogleFindings extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly keyName: string }) {
    super(scope, id);
    const { program, place } = scope;
    const topic = new PubsubTopic(this, "topic", {
      name: NAME,
      kmsKeyName: props.keyName,
      messageRetentionDuration: MONTH,
      messageStoragePolicy: { allowedPersistenceRegions: [place.region.name], enforceInTransit: true },
      labels: { ringfence_purpose: "findings" },
    });
    // Authoritative: nobody else tells findings. The agent is the organization's own, one for all of it.
    new PubsubTopicIamBinding(this, "publisher", {
      topic: topic.name,
      role: "roles/pubsub.publisher",
      members: [member(`service-org-${googleOrganization(program)}@gcp-sa-scc-notification.iam.gserviceaccount.com`)],
    });
    new PubsubSubscription(this, "subscription", {
      name: NAME,
      topic: topic.id,
      messageRetentionDuration: MONTH,
      // Never: by default one that nobody reads for a month is gone.
      expirationPolicy: { ttl: "" },
      labels: { ringfence_purpose: "findings" },
    });
  }
}
