import { spawn, type ChildProcess } from "node:child_process";

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Starts programs, ours and others', in an environment that knows the engines and no real cloud. */
export class Commands {
  constructor(
    /** How `ringfence` is started. */
    private readonly ringfenceWords: readonly string[],
    private readonly env: Readonly<Record<string, string>>,
    /** Where they run. */
    private readonly folder: string,
  ) {}

  /** Our own command, as users call it. */
  ringfence(...words: readonly string[]): Promise<Ran> {
    return this.startRingfence(...words).ran;
  }

  startRingfence(...words: readonly string[]): { readonly child: ChildProcess; readonly ran: Promise<Ran> } {
    const [program = "", ...first] = this.ringfenceWords;
    return this.start(program, [...first, ...words], this.env);
  }

  /** The same, with another identity or password. */
  with(env: Readonly<Record<string, string>>): Commands {
    return new Commands(this.ringfenceWords, { ...this.env, ...env }, this.folder);
  }

  /** Another program, which is told nothing but what stands in its words. */
  other(program: string, words: readonly string[]): Promise<Ran> {
    return this.start(program, words, {}).ran;
  }

  private start(program: string, words: readonly string[], env: Readonly<Record<string, string>>) {
    const { PATH = "", HOME = "", TMPDIR = "/tmp" } = process.env;
    const child = spawn(program, [...words], { cwd: this.folder, env: { PATH, HOME, TMPDIR, ...env }, stdio: ["ignore", "pipe", "pipe"] });
    const ran = new Promise<Ran>((resolve, reject) => {
      const [out, err]: [Buffer[], Buffer[]] = [[], []];
      child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
      child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
      child.on("error", reject);
      child.on("close", (code) => resolve({ code, out: Buffer.concat(out).toString("utf8"), err: Buffer.concat(err).toString("utf8") }));
    });
    return { child, ran };
  }
}

/** Throws what it said, unless it ended as expected. */
export function ended(ran: Ran, code: number, what: string): Ran {
  if (ran.code === code) return ran;
  throw new Error(`${what} ended with ${ran.code}, not ${code}:\n${`${ran.err}\n${ran.out}`.trim().slice(-3000)}`);
}

/** The codes of our errors in what a command said. */
export const codesIn = (ran: Ran): readonly string[] => [
  ...new Set(`${ran.err}${ran.out}`.match(/\b(?:PURGE|PROGRAM|EVIDENCE)-[A-Z-]+\b/g) ?? []),
];
