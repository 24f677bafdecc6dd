import { json } from "../call";
import type { Handler } from "./handler";

/** Where a registry's images are copied, which ministack does not know. */
export const registryReplication: Handler = (call, store) => {
  if (call.service !== "ecr") return undefined;
  const held = store.of(call, "registry");
  if (call.operation === "PutReplicationConfiguration") {
    const replicationConfiguration = call.params["replicationConfiguration"];
    held.set("replication", JSON.stringify(replicationConfiguration));
    return json({ replicationConfiguration });
  }
  if (call.operation !== "DescribeRegistry") return undefined;
  return json({ registryId: call.account, replicationConfiguration: JSON.parse(held.get("replication") ?? '{"rules":[]}') as unknown });
};
