import { answer, failure, xml } from "../call";
import type { Handler } from "./handler";

/** The account-wide S3 public access block. It is global: kept under one region, whichever the caller signed for. */
export const accountPublicAccess: Handler = (call, store) => {
  if (call.service !== "s3control" || !call.url.pathname.endsWith("/configuration/publicAccessBlock")) return undefined;
  const held = store.of({ account: call.account, region: "global" }, "public-access-block");
  switch (call.method) {
    case "PUT":
      held.set(
        "inner",
        /<PublicAccessBlockConfiguration[^>]*>(.*)<\/PublicAccessBlockConfiguration>/s.exec(call.body.toString("utf8"))?.[1] ?? "",
      );
      return answer(201, "", "text/xml");
    case "DELETE":
      held.clear();
      return answer(204, "", "text/xml");
    default: {
      const inner = held.get("inner");
      if (inner === undefined)
        return failure(call, 404, "NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found");
      return xml(
        `<PublicAccessBlockConfiguration xmlns="http://awss3control.amazonaws.com/doc/2018-08-20/">${inner}</PublicAccessBlockConfiguration>`,
      );
    }
  }
};
