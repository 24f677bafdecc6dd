import { PHASES, type Phase } from "../../config/scope";
import { inParallel } from "../../rehearsal/migration/parallel";
import { stackOf, type Stack, type Synthesized } from "../synth";
import type { Doing, Planned } from "./planned";

/** The stacks of the move on AWS, as each phase has them, one phase applied after the other. */
export class Phases {
  constructor(
    private readonly made: ReadonlyMap<Phase, Synthesized>,
    private readonly plans: Planned,
  ) {}

  at(phase: Phase): Synthesized {
    return this.made.get(phase) as Synthesized;
  }

  moves(phase: Phase): ReadonlyMap<string, Stack> {
    return new Map(
      [...this.at(phase).stacks].filter(
        ([name, { provider }]) => /^(evidence|legacy|line|migration|purge|snapshots)-/.test(name) && "aws" in provider,
      ),
    );
  }

  /** Those that say something else than in the phase before, and those that are new or gone. */
  changedIn(phase: Phase): readonly string[] {
    const before = PHASES[PHASES.indexOf(phase) - 1];
    const [said, says] = [before ? this.moves(before) : new Map<string, Stack>(), this.moves(phase)];
    return [...new Set([...said.keys(), ...says.keys()])].filter((name) => said.get(name)?.text !== says.get(name)?.text).sort();
  }

  /** What these stacks of a phase do, two at a time. */
  async done(phase: Phase, how: "plan" | "apply", names: readonly string[]): Promise<Readonly<Record<string, Doing>>> {
    const does: Record<string, Doing> = {};
    await inParallel(names, 2, async (name) => void (does[name] = await this.plans[how](this.at(phase), stackOf(this.at(phase), name))));
    return does;
  }

  /** Applies these stacks, each of which must do exactly that; no other may have changed, those apart that have their turn before or after. */
  async applied(phase: Phase, expected: Readonly<Record<string, Doing>>, apart: readonly string[] = []): Promise<void> {
    expect([...Object.keys(expected), ...apart].sort()).toEqual(this.changedIn(phase));
    expect(await this.done(phase, "apply", Object.keys(expected))).toEqual(expected);
  }
}
