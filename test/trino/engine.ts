import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

/** Trino 476 needs it. */
const JAVA = 24;
const JARS = resolve(".rehearsal/trino-476");

/** A Java that is new enough, where Maven is there to bring Trino's libraries or has brought them. */
export function findTrino(): string | undefined {
  const folder = "/usr/lib/jvm";
  const homes = [process.env["JAVA_HOME"] ?? "", ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [])];
  const java = homes.find((home) => existsSync(join(home, "bin/javac")) && versionOf(home) >= JAVA);
  const maven = (process.env["PATH"] ?? "").split(":").some((path) => path !== "" && existsSync(join(path, "mvn")));
  return java !== undefined && (maven || existsSync(JARS)) ? join(java, "bin/java") : undefined;
}

function versionOf(home: string): number {
  const file = join(home, "release");
  return existsSync(file) ? Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(file, "utf8"))?.[1] ?? 0) : 0;
}

export interface Trino {
  /** The rows of one statement, each value as text. */
  rows(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  stop(): void;
}

interface Answer {
  readonly rows?: readonly (readonly (string | null)[])[];
  readonly error?: string;
}

/** Brings Trino's libraries once, into a folder outside of git, and starts it; the first start takes a minute or more. */
export async function startTrino(): Promise<Trino> {
  bringJars();
  // It answers a few small statements: what a JVM does for long runs costs more than it saves.
  const quick = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"];
  const words = ["-Xmx1g", ...quick, "--add-modules", "jdk.incubator.vector", "-cp", `${JARS}/*`, "test/trino/TrinoSql.java"];
  const child = spawn(findTrino() ?? "java", words, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = `${said}${chunk.toString()}`.slice(-4000)));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async (): Promise<Answer> => {
    const { value } = (await lines.next()) as { value?: string };
    if (value === undefined) throw new Error(`Trino ended: ${said}`);
    return JSON.parse(value) as Answer;
  };
  await answer();
  return {
    rows: async (sql) => {
      child.stdin.write(`${Buffer.from(sql).toString("base64")}\n`);
      const { rows, error } = await answer();
      if (rows === undefined) throw new Error(`${error ?? "no answer"}\nin ${sql}`);
      return rows;
    },
    stop: () => void child.kill("SIGKILL"),
  };
}

function bringJars(): void {
  if (existsSync(JARS)) return;
  const draft = `${JARS}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const words = ["-q", "-B", "-f", "test/trino/pom.xml", "dependency:copy-dependencies", "-DincludeScope=runtime"];
  const { status, stdout } = spawnSync("mvn", [...words, `-DoutputDirectory=${draft}`], { encoding: "utf8" });
  if (status !== 0) throw new Error(`Maven brought no Trino: ${stdout.slice(-2000)}`);
  renameSync(draft, JARS);
}
