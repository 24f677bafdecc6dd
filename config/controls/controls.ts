import { ORDER } from "../programs/order";
import type { Claim, Obligation } from "../scope";
import type { Control } from "./control";
import { KEY_CONTROLS } from "./keys";
import { MOVE_CONTROLS } from "./moves";
import { NETWORK_CONTROLS } from "./networks";
import { PARENT_CONTROLS } from "./parent";
import { PEOPLE_CONTROLS } from "./people";
import { PLACE_CONTROLS } from "./place";
import { RECORD_CONTROLS } from "./records";

/** Every control, in the order of the clauses. One row is all that a new one takes; a test holds the tables to the code. */
export const CONTROLS: readonly Control[] = [
  ...PLACE_CONTROLS,
  ...PARENT_CONTROLS,
  ...KEY_CONTROLS,
  ...MOVE_CONTROLS,
  ...PEOPLE_CONTROLS,
  ...NETWORK_CONTROLS,
  ...RECORD_CONTROLS,
];

/** One construct that answers an obligation, and the claim that proves it. */
export interface Answering {
  /** Folder and file, without its ending: `keys/custodian-key`. */
  readonly construct: string;
  readonly claim: Claim;
}

/**
 * What answers an obligation: for a clause of the order, its own controls; for a clause of another order, whose numbers
 * mean something else, every control of the claims that it names.
 */
export function answering({ clause, text, claims }: Obligation): readonly Answering[] {
  const controls = CONTROLS.filter((control) =>
    isOfTheOrder({ clause, text }) ? control.clauses.includes(clause) : claims.includes(control.claim),
  );
  const all = controls.flatMap(({ constructs, claim }) => constructs.map((file) => ({ construct: file.replace(/\.ts$/, ""), claim })));
  return all.filter((one, index) => all.findIndex(({ construct, claim }) => construct === one.construct && claim === one.claim) === index);
}

/** The rules that judge a clause of the order; undefined for a clause of another order, and where the controls have none. */
export function rulesOf({ clause, text }: Obligation): ReadonlySet<string> | undefined {
  const rules = CONTROLS.filter(({ clauses }) => isOfTheOrder({ clause, text }) && clauses.includes(clause)).flatMap(
    (control) => control.rules,
  );
  return rules.length > 0 ? new Set(rules) : undefined;
}

function isOfTheOrder({ clause, text }: Pick<Obligation, "clause" | "text">): boolean {
  return ORDER.some((known) => known.clause === clause && known.text === text);
}
