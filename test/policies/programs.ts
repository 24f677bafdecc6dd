import { program } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { usExternal, usImported } from "../custody-programs";
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
  return [...base, ...others];
}
