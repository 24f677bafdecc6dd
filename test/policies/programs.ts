import { program } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { asList, type Statement } from "../../review/access/types";
import { usExternal, usImported } from "../custody-programs";
import { moving } from "../moving";
import { purging } from "../purging";
import { synthesized } from "../synth";
import { policiesOf, type Policy } from "./documents";

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
  return [...base, ...others, ...whileMoving(base)];
}

const PHASES = [
  ["copy", moving("copy")],
  ["cutover", moving("cutover")],
  ["purge", purging],
] as const;

/** What stands while the whole estate moves, by the phase in which it is first so; of a guardrail its new statements. */
function whileMoving(base: readonly Policy[]): readonly Policy[] {
  const known = new Map(base.map(({ name, document }) => [name, JSON.stringify(document)]));
  const standing = (policy: Policy) => asList<Statement>(policy.document.Statement as Statement).map((one) => JSON.stringify(one));
  const before = new Set(base.filter(({ kind }) => kind === "scp" || kind === "rcp").flatMap(standing));
  return PHASES.flatMap(([phase, input]) =>
    policiesOf(synthesized(input)).flatMap((policy) => {
      const text = JSON.stringify(policy.document);
      if (known.get(policy.name) === text) return [];
      known.set(policy.name, text);
      const named = { ...policy, name: `${phase}/${policy.name}` };
      if (policy.kind !== "scp" && policy.kind !== "rcp") return [named];
      const anew = asList<Statement>(policy.document.Statement as Statement).filter((one) => !before.has(JSON.stringify(one)));
      return [{ ...named, document: { ...policy.document, Statement: anew } }];
    }),
  );
}
