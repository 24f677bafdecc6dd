import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
import { keyRoleCalls, makeRoles } from "./accounts";

const MINUTES = 60_000;
const CUSTODY = "222222222222";
describeWithEngines(DEPLOY_ENGINES, "the life of a key, made, changed and destroyed by terraform as the key role", () => {
  let root: string;
  let folder: string;
  let engines: Engines;
  let providers: Providers;

  async function run(...args: string[]): Promise<void> {
    const ran = await providers.terraform(folder, ...args);
    expect({ args, code: ran.code, output: ran.code === 0 ? "" : ran.output }).toEqual({ args, code: 0, output: "" });
  }

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-key-"));
    const outdir = join(root, "cdktf.out");
    // A sandbox, since a guarded key cannot be destroyed; it names no legacy copies.
    const datasets = example.datasets.map((dataset) => ({ ...dataset, legacy: [] }));
    synthesize(Program.of({ ...example, sandbox: true, datasets }, "a sandbox"), outdir);
    engines = await startEngines({ organizations: { [CUSTODY]: "o-custodian01" } });
    providers = await Providers.installed(join(root, "providers"), terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")));
    turnToLoopback(outdir, engines, join(root, "states"));
    // Bootstrap makes the key role; here it is enough that both can be assumed.
    await makeRoles(engines, CUSTODY, [BOOTSTRAP_ROLE, "ringfence-key-admin"]);
    folder = join(outdir, "stacks", "custody-us-east-1");
  }, 2 * MINUTES);

  afterAll(async () => {
    providers.stop();
    await engines.stop();
    rmSync(root, { recursive: true, force: true });
  });

  test(
    "calls nothing on a key that the key policy does not name",
    async () => {
      await run("init", "-input=false");
      await run("apply", "-auto-approve", "-input=false");
      const file = join(folder, "cdk.tf.json");
      const changed = readFileSync(file, "utf8")
        .replaceAll('"enable_key_rotation": true', '"enable_key_rotation": false')
        .replaceAll('"description": "Ringfence', '"description": "Changed: Ringfence')
        .replaceAll("BucketUsesThroughItsService", "BucketUsesThroughItsServiceStill")
        .replaceAll('"ringfence:key-of"', '"ringfence:changed"');
      expect(changed).not.toBe(readFileSync(file, "utf8"));
      writeFileSync(file, changed);
      await run("apply", "-auto-approve", "-input=false");
      await run("destroy", "-auto-approve", "-input=false");

      const { made, unnamed } = keyRoleCalls(engines);
      // What each step is known for, so that an empty recording does not pass.
      for (const action of [
        "CreateKey",
        "CreateAlias",
        "UpdateKeyDescription",
        "PutKeyPolicy",
        "TagResource",
        "DisableKeyRotation",
        "ScheduleKeyDeletion",
        "DeleteAlias",
      ])
        expect(made).toContain(action);
      expect(unnamed).toEqual([]);
    },
    8 * MINUTES,
  );
});
