import type { Statement } from "../policy/document";
import type { Fence } from "../../config/guardrails/fenced";
import { deny } from "./statements";

/** What DataSync and S3 Batch do at the source, under whatever key it lies. */
const READS = ["kms:Decrypt", "s3:Get*", "s3:List*"];

/** Movers are let out of the region deny and the resource perimeter to read legacy copies: outside they read, and nothing else. */
export function legacyReads({ accounts, regions, readsOutside, until, roles }: Fence): readonly Statement[] {
  const besides = [...roles.snapshotMovers, ...roles.reverseMovers];
  const onlyReads = (Sid: string, key: string, ours: readonly string[]): Statement => ({
    Sid,
    Effect: "Deny",
    NotAction: READS,
    Resource: "*",
    // Where no account is named, the call is about the mover's own.
    Condition: {
      StringNotEquals: { [key]: ours },
      Null: { [key]: "false" },
      ArnLike: { "aws:PrincipalArn": roles.movers },
      // What copies snapshots is bound by snapshot-pulls.ts, and a declared way back by reverse-writes.ts.
      ...(besides.length > 0 ? { ArnNotLike: { "aws:PrincipalArn": besides } } : {}),
    },
  });
  return [
    onlyReads("MoversOnlyReadOfOthers", "aws:ResourceAccount", accounts),
    ...(readsOutside ? [onlyReads("MoversOnlyReadOutside", "aws:RequestedRegion", regions)] : []),
    // Every exemption of theirs, here and in the other guardrails, ends with the window, whatever their own policies say.
    ...(roles.migrators.length > 0
      ? [
          deny("MoversEndWithTheWindow", ["*"], {
            DateGreaterThan: { "aws:CurrentTime": until },
            ArnLike: { "aws:PrincipalArn": [...roles.movers, ...roles.migrators] },
          }),
        ]
      : []),
  ];
}
