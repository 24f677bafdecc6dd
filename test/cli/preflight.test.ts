import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { spawnSync } from "node:child_process";
import { needsOf } from "../../cli/preflight/needs";
import { QUOTAS, taken } from "../../cli/preflight/quotas";
import { Program } from "../../config/program";
import { program } from "../../config/programs/united-states";
import { synthesize } from "../../stacks/program-stacks";

const root = mkdtempSync(join(tmpdir(), "ringfence-preflight-"));
const out = join(root, "cdktf.out");
synthesize(Program.of(program), out);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const folder = (name: string) => ({ name, folder: join(out, "stacks", name) });

test("a stack needs what its JSON says that terraform will ask for", () => {
  expect(needsOf(folder("network-us-east-1"))).toMatchObject({
    account: "333333333333",
    region: "us-east-1",
    roleArn: "arn:aws:iam::333333333333:role/ringfence-deployer",
    state: { bucket: "ringfence-state-333333333333", region: "us-east-1", roleArn: "arn:aws:iam::333333333333:role/ringfence-deployer" },
    counts: { aws_vpc: 1, aws_subnet: 3 },
  });
  expect(needsOf(folder("bootstrap-home"))).not.toHaveProperty("state");
});

test("a stack of another cloud needs nothing of AWS", () => {
  const folder = join(root, "google");
  mkdirSync(folder);
  writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify({ provider: { google: [{ project: "p" }] } }));
  expect(needsOf({ name: "google", folder })).toBeUndefined();
});

test("quotas count over the stacks of an account, global ones over its regions", () => {
  const needs = ["us-east-1", "us-west-2"].flatMap((region) => needsOf(folder(`network-${region}`)) ?? []);
  const [vpcs, , , roles] = QUOTAS;
  expect(vpcs && taken(needs, vpcs)).toEqual([
    { account: "333333333333", region: "us-east-1", count: 1 },
    { account: "333333333333", region: "us-west-2", count: 1 },
  ]);
  expect(roles && taken(needs, roles)).toEqual([{ account: "333333333333", region: "us-east-1", count: 2 }]);
});

test("without credentials it says so once, and asks nothing else", () => {
  const env = {
    PATH: process.env["PATH"],
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SHARED_CREDENTIALS_FILE: "none",
    AWS_CONFIG_FILE: "none",
  };
  const run = spawnSync("node", [resolve("bin/ringfence.js"), "preflight", "--out", out], { env, encoding: "utf8" });
  expect(run.status).toBe(1);
  expect(run.stdout).toMatch(/^MISSING {2}credentials: CredentialsProviderError/);
  expect(run.stdout.trim().split("\n")).toHaveLength(1);
  expect(run.stderr).toContain("Nothing else was asked");
  expect(run.stderr).toContain("What cannot be undone:");
});
