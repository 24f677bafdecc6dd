import { isArchive } from "./archive";
import { isFenced, leaves } from "../fenced";
import { breach, met, unknown, type SetRule } from "../rule";

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
    const feeds = archives.map((bucket) => facts.satellites(REPLICATION, "bucket").of(bucket, ["id", "bucket"]));
    if (feeds.some((each) => each?.some((one) => !leaves(one)))) return [{ ...met(), ...at }];
    const more = { ...at, value: "absent", expected: `${REPLICATION} of one archive to the other` };
    return [
      feeds.includes(undefined)
        ? unknown("which bucket the archive is copied from is not known", more)
        : breach("no archive feeds the other", more),
    ];
  },
};
