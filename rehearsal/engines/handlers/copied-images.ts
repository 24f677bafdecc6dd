import { failure, type Answer, type Call } from "../call";
import { described, isEncrypted, keepSnapshot, minted, onlyOne, ownerOf, readable, tagSet } from "./copied-volumes";
import { ec2Reply } from "./ec2-settings";
import { elementIn, withInner, withValues } from "./element";
import type { Ask, Handler, Store } from "./handler";
import { told } from "./told";

/** Images that came from another account, and the snapshots behind them (Amazon EC2 API reference, CopyImage); as snapshots of volumes do. */
export const copiedImages: Handler = (call, store, ask) => {
  if (call.service !== "ec2") return undefined;
  if (call.operation === "DescribeImages") return described(call, store.of(call, COPIES), "ImageId", "imagesSet");
  if (call.operation === "CreateTags") return tagged(call, store.of(call, COPIES));
  return call.operation === "CopyImage" ? copy(call, store, ask) : undefined;
};

const COPIES = "image-copies";

/** The provider tags an image after it has copied it; every other resource's tags are moto's. */
function tagged(call: Call, copies: Map<string, string>): Answer | undefined {
  const id = String(call.params["ResourceId.1"]);
  const made = copies.get(id);
  if (made === undefined) return undefined;
  copies.set(id, withInner(made, "tagSet", `${elementIn(made, "tagSet") ?? ""}${told(call.params, "Tag.")}`));
  return ec2Reply(call, "<return>true</return>");
}

async function copy(call: Call, store: Store, ask: Ask): Promise<Answer | undefined> {
  const source = String(call.params["SourceImageId"]);
  const owner = ownerOf(call, store, source);
  if (!owner) return undefined;
  const launched = await ask(owner, { Action: "DescribeImageAttribute", ImageId: source, Attribute: "launchPermission" });
  if (!launched?.includes(`<userId>${call.account}</userId>`)) return undefined;
  const old = onlyOne(await ask(owner, { Action: "DescribeImages", "ImageId.1": source }), "imagesSet") ?? "";
  const behind = elementIn(old, "snapshotId") ?? "";
  // Whom an image is shared with may launch it, and no more; whom the snapshot behind it is shared with may copy it.
  const disk = await readable(call, store, ask, owner, behind);
  if (disk === undefined) return failure(call, 400, "InvalidRequest", "You do not have permission to access the storage of this ami");
  const imageId = minted("ami");
  const snapshotId = keepSnapshot(call, store, disk, `Copied for ${imageId} from ${source} for ${behind}`, "");
  const ebs = withValues(elementIn(old, "ebs") ?? "", { snapshotId, encrypted: String(isEncrypted(call, disk)) });
  const [name, description] = [String(call.params["Name"]), String(call.params["Description"])];
  const made = withValues(withInner(old, "ebs", ebs), { imageId, imageOwnerId: call.account, name, description });
  store.of(call, COPIES).set(imageId, withInner(made, "tagSet", tagSet(call)));
  return ec2Reply(call, `<imageId>${imageId}</imageId>`);
}
