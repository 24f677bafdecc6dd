import type { Fence, FenceRoles } from "../../../config/guardrails/fenced";
import type { Guardrail } from "../../../config/schema/guardrails";
import { conditionsOf, isNegated } from "../../access/conditions";
import { contextOf, like } from "../../access/text";
import type { Statement } from "../../access/types";
import type { Probe } from "./requests";

type Row = readonly [control: Guardrail, of: RegExp, spares: readonly (keyof FenceRoles)[]];

/** Whom a guardrail lets do what it denies to everybody else, by the action and the resource; nobody, where nothing is said. The first row counts. */
const SPARED: readonly Row[] = [
  ["region-deny", /./, ["movers"]],
  ["replication-egress", /^backup:(CopyInto|StartCopy)/, ["deployers", "backup"]],
  ["replication-egress", /^(datasync|dms|elasticfilesystem):|:PutResourcePolicy|:PutReplicationConfiguration/, ["deployers", "migrators"]],
  ["resource-perimeter", /^(?!sts:)/, ["movers"]],
  ["governance", /Snapshot|Image/, ["backup"]],
  ["key-origin", /./, ["keys", "bootstrap"]],
  ["key-guard", /./, ["keys", "bootstrap"]],
  ["protection", /role\/ringfence-any$/, ["bootstrap", "deployers", "access", "migrators"]],
  ["protection", /^iam:/, ["bootstrap"]],
  ["protection", /:(Put|Update)|^ec2:|^logs:/, ["bootstrap", "deployers"]],
  ["code-signing", /^ecr:PutImage|:SignPayload|:StartSigningJob/, ["signers"]],
  ["code-signing", /:(Create|Update)CodeSigningConfig|:(Cancel|Put)SigningProfile/, ["deployers"]],
  ["permission-sets", /./, ["assigners"]],
  ["network-perimeter", /./, ["bootstrap", "deployers", "backup", "replication", "movers"]],
];

/** By which EC2 attaches encrypted volumes (Amazon EBS user guide). */
const ATTACHES = "arn:aws:iam::*:role/aws:ec2-infrastructure";

function patternsOf({ control, action, resource = "", spares }: Probe, { doors, purgers, roles }: Fence): readonly string[] {
  if (spares) return spares;
  const [, , kinds = []] = SPARED.find(([of, what]) => of === control && what.test(`${action} ${resource}`)) ?? [];
  return [
    ...kinds.flatMap((kind) => roles[kind]),
    ...(control === "region-deny" ? purgers.map(({ role }) => role) : []),
    ...(control === "network-perimeter" ? [ATTACHES, ...doors.map(({ role }) => role)] : []),
  ];
}

const fits = (patterns: readonly string[], value: string) =>
  patterns.some((pattern) => like(pattern, value, contextOf({}), false) === true);

/** Principals whom the denials of a request name as spared, and the program does not. */
export function strangelySpared(probe: Probe, denials: readonly Statement[], fence: Fence): readonly string[] {
  const patterns = patternsOf(probe, fence);
  const named = denials.flatMap((denial) =>
    conditionsOf(denial)
      .filter((condition) => isNegated(condition) && condition.key.toLowerCase() === "aws:principalarn")
      .flatMap(({ values }) => values),
  );
  return [...new Set(named)].filter((value) => !fits(patterns, value));
}
