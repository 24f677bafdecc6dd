import { CreateOrganizationCommand, OrganizationsClient } from "@aws-sdk/client-organizations";
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Program } from "../../config/program";
import { program as example } from "../../config/programs/united-states";
import { BOOTSTRAP_ROLE } from "../../config/access/role-names";
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

  const ringfence = (...args: string[]): Promise<{ code: number; output: string }> => ofProgram(PROGRAM, args);
  const ofProgram = (
    program: string,
    args: readonly string[],
    calling: NodeJS.ProcessEnv = env,
  ): Promise<{ code: number; output: string }> =>
    new Promise((done, failed) => {
      const child = spawn("node", [resolve("bin/ringfence.js"), ...args, "--program", program, "--out", outdir], { env: calling });
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
      expect(planned.output).toContain("Reviewed 1 plan;");
      expect(planned.output).toContain("Migration: 0 of 5 old copies are closed");
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
        output: expect.stringContaining("Applied 1 reviewed plan. Plan again for: network-us-east-1") as string,
      });
    },
    3 * MINUTES,
  );

  describe("preflight", () => {
    const caller = () => ({
      ...env,
      AWS_ENDPOINT_URL: engines.endpoint,
      AWS_ACCESS_KEY_ID: CUSTODY,
      AWS_SECRET_ACCESS_KEY: "rehearsal",
      AWS_REGION: "us-east-1",
      AWS_MAX_ATTEMPTS: "1",
    });

    test("names the state bucket and the organization that an account lacks, and what could not be asked", async () => {
      const { code, output } = await ofProgram(PROGRAM, ["preflight", "network-us-east-1"], caller());
      expect(code).toBe(1);
      expect(output).toMatch(/^ok {7}credentials: arn:aws:/m);
      expect(output).toMatch(/^MISSING {2}state bucket ringfence-state-333333333333/m);
      expect(output).toMatch(/^ok {7}quota VPCs per Region of 333333333333 in us-east-1, of which these stacks take 1$/m);
      // The engine knows no quota of IAM: what could not be asked is not fine.
      expect(output).toMatch(/^MISSING {2}quota Roles per account of 333333333333 .*: NoSuchResourceException/m);
      expect(output).toMatch(/What cannot be undone:/);
    });

    test("is content with an account that has them, and only with the organization that the policies name", async () => {
      const other = await ofProgram(PROGRAM, ["preflight", "custody-us-east-1"], caller());
      expect(other.code).toBe(1);
      expect(other.output).toMatch(/^ok {7}role arn:aws:iam::222222222222:role\/ringfence-key-admin, for custody-us-east-1$/m);
      expect(other.output).toMatch(/^ok {7}state bucket ringfence-state-222222222222$/m);
      expect(other.output).toMatch(/^MISSING {2}account custody \(222222222222\) stands in o-custodian01: AWSOrganizationsNotInUse/m);

      const organizations = new OrganizationsClient({
        endpoint: engines.endpoint,
        region: "us-east-1",
        credentials: { accessKeyId: CUSTODY, secretAccessKey: "rehearsal" },
      });
      const { Organization } = await organizations.send(new CreateOrganizationCommand({ FeatureSet: "ALL" }));
      const id = Organization?.Id ?? "";
      const moved = await ofProgram(PROGRAM, ["preflight", "custody-us-east-1"], caller());
      expect(moved.output).toContain(`it stands in ${id}; every policy names o-custodian01`);

      const program = join(root, "program.json");
      writeFileSync(program, JSON.stringify(example).replaceAll("o-custodian01", id));
      expect(await ofProgram(program, ["preflight", "custody-us-east-1"], caller())).toEqual({
        code: 0,
        output: expect.stringMatching(new RegExp(`^ok {7}account custody \\(222222222222\\) stands in ${id}$`, "m")) as string,
      });
    });
  });
});
