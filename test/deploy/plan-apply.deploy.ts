import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Program } from "../../config/program";
import { program as example } from "../../config/programs/united-states";
import { BOOTSTRAP_ROLE } from "../../constructs/access/deployer";
import { turnToLoopback } from "../../rehearsal/deploy/loopback";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { synthesize } from "../../stacks/program-stacks";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";
import { makeRoles } from "./accounts";

const MINUTES = 60_000;
const CUSTODY = "222222222222";
const PROGRAM = resolve("config/programs/united-states.ts");

describeWithEngines(DEPLOY_ENGINES, "ringfence plan and apply on local engines", () => {
  let root: string;
  let outdir: string;
  let engines: Engines;
  let env: NodeJS.ProcessEnv;

  const ringfence = (...args: string[]): Promise<{ code: number; output: string }> =>
    new Promise((done, failed) => {
      const child = spawn("node", [resolve("bin/ringfence.js"), ...args, "--program", PROGRAM, "--out", outdir], { env });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
      child.on("error", failed);
      child.on("close", (code) => done({ code: code ?? -1, output }));
    });
  const plan = () => join(outdir, "plans", "bootstrap-custody.tfplan");

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-plan-"));
    outdir = join(root, "cdktf.out");
    // The program's own file name is part of nothing that is planned: the same bytes come out of any checkout.
    synthesize(Program.of(example, PROGRAM), outdir);
    engines = await startEngines({ organizations: { [CUSTODY]: "o-custodian01" } });
    env = terraformEnv(writeCliConfig(root, findProviderMirror() ?? ""));
    await makeRoles(engines, CUSTODY, [BOOTSTRAP_ROLE]);
  }, 2 * MINUTES);

  afterAll(async () => {
    await engines.stop();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  test(
    "a stack whose upstream has no state is named as waiting, and the others are planned and reviewed",
    async () => {
      turnToLoopback(outdir, engines, join(root, "states"));
      const planned = await ringfence("plan", "bootstrap-custody", "network-us-east-1");
      expect(planned).toEqual({
        code: 0,
        output: expect.stringMatching(/Waiting for an upstream's first apply: network-us-east-1/) as string,
      });
      expect(planned.output).toContain("Reviewed 1 plans");
    },
    3 * MINUTES,
  );

  test(
    "a plan file that changed after its review is not applied",
    async () => {
      cpSync(plan(), join(root, "reviewed.tfplan"));
      appendFileSync(plan(), "x");
      expect(await ringfence("apply")).toEqual({ code: 2, output: expect.stringContaining("APPLY-CHANGED") as string });
      cpSync(join(root, "reviewed.tfplan"), plan());
    },
    MINUTES,
  );

  test("an EXAMPLE goes nowhere but the loopback", async () => {
    const override = join(outdir, "stacks", "bootstrap-custody", "loopback_override.tf.json");
    cpSync(override, join(root, "override"));
    rmSync(override);
    expect(await ringfence("apply")).toEqual({ code: 2, output: expect.stringContaining("APPLY-EXAMPLE") as string });
    cpSync(join(root, "override"), override);
  });

  test(
    "the reviewed plan is applied",
    async () => {
      expect(await ringfence("apply")).toEqual({
        code: 0,
        output: expect.stringContaining("Applied 1 reviewed plans. Plan again for: network-us-east-1") as string,
      });
    },
    3 * MINUTES,
  );
});
