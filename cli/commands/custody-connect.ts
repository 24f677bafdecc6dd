import {
  ConnectCustomKeyStoreCommand,
  DescribeCustomKeyStoresCommand,
  DisconnectCustomKeyStoreCommand,
  type CustomKeyStoresListEntry,
  type KMSClient,
} from "@aws-sdk/client-kms";
import { RingfenceError } from "../../config/errors";
import { loadProgram } from "../../config/load";
import type { Program } from "../../config/program";
import { asked, kmsAs, type At } from "../custody/aws";
import { CUSTODY_PAGES } from "../custody/pages";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { complain, say } from "../terminal";
import { usage } from "../usage";

export interface StoreOptions {
  readonly program?: string;
  /** Names of the program; every store when neither is given. */
  readonly account?: string;
  readonly region?: string;
}

/** One store of the program. */
interface Store extends At {
  readonly name: string;
  readonly label: string;
  readonly keys: readonly string[];
}

/** KMS takes minutes to connect; after this long something is wrong that it does not say. */
const PATIENCE = { everyMs: 5_000, times: 240 };

/** Connects the external key stores, and waits until they are: keys can be made in them from then on. */
export async function custodyConnect(options: StoreOptions, patience = PATIENCE): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  for (const store of storesOf(program, options)) {
    const kms = await kmsAs(program, store);
    const found = await find(kms, store);
    if (found.ConnectionState !== "CONNECTED" && found.ConnectionState !== "CONNECTING") {
      // A store that failed to connect has to be disconnected before it is tried again (AWS KMS, ConnectCustomKeyStore).
      if (found.ConnectionState === "FAILED") await disconnect(kms, store, found, patience);
      complain(`${store.label}: connecting; KMS takes some minutes`);
      await asked(store.label, "kms:ConnectCustomKeyStore", () =>
        kms.send(new ConnectCustomKeyStoreCommand({ CustomKeyStoreId: found.CustomKeyStoreId })),
      );
    }
    await until(kms, store, "CONNECTED", patience);
    say(`${store.label}: connected. Plan and apply the keys: ${store.keys.join(", ")}.`);
  }
  return 0;
}

/** The kill switch. It says what stops, and does it after a yes. */
export async function custodyDisconnect(options: StoreOptions & { readonly yes?: boolean }, patience = PATIENCE): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  const stores = storesOf(program, options);
  for (const { label, keys } of stores) say(`${label}: stops every use of the keys of ${keys.join(", ")}.`);
  for (const line of WHAT_STOPS) say(`  ${line}`);
  if (options.yes !== true)
    throw new RingfenceError(CUSTODY_PAGES.consent, {
      at: "custody disconnect",
      given: "no --yes",
      expected: "--yes, from who may decide that the data stands still",
      fix: "Read what stops, then run it again with --yes.",
    });
  for (const store of stores) {
    const kms = await kmsAs(program, store);
    await disconnect(kms, store, await find(kms, store), patience);
    say(`${store.label}: disconnected. \`ringfence custody connect\` takes it back.`);
  }
  return 0;
}

/** AWS KMS developer guide, "How unusable KMS keys affect data keys"; Amazon Aurora user guide, "Encrypting resources". */
const WHAT_STOPS = [
  "New reads and writes fail at once where the service asks KMS each time.",
  "Services go on with data keys that they hold in memory: minutes for S3 Bucket Keys and DynamoDB, until detached for EBS and EFS.",
  "Aurora: a cluster without its key ends in a state that only a restore from backup undoes.",
  "The custodian's own switch at the proxy or the HSM does the same without AWS.",
];

function storesOf(program: Program, { account, region }: StoreOptions): readonly Store[] {
  const all = program.data.custody.external?.aws ?? [];
  const stores = all.filter((store) => (account ?? store.account) === store.account && (region ?? store.region) === store.region);
  if (stores.length === 0)
    throw usage(
      "custody connect",
      "--account, --region",
      all.length === 0 ? `custody.mode ${program.data.custody.mode}` : `${account ?? "any"} ${region ?? "any"}`,
      all.length === 0 ? "a program with external key stores on AWS" : all.map((store) => `${store.account} ${store.region}`).join(", "),
    );
  return stores.map((store) => ({
    account: program.account(store.account).id,
    region: store.region,
    name: `ringfence-${program.name}`,
    label: `${store.account} ${store.region}`,
    keys: Object.keys(store.keys),
  }));
}

async function find(kms: KMSClient, { name, label, region }: Store): Promise<CustomKeyStoresListEntry> {
  const { CustomKeyStores } = await asked(
    label,
    "kms:DescribeCustomKeyStores",
    () => kms.send(new DescribeCustomKeyStoresCommand({ CustomKeyStoreName: name })),
    CUSTODY_PAGES.connect,
  );
  const found = CustomKeyStores?.find((store) => store.CustomKeyStoreName === name);
  if (found) return found;
  throw new RingfenceError(CUSTODY_PAGES.connect, {
    at: label,
    given: `no key store ${name}`,
    expected: `one in ${region}`,
    fix: "Apply its custody-store stack first.",
  });
}

async function disconnect(kms: KMSClient, store: Store, found: CustomKeyStoresListEntry, patience: typeof PATIENCE): Promise<void> {
  if (found.ConnectionState === "DISCONNECTED") return;
  await asked(store.label, "kms:DisconnectCustomKeyStore", () =>
    kms.send(new DisconnectCustomKeyStoreCommand({ CustomKeyStoreId: found.CustomKeyStoreId })),
  );
  await until(kms, store, "DISCONNECTED", patience);
}

async function until(
  kms: KMSClient,
  store: Store,
  wanted: "CONNECTED" | "DISCONNECTED",
  { everyMs, times }: typeof PATIENCE,
): Promise<void> {
  let last: CustomKeyStoresListEntry | undefined;
  for (let tries = 0; tries < times; tries += 1) {
    last = await find(kms, store);
    if (last.ConnectionState === wanted) return;
    if (last.ConnectionState === "FAILED") break;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  throw new RingfenceError(CUSTODY_PAGES.connect, {
    at: store.label,
    given: `${last?.ConnectionState ?? "no answer"}${last?.ConnectionErrorCode ? `: ${last.ConnectionErrorCode}` : ""}`,
    expected: wanted,
    fix: "Look the error code up under ConnectionErrorCode in the AWS KMS API reference, mend the proxy or its network, and run it again.",
  });
}
