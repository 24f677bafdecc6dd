import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { custodyConnect } from "../../cli/commands/custody-connect";
import { Program } from "../../config/program";
import type { ProgramInput } from "../../config/schema/schema";
import { BOOTSTRAP_ROLE } from "../../config/access/role-names";
import { ADMINISTRATION } from "../../constructs/keys/administration";
import { turnToLoopback } from "../../rehearsal/deploy/loopback";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { synthesize } from "../../stacks/program-stacks";
import { usExternal, usImported } from "../custody-programs";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";
import { Providers } from "../rehearsal/providers";
import { makeRoles } from "./accounts";

const MINUTES = 60_000;
const CUSTODY = "222222222222";
const RECOVERY = "444444444444";
const sandbox = (input: ProgramInput): ProgramInput => ({
  ...input,
  sandbox: true,
  datasets: input.datasets.map((dataset) => ({ ...dataset, legacy: [] })),
});

describeWithEngines(DEPLOY_ENGINES, "stores of external keys and keys of imported material, applied by terraform", () => {
  let root: string;
  let engines: Engines;
  let providers: Providers;

  const run = (folder: string, ...args: string[]) => providers.terraform(folder, ...args);
  async function good(folder: string, ...args: string[]): Promise<string> {
    const ran = await run(folder, ...args);
    expect({ args, code: ran.code, output: ran.code === 0 ? "" : ran.output }).toEqual({ args, code: 0, output: "" });
    return ran.output;
  }
  const apply = (folder: string) => good(folder, "apply", "-auto-approve", "-input=false");
  async function converges(folder: string): Promise<void> {
    expect(await good(folder, "plan", "-input=false")).toContain("No changes");
  }
  function built(input: ProgramInput): { file: string; folder: (stack: string) => string } {
    const outdir = join(root, input.custody.mode, "cdktf.out");
    const file = join(root, `${input.custody.mode}.json`);
    writeFileSync(file, JSON.stringify(input));
    synthesize(Program.of(input, "a sandbox"), outdir);
    turnToLoopback(outdir, engines, join(root, input.custody.mode, "states"));
    expect(readdirSync(join(outdir, "stacks")).length).toBeGreaterThan(10);
    return { file, folder: (stack) => join(outdir, "stacks", stack) };
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-modes-"));
    engines = await startEngines({ organizations: { [CUSTODY]: "o-custodian01", [RECOVERY]: "o-custodian01" } });
    for (const account of [CUSTODY, RECOVERY])
      await makeRoles(engines, account, [BOOTSTRAP_ROLE, "ringfence-key-admin", "ringfence-deployer"]);
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: engines.endpoint,
      AWS_ACCESS_KEY_ID: RECOVERY,
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      TF_VAR_xks_access_key_id: "ABCDEFGHIJKLMNOPQRST",
      TF_VAR_xks_secret_access_key: "x".repeat(43),
    });
    providers = await Providers.installed(join(root, "providers"), terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")));
  }, 2 * MINUTES);

  afterAll(async () => {
    providers.stop();
    await engines.stop();
    rmSync(root, { recursive: true, force: true });
  });

  /** What the key role called of KMS on keys is what their policy names. */
  function unnamed(origin: "EXTERNAL" | "EXTERNAL_KEY_STORE"): string[] {
    const named = new Set([...ADMINISTRATION[origin].map((action) => action.replace("kms:", "")), "CreateKey", "ListAliases"]);
    const calls = engines.calls().filter((call) => call.service === "kms" && !call.via && /ringfence-key-admin/.test(call.principalArn));
    return [...new Set(calls.map(({ action }) => action))].filter((action) => !named.has(action) && !action.includes("CustomKeyStore"));
  }

  test(
    "keys wait for their store: refused with a code before it is connected, made after",
    async () => {
      const { file, folder } = built(sandbox(usExternal));
      const [store, keys] = [folder("custody-store-recovery-us-west-2"), folder("keys-recovery-us-west-2")];
      for (const each of [store, keys]) await good(each, "init", "-input=false");
      const missing = await run(keys, "plan", "-input=false");
      expect([missing.code === 0, missing.output]).toEqual([false, expect.stringMatching(/KMS Custom Key Store/)]);
      await apply(store);
      await converges(store);
      const early = await run(keys, "plan", "-input=false");
      expect(early.code).not.toBe(0);
      expect(early.output.replace(/[\s│]+/g, " ")).toContain("CUSTODY-CONNECT: the external key store is not connected");
      await custodyConnect({ program: file, account: "recovery", region: "us-west-2" }, { everyMs: 1, times: 5 });
      await apply(keys);
      await converges(keys);
      expect(unnamed("EXTERNAL_KEY_STORE")).toEqual([]);
    },
    10 * MINUTES,
  );

  test(
    "the network before a proxy is built, and changes nothing on a second plan",
    async () => {
      const { folder } = built(sandbox(usExternal));
      const proxy = folder("custody-proxy-us-east-1");
      await good(proxy, "init", "-input=false");
      await apply(proxy);
      await converges(proxy);
    },
    10 * MINUTES,
  );

  test(
    "keys of imported material are made, wait for it, and are left alone once it is there",
    async () => {
      const { folder } = built(sandbox(usImported));
      const keys = folder("keys-recovery-us-east-1");
      await good(keys, "init", "-input=false");
      await apply(keys);
      await converges(keys);
      expect(unnamed("EXTERNAL")).toEqual([]);
    },
    10 * MINUTES,
  );
});
