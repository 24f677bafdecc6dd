import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { isFenced, leaves } from "./fenced";
import { breach, met, unknown, type SetRule } from "./rule";

const REPLICATION = "aws_s3_bucket_replication_configuration";

export const archiveCopied: SetRule = {
  id: "AUDIT-18",
  claim: "audit",
  subject: "set",
  title: "The archive of logs has a second copy in another region, which the first one feeds.",
  why: "A locked bucket keeps what it has; what a region loses is kept by the copy in another (Amazon S3 user guide, replication).",
  fix: "Put the archive's replication back.",
  judge: (facts) => {
    if (!facts.whole) return [];
    const archives = facts.ofType("aws_s3_bucket").filter((bucket) => isFenced(bucket, facts) && isArchive(bucket, facts));
    const [first] = archives;
    if (first === undefined || archives.length < 2) return [];
    const at = { address: first.address, stack: first.stack.name, attribute: REPLICATION };
    const fed = archives.map((bucket) => isFed(bucket, facts));
    if (fed.includes("yes")) return [{ ...met(), ...at }];
    const more = { ...at, value: "absent", expected: `${REPLICATION} of one archive to the other` };
    return [
      fed.includes("maybe")
        ? unknown("which bucket the archive is copied from is not known", more)
        : breach("no archive feeds the other", more),
    ];
  },
};

/** Logs under a lock of S3's: the archive, and not the bucket that answers lie in. */
function isArchive(bucket: Resource, facts: Facts): boolean {
  const purpose = facts.purpose(bucket);
  const locks = facts.satellites("aws_s3_bucket_object_lock_configuration", "bucket").of(bucket, ["id", "bucket"]);
  return purpose.kind === "named" && purpose.name === "logs" && (locks?.length ?? 0) > 0;
}

function isFed(bucket: Resource, facts: Facts): "yes" | "maybe" | "no" {
  const answers = facts
    .ofType(REPLICATION)
    .filter((each) => !leaves(each))
    .map((each) => facts.refersTo(each, get(each.values, "bucket"), bucket, ["id", "bucket"]));
  return answers.includes("yes") ? "yes" : answers.includes("maybe") ? "maybe" : "no";
}
