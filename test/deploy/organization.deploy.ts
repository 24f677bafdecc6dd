import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Program } from "../../config/program";
import { program as example } from "../../config/programs/united-states";
import { BOOTSTRAP_ROLE } from "../../config/access/role-names";
import { turnToLoopback } from "../../rehearsal/deploy/loopback";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { synthesize } from "../../stacks/program-stacks";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";
import { Providers } from "../rehearsal/providers";
import { makeRoles } from "./accounts";

const MINUTES = 60_000;
const MANAGEMENT = "111111111111";

describeWithEngines(DEPLOY_ENGINES, "the organization's guardrails, made, planned again and taken away", () => {
  let root: string;
  let engines: Engines;
  let providers: Providers;

  async function run(stack: string, ...args: string[]): Promise<void> {
    const ran = await providers.terraform(join(root, "cdktf.out", "stacks", stack), ...args);
    expect({ stack, args, code: ran.code, output: ran.code === 0 ? "" : ran.output }).toEqual({ stack, args, code: 0, output: "" });
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-organization-"));
    const datasets = example.datasets.map((dataset) => ({ ...dataset, legacy: [] }));
    synthesize(Program.of({ ...example, sandbox: true, datasets }, "a sandbox"), join(root, "cdktf.out"));
    engines = await startEngines({ organizations: { [MANAGEMENT]: "o-custodian01" } });
    providers = await Providers.installed(join(root, "providers"), terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")));
    turnToLoopback(join(root, "cdktf.out"), engines, join(root, "states"));
    // Bootstrap makes the other two; here it is enough that all three can be assumed.
    await makeRoles(engines, MANAGEMENT, [BOOTSTRAP_ROLE, "ringfence-key-admin", "ringfence-deployer"]);
  }, 2 * MINUTES);

  afterAll(async () => {
    providers.stop();
    await engines.stop();
    rmSync(root, { recursive: true, force: true });
  });

  test(
    "as the key role and the management account's deployer",
    async () => {
      for (const stack of ["keys-management-us-east-1", "organization-us-east-1"]) {
        await run(stack, "init", "-input=false");
        await run(stack, "apply", "-auto-approve", "-input=false");
        await run(stack, "plan", "-detailed-exitcode", "-input=false");
      }
      const hung = engines.calls().filter(({ action }) => action === "AttachPolicy");
      expect(hung).toHaveLength(9); // four SCPs, two RCPs, three management policies
      expect(hung.every(({ principalArn }) => /ringfence-deployer/.test(principalArn))).toBe(true);
      await run("organization-us-east-1", "destroy", "-auto-approve", "-input=false");
    },
    15 * MINUTES,
  );
});
