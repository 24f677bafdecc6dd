import { Caught } from "./faults";

/** One step of a rehearsal, as it was told. */
export interface Told {
  readonly step: string;
  readonly seconds: number;
  /** What was seen. */
  readonly seen: string;
}

/** Tells each step on a line of its own, with the seconds that it took. */
export class Teller {
  readonly told: Told[] = [];

  constructor(private readonly say: (line: string) => void) {}

  async step(step: string, work: () => Promise<string>): Promise<void> {
    const began = performance.now();
    const done = (seen: string): void => {
      const seconds = Math.round((performance.now() - began) / 100) / 10;
      this.told.push({ step, seconds, seen });
      this.say(`${seconds.toFixed(1).padStart(6)} s  ${step}: ${seen}`);
    };
    try {
      done(await work());
    } catch (error) {
      done(error instanceof Caught ? `caught by ${error.by}` : "FAILED");
      throw error;
    }
  }
}
