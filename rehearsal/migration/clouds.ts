import { startEngines, type Engines } from "../engines/engines";
import { startGoogleStorage, type GoogleStorage } from "../engines/google-storage";
import type { Cluster } from "../engines/database-server";
import { startPostgres } from "../engines/postgres";

/** Every engine of a rehearsal: the old cloud, the AWS of Singapore and of home, and a database on either side. */
export interface Clouds {
  readonly aws: Engines;
  readonly google: GoogleStorage;
  readonly databases: { readonly legacy: Cluster; readonly home: Cluster };
  /** What clients of ours and of others are started with, so that nothing can reach a real cloud. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts all of them; none is left behind when one fails. */
export async function startClouds(organizations: Readonly<Record<string, string>>): Promise<Clouds> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const engine of started.splice(0).reverse()) await engine.stop();
  };
  const keep = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const engine = await starting;
    started.push(engine);
    return engine;
  };
  try {
    const aws = await keep(startEngines({ organizations }));
    const google = await keep(startGoogleStorage());
    const legacy = await keep(startPostgres(["wal_level=logical"]));
    const home = await keep(startPostgres());
    return { aws, google, databases: { legacy, home }, env: environment(aws.endpoint, google.endpoint), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function environment(aws: string, google: string): Record<string, string> {
  for (const endpoint of [aws, google])
    if (new URL(endpoint).hostname !== "127.0.0.1") throw new Error(`a rehearsal runs on loopback alone, not on ${endpoint}`);
  return {
    AWS_ENDPOINT_URL: aws,
    AWS_ACCESS_KEY_ID: "000000000000",
    AWS_SECRET_ACCESS_KEY: "rehearsal",
    AWS_SESSION_TOKEN: "",
    AWS_REGION: "us-east-1",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
    STORAGE_EMULATOR_HOST: google,
    GOOGLE_APPLICATION_CREDENTIALS: "",
    NO_PROXY: "*",
    NO_COLOR: "1",
  };
}
