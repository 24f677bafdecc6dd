import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createInterface } from "node:readline";

/** MySQL's own client or MariaDB's: they know each server's ways to sign in, and both read the usual option files. */
export interface MysqlProgram {
  readonly command: string;
  readonly mariadb: boolean;
}

export function findMysql(): MysqlProgram | undefined {
  for (const command of ["mysql", "mariadb"]) {
    const { status, stdout } = spawnSync(command, ["--version"], { encoding: "utf8" });
    if (status === 0) return { command, mariadb: stdout.includes("MariaDB") };
  }
  return undefined;
}

const ESCAPED: Readonly<Record<string, string>> = { "\\t": "\t", "\\n": "\n", "\\0": "\0", "\\\\": "\\" };
/** Batch mode sets one answer's fields apart by tabs, and escapes what would be one, or a line's end. */
const fields = (line: string) => line.split("\t").map((field) => field.replace(/\\[tn0\\]/g, (each) => ESCAPED[each] ?? each));

/** One session of the client, which is given statements one after the other. */
export class MysqlClient {
  private readonly client: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;
  private readonly ended: Promise<string>;
  /** What ends each answer; no row holds it. */
  private readonly mark = randomUUID();

  constructor({ command }: MysqlProgram, options: readonly string[]) {
    this.client = spawn(command, ["--batch", "--unbuffered", "--binary-mode", "--default-character-set=utf8mb4", ...options], {
      env: process.env, // with MYSQL_PWD
    });
    this.client.stdin.on("error", () => undefined); // it has ended, and says why
    this.lines = createInterface({ input: this.client.stdout, crlfDelay: Infinity })[Symbol.asyncIterator]();
    let said = "";
    this.client.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
    this.ended = new Promise((resolve) => this.client.once("close", () => resolve(said)));
  }

  /** What a statement answers, every value as text. Rejects with what the client says when it gives up. */
  async rows<Row extends object>(sql: string): Promise<readonly Row[]> {
    this.client.stdin.write(`${sql};\nSELECT '${this.mark}' AS \`${this.mark}\`;\n`);
    const found: string[] = [];
    for (;;) {
      const { value, done } = (await this.lines.next()) as IteratorResult<string, undefined>;
      if (done) throw new Error((await this.ended).split("\n").findLast((line) => line.startsWith("ERROR")) ?? "the client ended");
      if (value === this.mark) break;
      found.push(value);
    }
    await this.lines.next(); // the mark, as its own column's value
    const [names = [], ...rows] = found.map(fields);
    return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])) as Row);
  }

  /** Asks it to break off, which ends what the server is at; ended input alone would leave a statement running there. */
  async end(): Promise<void> {
    this.client.stdin.end();
    this.client.kill("SIGINT");
    await this.ended;
  }
}
