import { program } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { asList, type Statement } from "../../review/access/types";
import { changed, CONTENT } from "../config/refused";
import { usExternal, usImported } from "../custody-programs";
import { usIdentityCenter } from "../identity-center-program";
import { moving } from "../moving";
import { purging } from "../purging";
import { reversing } from "../reversing";
import { snapshotting } from "../snapshotting";
import { synthesized } from "../synth";
import { policiesOf, type Policy } from "./documents";

/** A copy whose versions are partly too large for S3 Batch. */
const byParts = changed(moving("copy"), (p) => (p.datasets[CONTENT].legacy[1].byParts = true));

/** The same estate in its other custody modes; a policy of theirs has the mode before its name. */
const MODES: readonly ProgramInput[] = [usExternal, usImported];

/** The policies of the united-states program, and those that another mode makes anew or otherwise. */
export function everyPolicy(): readonly Policy[] {
  const base = policiesOf(synthesized(program));
  const known = new Map(base.map(({ name, document }) => [name, JSON.stringify(document)]));
  const others = MODES.flatMap((input) =>
    policiesOf(synthesized(input))
      // A guardrail differs in the origin that it demands, and nothing else: test/constructs/guardrails has that for each mode.
      .filter(({ name, kind, document }) => kind !== "scp" && kind !== "rcp" && known.get(name) !== JSON.stringify(document))
      .map((policy) => ({ ...policy, name: `${input.custody.mode}/${policy.name}` })),
  );
  return [...base, ...others, ...beside(base)];
}

/** What stands while the whole estate moves and goes, by the phase in which it is first so, and behind Identity Center; of a guardrail its new statements. */
function beside(base: readonly Policy[]): readonly Policy[] {
  const told = ({ name, document }: Policy) => `${name} ${JSON.stringify(document)}`;
  const known = new Set(base.map(told));
  const standing = (policy: Policy) => asList<Statement>(policy.document.Statement as Statement).map((one) => JSON.stringify(one));
  const before = new Set(base.filter(({ kind }) => kind === "scp" || kind === "rcp").flatMap(standing));
  const programs = {
    copy: moving("copy"),
    parts: byParts,
    cutover: moving("cutover"),
    purge: purging,
    "identity-center": usIdentityCenter,
    snapshots: snapshotting("copy"),
    reverse: reversing(),
  };
  return Object.entries(programs).flatMap(([of, input]) =>
    policiesOf(synthesized(input)).flatMap((policy) => {
      if (known.has(told(policy))) return [];
      known.add(told(policy));
      const named = { ...policy, name: `${of}/${policy.name}` };
      if (policy.kind !== "scp" && policy.kind !== "rcp") return [named];
      const anew = asList<Statement>(policy.document.Statement as Statement).filter((one) => !before.has(JSON.stringify(one)));
      for (const one of anew) before.add(JSON.stringify(one));
      return anew.length === 0 ? [] : [{ ...named, document: { ...policy.document, Statement: anew } }];
    }),
  );
}
