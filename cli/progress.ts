const CLEAR = "\r\u001b[K";

/** A line on stderr that says how far it is: only for a person at a terminal, four times a second at most. */
export class Progress {
  private last = 0;
  readonly shown = process.stderr.isTTY && process.env["CI"] === undefined;

  constructor(private readonly title: string) {
    if (this.shown) process.once("exit", this.clear); // Ctrl-C leaves no half line behind
  }

  /** Without a whole to compare with, what has been done so far. */
  readonly say = (text: string): void => {
    const now = Date.now();
    if (!this.shown || now - this.last < 250) return;
    this.last = now;
    const room = (process.stderr.columns || 80) - 1;
    process.stderr.write(`${CLEAR}${`${this.title}: ${text}`.slice(0, room)}`);
  };

  readonly bar = (share: number, text: string): void => {
    const filled = Math.round(Math.min(1, Math.max(0, share)) * 24);
    this.say(`[${"#".repeat(filled)}${" ".repeat(24 - filled)}] ${Math.floor(share * 100)} % ${text}`);
  };

  done(): void {
    if (!this.shown) return;
    process.off("exit", this.clear);
    this.clear();
  }

  private readonly clear = (): void => void process.stderr.write(CLEAR);
}
