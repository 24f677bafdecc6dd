import type { Claim } from "../../../config/scope";
import { provider, resource, type Block, type Edit, type Harmful, type StackJson } from "../edit";

const STACK = "snapshots-profiles-overseas-snapshots";
const SINGAPORE = "ap-southeast-1";
const PARENTS_KEY = `arn:aws:kms:us-east-1:888888888888:key/0f0f0f0f-1111-2222-3333-444444444444`;
const COPIES = ["aws_ami_copy", "aws_db_snapshot_copy", "aws_ebs_snapshot_copy", "aws_rds_cluster_snapshot_copy"] as const;

const of = (claim: Claim, what: string, type: string, change: (block: Block, stack: StackJson) => unknown): Harmful => ({
  of: what,
  claim,
  stack: STACK,
  at: new RegExp(`^${type}[.]`),
  change: (stack) => void change(resource(stack, type), stack),
});

/** What somebody could do to the copies of old snapshots that come home. */
export const snapshotEdits: readonly Harmful[] = [
  ...COPIES.flatMap((type) => [
    of("custody", `${type} under no key of ours`, type, (block) => Reflect.deleteProperty(block, "kms_key_id")),
    of("custody", `${type} under the parent's key`, type, (block) => (block["kms_key_id"] = PARENTS_KEY)),
    of("custody", `${type} under Amazon's key`, type, (block) => (block["kms_key_id"] = "alias/aws/ebs")),
    of("migration", `${type} that nothing keeps`, type, (block) => Reflect.deleteProperty(block, "lifecycle")),
    of("migration", `${type} that nobody claims`, type, (block) => Reflect.deleteProperty(block, "tags")),
    of("location", `${type} made in Singapore`, type, (_block, stack) => (provider(stack)["region"] = SINGAPORE)),
  ]),
  ...(["aws_ami_copy", "aws_ebs_snapshot_copy"] as const).flatMap((type) => [
    of("custody", `${type} in the clear`, type, (block) => (block["encrypted"] = false)),
    of("custody", `${type} as the account is set`, type, (block) => Reflect.deleteProperty(block, "encrypted")),
  ]),
  ...(["aws_db_snapshot_copy", "aws_rds_cluster_snapshot_copy"] as const).flatMap((type) => [
    of("location", `${type} sent to Singapore`, type, (block) => (block["destination_region"] = SINGAPORE)),
    of("location", `${type} shared with the parent`, type, (block) => (block["shared_accounts"] = ["888888888888"])),
  ]),
  of(
    "location",
    "another snapshot than is declared",
    "aws_ebs_snapshot_copy",
    (block) => (block["source_snapshot_id"] = "snap-0bbbbbbbbbbbbbbb0"),
  ),
  of("location", "the same id of another region", "aws_ebs_snapshot_copy", (block) => (block["source_region"] = "eu-west-1")),
  of("location", "another image than is declared", "aws_ami_copy", (block) => (block["source_ami_id"] = "ami-0bbbbbbbbbbbbbbb0")),
];

/** What changes nothing that matters. */
export const SNAPSHOTS_HARMLESS: readonly Edit[] = [
  {
    of: "a patience of three days",
    stack: STACK,
    change: (stack) => void (resource(stack, "aws_ami_copy")["timeouts"] = { create: "72h" }),
  },
  {
    of: "another description",
    stack: STACK,
    change: (stack) => void (resource(stack, "aws_ebs_snapshot_copy")["description"] = "an old volume"),
  },
];
