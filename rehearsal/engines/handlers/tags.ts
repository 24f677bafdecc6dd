import { json, type Answer, type Call } from "../call";

/** The words that a service has for tags. */
export interface TagWords {
  readonly add: string;
  readonly remove: string;
  readonly keys: string;
  readonly told: string;
}

/** Tags by ARN, as services of the JSON protocol keep them; undefined for any other operation. */
export function tagged({ operation, params }: Call, tags: Map<string, string>, words: TagWords): Answer | undefined {
  const arn = String(params["ResourceArn"]);
  const now = JSON.parse(tags.get(arn) ?? "[]") as readonly { readonly Key: string }[];
  const without = (keys: readonly unknown[]) => now.filter(({ Key }) => !keys.includes(Key));
  switch (operation) {
    case "ListTagsForResource":
      return json({ [words.told]: now });
    case words.add: {
      const given = params["Tags"] as typeof now;
      tags.set(arn, JSON.stringify([...without(given.map(({ Key }) => Key)), ...given]));
      return json({});
    }
    case words.remove:
      tags.set(arn, JSON.stringify(without(params[words.keys] as readonly unknown[])));
      return json({});
    default:
      return undefined;
  }
}
