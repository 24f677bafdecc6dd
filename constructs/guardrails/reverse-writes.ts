import { reverseLegs, reverseTarget } from "../../config/migration/reverse-legs";
import type { Program } from "../../config/program";
import { reverseRole } from "../../config/access/role-names";
import type { Statement } from "../policy/document";
import { roleArn } from "../../config/guardrails/fence";
import type { Fence } from "../../config/guardrails/fenced";
import { deny } from "./statements";

/** What a way back does, anywhere: it reads, and writes objects with their tags. */
const BACK = [
  "kms:Decrypt",
  "kms:GenerateDataKey",
  "s3:AbortMultipartUpload",
  "s3:Get*",
  "s3:List*",
  "s3:PutObject",
  "s3:PutObjectTagging",
];

/** A declared way back is let out of the guardrails as movers are, and writes: into its one bucket under its prefix, between its two moments. */
export function reverseWrites(program: Program, { roles }: Fence): readonly Statement[] {
  const legs = reverseLegs(program.data);
  if (legs.length === 0) return [];
  const by = (roles: readonly string[]) => ({ ArnLike: { "aws:PrincipalArn": roles } });
  return [
    { Sid: "ReverseOnlyReadsAndWrites", Effect: "Deny", NotAction: BACK, Resource: "*", Condition: by(roles.reverseMovers) },
    ...legs.flatMap((leg, index): Statement[] => {
      const mine = by([roleArn(reverseRole(leg.dataset.name, leg.copy.name))]);
      const of = index + 1;
      return [
        {
          Sid: `ReverseWritesThere${of}`,
          Effect: "Deny",
          Action: ["s3:AbortMultipartUpload", "s3:Put*"],
          NotResource: reverseTarget(leg),
          Condition: mine,
        },
        deny(`ReverseNotBefore${of}`, ["*"], { DateLessThan: { "aws:CurrentTime": leg.reverse.from }, ...mine }),
        deny(`ReverseNotAfter${of}`, ["*"], { DateGreaterThanEquals: { "aws:CurrentTime": leg.reverse.until }, ...mine }),
      ];
    }),
  ];
}
