import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulators } from "./emulators";
import { providerOverride, writeAwsConfig } from "./provider";
import type { RecordedCall } from "./record";
import { Router } from "./router";

export interface EnginesProps {
  /** The organization of each account, for `aws:PrincipalOrgID` and its like. */
  readonly organizations: Readonly<Record<string, string>>;
}

export interface Engines {
  /** Where every AWS client is pointed; `http://127.0.0.1:port`. */
  readonly endpoint: string;
  /** The same address as HTTP proxy, for s3control. */
  readonly proxy: string;
  calls(): readonly RecordedCall[];
  /** The `provider` value of an override file for one account and region. */
  providerOverride(accountId: string, region: string, roleArn?: string): object;
  stop(): Promise<void>;
}

/** Starts the loopback cloud: two emulators, and before them the router. */
export async function startEngines(props: EnginesProps): Promise<Engines> {
  const emulators = await startEmulators();
  const router = new Router(emulators.ports, props.organizations);
  const endpoint = `http://127.0.0.1:${await router.listen()}`;
  const folder = mkdtempSync(join(tmpdir(), "ringfence-engines-"));
  const config = writeAwsConfig(folder, endpoint);
  return {
    endpoint,
    proxy: endpoint,
    calls: () => router.record.all(),
    providerOverride: (accountId, region, roleArn) => providerOverride({ endpoint, config }, accountId, region, roleArn),
    stop: async () => {
      await router.close();
      await emulators.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
