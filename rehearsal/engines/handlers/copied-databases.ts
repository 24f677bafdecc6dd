import { failure, xml, type Answer, type Call } from "../call";
import { elementIn, withInner, withValues } from "./element";
import type { Ask, Handler, Store } from "./handler";

/** As the operations and answers call them, with the code by which one is not found, and what says where a copy comes from. */
const KINDS = [
  { of: "DBSnapshot", absent: "DBSnapshotNotFound", source: "SourceDBSnapshotIdentifier" },
  { of: "DBClusterSnapshot", absent: "DBClusterSnapshotNotFoundFault", source: "SourceDBClusterSnapshotArn" },
] as const;
type Kind = (typeof KINDS)[number];

/**
 * Snapshots of databases that came from another account (Amazon RDS API reference, CopyDBSnapshot and CopyDBClusterSnapshot).
 * One call goes over accounts and regions (Amazon Aurora user guide, DB cluster snapshot copying); moto looks for the old one
 * in the caller's account alone. Its engine, size and key are read there, in its owner's name.
 */
export const copiedDatabases: Handler = (call, store, ask) => {
  if (call.service !== "rds") return undefined;
  const kind = KINDS.find(({ of }) => call.operation.includes(of));
  if (kind && call.operation === `Copy${kind.of}`) return copy(call, store, ask, kind);
  return kind ? described(call, store, kind) : tags(call, store);
};

const copies = (call: Call, store: Store, { of }: Kind) => store.of(call, `copies/${of}`);
const reply = ({ operation }: Call, inner: string): Answer =>
  xml(
    `<${operation}Response xmlns="http://rds.amazonaws.com/doc/2014-10-31/"><${operation}Result>${inner}</${operation}Result><ResponseMetadata><RequestId>rehearsal</RequestId></ResponseMetadata></${operation}Response>`,
  );

async function copy(call: Call, store: Store, ask: Ask, kind: Kind): Promise<Answer | undefined> {
  const { of } = kind;
  const source = String(call.params[`Source${of}Identifier`]);
  const [, , , region = "", account = "", , name = ""] = source.split(":");
  if (!source.startsWith("arn:") || account === call.account) return undefined;
  const owner = { account, region, service: call.service };
  const shares = await ask(owner, { Action: `Describe${of}Attributes`, [`${of}Identifier`]: name });
  const old = elementIn((await ask(owner, { Action: `Describe${of}s`, [`${of}Identifier`]: name })) ?? "", of);
  // Whoever may not read it does not learn that it is there.
  if (old === undefined || !shares?.includes(`<AttributeValue>${call.account}</AttributeValue>`))
    return failure(call, 404, kind.absent, `${of} ${source} not found.`);
  const given = call.params["KmsKeyId"];
  if (elementIn(old, "KmsKeyId") !== undefined && given === undefined)
    return failure(call, 400, "InvalidParameterValue", "A copy of another account's encrypted snapshot takes a key of one's own.");
  const target = String(call.params[`Target${of}Identifier`]);
  const made = withValues(old, {
    [`${of}Identifier`]: target,
    [`${of}Arn`]: `arn:aws:rds:${call.region}:${call.account}:${of === "DBSnapshot" ? "snapshot" : "cluster-snapshot"}:${target}`,
    SnapshotType: "manual",
    [kind.source]: source,
    ...(of === "DBSnapshot" ? { SourceRegion: region } : {}),
    ...(given === undefined ? {} : { KmsKeyId: String(given), [of === "DBSnapshot" ? "Encrypted" : "StorageEncrypted"]: "true" }),
  });
  copies(call, store, kind).set(target, withInner(made, "TagList", tagList(call)));
  return reply(call, `<${of}>${made}</${of}>`);
}

/** The copy under its name; nobody shares it. Any other name is moto's. */
function described(call: Call, store: Store, kind: Kind): Answer | undefined {
  const { of } = kind;
  const name = String(call.params[`${of}Identifier`]);
  const made = copies(call, store, kind).get(name);
  if (made === undefined) return undefined;
  if (call.operation === `Describe${of}s`) return reply(call, `<${of}s><${of}>${made}</${of}></${of}s>`);
  if (call.operation !== `Describe${of}Attributes`) return undefined;
  const attributes = `<${of}Attributes><${of}Attribute><AttributeName>restore</AttributeName><AttributeValues/></${of}Attribute></${of}Attributes>`;
  return reply(call, `<${of}AttributesResult><${of}Identifier>${name}</${of}Identifier>${attributes}</${of}AttributesResult>`);
}

function tags(call: Call, store: Store): Answer | undefined {
  if (call.operation !== "ListTagsForResource") return undefined;
  const arn = String(call.params["ResourceName"]);
  const made = KINDS.flatMap((kind) => [...copies(call, store, kind).values()]).find((text) => text.includes(`Arn>${arn}<`));
  return made === undefined ? undefined : reply(call, `<TagList>${elementIn(made, "TagList") ?? ""}</TagList>`);
}

/** `Tags.Tag.1.Key` and its value, for as long as there is another. */
function tagList({ params }: Call): string {
  const of = (index: number, part: string) => params[`Tags.Tag.${index}.${part}`];
  const items: string[] = [];
  for (let index = 1; of(index, "Key") !== undefined; index += 1)
    items.push(`<Tag>${withValues("", { Key: String(of(index, "Key")), Value: String(of(index, "Value")) })}</Tag>`);
  return items.join("");
}
