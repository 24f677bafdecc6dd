import { json, type Answer, type Call } from "../call";

/** Tags by ARN, as services of the JSON protocol keep them; undefined for any other operation. */
export function tagged({ operation, params }: Call, tags: Map<string, string>, untagged: "TagKeys" | "Keys"): Answer | undefined {
  const arn = String(params["ResourceArn"]);
  const now = JSON.parse(tags.get(arn) ?? "[]") as readonly { readonly Key: string }[];
  const without = (keys: readonly unknown[]) => now.filter(({ Key }) => !keys.includes(Key));
  switch (operation) {
    case "ListTagsForResource":
      return json({ Tags: now });
    case "TagResource": {
      const given = params["Tags"] as typeof now;
      tags.set(arn, JSON.stringify([...without(given.map(({ Key }) => Key)), ...given]));
      return json({});
    }
    case "UntagResource":
      tags.set(arn, JSON.stringify(without(params[untagged] as readonly unknown[])));
      return json({});
    default:
      return undefined;
  }
}
