import { answer, failure } from "../call";
import type { Handler } from "./handler";

/** A bucket's inventory configurations, whose PUT ministack takes for a bucket's creation. It keeps them as they were sent, and takes no inventory. */
export const bucketInventory: Handler = (call, store) => {
  if (call.service !== "s3" || !call.operation.endsWith("BucketInventoryConfiguration")) return undefined;
  const configurations = store.of(call, "bucket-inventory");
  const name = `${call.url.pathname}?${call.url.searchParams.get("id")}`;
  switch (call.method) {
    case "PUT":
      configurations.set(name, call.body.toString("utf8"));
      return answer(200, "", "application/xml");
    case "DELETE":
      configurations.delete(name);
      return answer(204, "", "application/xml");
    default: {
      const configuration = configurations.get(name);
      if (configuration === undefined) return failure(call, 404, "NoSuchConfiguration", "The specified configuration does not exist.");
      return answer(200, configuration, "application/xml");
    }
  }
};
