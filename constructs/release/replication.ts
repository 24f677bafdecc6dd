import { Construct } from "constructs";
import { EcrReplicationConfiguration } from "@cdktf/provider-aws/lib/ecr-replication-configuration";
import { RELEASED } from "../../config/release/names";
import type { AwsStack } from "../place/aws-stack";

/**
 * Copies of released images into the account's other regions, all of the jurisdiction: an image is pulled inside the
 * region of whoever runs it, since an isolated network reaches no other region's registry.
 */
export class RegistryReplication extends Construct {
  constructor(scope: AwsStack, id: string, props: { readonly regions: readonly string[] }) {
    super(scope, id);
    const { place, program } = scope;
    for (const region of props.regions) program.jurisdiction.region("aws", region, "a copy of the registry");
    new EcrReplicationConfiguration(this, "configuration", {
      replicationConfiguration: {
        rule: [
          {
            destination: props.regions.map((region) => ({ region, registryId: place.accountId })),
            repositoryFilter: [{ filter: RELEASED, filterType: "PREFIX_MATCH" }],
          },
        ],
      },
    });
  }
}
