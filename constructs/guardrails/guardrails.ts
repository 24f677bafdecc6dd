import type { Program } from "../../config/program";
import type { Guardrail } from "../../config/schema/guardrails";
import type { Statement } from "../policy/document";
import { codeSigning } from "./code-signing";
import { fenceOf } from "../../config/guardrails/fence";
import { governance } from "./governance";
import { confusedDeputy, identityPerimeter } from "./identity-perimeter";
import { inferenceProfiles } from "./inference-profiles";
import { keyGuard, keyOrigin } from "./key-origin";
import { legacyReads } from "./legacy-reads";
import { membership } from "./membership";
import { networkPerimeter } from "./network-perimeter";
import { permissionSets } from "./permission-sets";
import { protection } from "./protection";
import { purgeWindow } from "./purge-window";
import { regionDeny } from "./region-deny";
import { replicationEgress } from "./replication-egress";
import { requestHygiene } from "./request-hygiene";
import { resourcePerimeter } from "./resource-perimeter";
import { reverseWrites } from "./reverse-writes";
import { snapshotPulls } from "./snapshot-pulls";

/** The statements of every guardrail that the program has not left out with a reason, by the kind of policy that carries them. */
export function guardrailStatements(program: Program): { readonly scp: readonly Statement[]; readonly rcp: readonly Statement[] } {
  const fence = fenceOf(program);
  const { purgers } = fence;
  const { guardrails, custody } = program.data;
  const movers = fence.readsOutside ? fence.roles.movers : [];
  const unless = (control: Guardrail, statements: readonly Statement[]) => (isWeaker(program, control) ? [] : statements);
  return {
    scp: [
      ...regionDeny(fence, {
        exceptions: guardrails.regionExceptions,
        stock: isWeaker(program, "region-deny"),
        besides: [...movers, ...purgers.map(({ role }) => role)],
      }),
      ...purgeWindow(program, purgers),
      ...legacyReads(fence),
      ...snapshotPulls(fence),
      ...reverseWrites(program, fence),
      ...unless("replication-egress", replicationEgress(fence)),
      ...unless("resource-perimeter", resourcePerimeter(fence)),
      ...unless("governance", governance(fence)),
      ...unless("key-origin", keyOrigin(fence, custody.mode)),
      ...unless("key-guard", keyGuard(fence)),
      ...unless("membership", membership()),
      ...unless("protection", protection(fence)),
      ...unless("code-signing", codeSigning(program, fence)),
      ...unless("permission-sets", permissionSets(fence)),
      ...unless("inference-profiles", inferenceProfiles(program.jurisdiction.code)),
    ],
    rcp: [
      ...unless("identity-perimeter", identityPerimeter(fence)),
      ...unless("confused-deputy", confusedDeputy(fence)),
      ...unless("network-perimeter", networkPerimeter(fence)),
      ...unless("request-hygiene", requestHygiene()),
    ],
  };
}

export function isWeaker(program: Program, control: Guardrail): boolean {
  return program.data.guardrails.weaker.some((weaker) => weaker.control === control);
}
