import { randomUUID } from "node:crypto";
import type { Answer, Call } from "../call";
import { ec2Reply } from "./ec2-settings";
import { elementIn, withInner, withValues } from "./element";
import type { Ask, Handler, Store } from "./handler";
import { ownersOf, sharedWith } from "./snapshot-shares";
import { told } from "./told";

/**
 * Snapshots of volumes that came from another account (Amazon EC2 API reference, CopySnapshot). moto looks for the old one
 * in the caller's account alone, and so it is moto that refuses what is not shared. What the old one is, its size and
 * whether it is encrypted, is read there in its owner's name.
 */
export const copiedVolumes: Handler = (call, store, ask) => {
  if (call.service !== "ec2") return undefined;
  if (call.operation === "DescribeSnapshots") return described(call, store.of(call, COPIES), "SnapshotId", "snapshotSet");
  return call.operation === "CopySnapshot" ? copy(call, store, ask) : undefined;
};

const COPIES = "snapshot-copies";

async function copy(call: Call, store: Store, ask: Ask): Promise<Answer | undefined> {
  const source = String(call.params["SourceSnapshotId"]);
  const owner = ownerOf(call, store, source);
  const old = owner && (await readable(call, store, ask, owner, source));
  if (old === undefined) return undefined;
  const id = keepSnapshot(call, store, old, String(call.params["Description"]), tagSet(call));
  return ec2Reply(call, `<snapshotId>${id}</snapshotId>`);
}

export type Owner = Pick<Call, "account" | "region" | "service">;

/** Who shares what the call would copy; undefined where nobody does, and where it is the caller's own. */
export function ownerOf(call: Call, store: Store, source: string): Owner | undefined {
  const region = String(call.params["SourceRegion"]);
  const account = ownersOf(store, region).get(source);
  return account === undefined || account === call.account ? undefined : { account, region, service: call.service };
}

/** What moto says of an old snapshot, where it is shared with the caller. */
export async function readable({ account }: Call, store: Store, ask: Ask, owner: Owner, id: string): Promise<string | undefined> {
  return sharedWith(store, owner, id).has(account)
    ? onlyOne(await ask(owner, { Action: "DescribeSnapshots", "SnapshotId.1": id }), "snapshotSet")
    : undefined;
}

/** What is in the one item of a set. */
export const onlyOne = (text: string | undefined, set: string): string | undefined =>
  elementIn(text ?? "", set)?.replace(/^\s*<item>|<\/item>\s*$/g, "");

export const isEncrypted = ({ params }: Call, old: string): boolean =>
  params["Encrypted"] === "true" || elementIn(old, "encrypted") === "true";

/** The tags that the form gives to what it makes. */
export const tagSet = ({ params }: Call): string => told(params, "TagSpecification.1.Tag.");

/** Keeps a copy, and says its id. The volume that it names is nobody's. */
export function keepSnapshot(call: Call, store: Store, old: string, description: string, tags: string): string {
  const snapshotId = minted("snap");
  const encrypted = isEncrypted(call, old);
  const key = String(call.params["KmsKeyId"] ?? `arn:aws:kms:${call.region}:${call.account}:alias/aws/ebs`);
  const values = { snapshotId, volumeId: "vol-ffffffff", ownerId: call.account, description, encrypted: String(encrypted) };
  const made = withValues(old, encrypted ? { ...values, kmsKeyId: key } : values);
  store.of(call, COPIES).set(snapshotId, withInner(made, "tagSet", tags));
  return snapshotId;
}

export const minted = (prefix: string): string => `${prefix}-${randomUUID().replaceAll("-", "").slice(0, 17)}`;

/** By their ids, where these are copies'; whatever else is asked for is moto's. */
export function described(call: Call, copies: ReadonlyMap<string, string>, parameter: string, set: string): Answer | undefined {
  const ids = Object.entries(call.params).flatMap(([name, id]) => (name.startsWith(`${parameter}.`) ? [String(id)] : []));
  if (ids.length === 0 || !ids.every((id) => copies.has(id))) return undefined;
  return ec2Reply(call, `<${set}>${ids.map((id) => `<item>${copies.get(id) ?? ""}</item>`).join("")}</${set}>`);
}
