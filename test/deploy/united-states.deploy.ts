import { DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import {
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Program } from "../../config/program";
import { program as example } from "../../config/programs/united-states";
import { BOOTSTRAP_ROLE } from "../../config/access/role-names";
import { turnToLoopback } from "../../rehearsal/deploy/loopback";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { inParallel } from "../../rehearsal/migration/parallel";
import { synthesize } from "../../stacks/program-stacks";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";
import { Providers } from "../rehearsal/providers";
import type { Ran } from "../rehearsal/terraform";
import { keyRoleCalls, makeRoles } from "./accounts";
import { rehearsable } from "./rehearsable";

const MINUTES = 60_000;
const CUSTODY = "222222222222";
const HOME = "333333333333";
const RECOVERY = "444444444444";
const AROUND = ["111111111111", "222233334444", "555555555555", "666666666666", "777777777777", "999999999999"];
const STRANGER = "888888888888";
const CUSTODIAN = "o-custodian01";
const BUCKET = `user-content-${HOME}-us-east-1`;

describeWithEngines(DEPLOY_ENGINES, "cdktf deploy of united-states on local engines", () => {
  let root: string;
  let outdir: string;
  let engines: Engines;
  let env: NodeJS.ProcessEnv;
  let providers: Providers;
  let endpoint: string;
  let keyArn: string;

  const run = (command: string, args: readonly string[], cwd: string): Promise<Ran> =>
    new Promise((done, failed) => {
      const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
      let output = "";
      for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => (output += chunk.toString("utf8")));
      child.on("error", failed);
      child.on("close", (code) => done({ code: code ?? -1, output }));
    });
  const stack = (name: string) => join(outdir, "stacks", name);
  const client = (account: string) => ({
    endpoint: engines.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: account, secretAccessKey: "rehearsal" },
    maxAttempts: 1,
  });
  const s3 = (account: string, through?: string) => {
    const made = new S3Client({ ...client(account), forcePathStyle: true });
    made.middlewareStack.add(
      (next) => (args) => {
        if (through) (args.request as { headers: Record<string, string> }).headers["x-rehearsal-vpce"] = through;
        return next(args);
      },
      { step: "build" },
    );
    return made;
  };
  const state = (name: string) =>
    JSON.parse(readFileSync(join(root, "states", `${name}.tfstate`), "utf8")) as {
      resources: { type: string; name: string; instances: { attributes: Record<string, string> }[] }[];
    };
  const attribute = (of: string, type: string, named: RegExp, key: string) =>
    state(of).resources.find((resource) => resource.type === type && named.test(resource.name))?.instances[0]?.attributes[key] ?? "";
  const get = new GetObjectCommand({ Bucket: BUCKET, Key: "users/1.json" });

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-deploy-"));
    outdir = join(root, "cdktf.out");
    synthesize(Program.of(example, "united-states"), outdir);
    engines = await startEngines({
      organizations: {
        [CUSTODY]: CUSTODIAN,
        [HOME]: CUSTODIAN,
        [RECOVERY]: CUSTODIAN,
        ...Object.fromEntries(AROUND.map((account) => [account, CUSTODIAN])),
        [STRANGER]: "o-parentcorp1",
      },
    });
    // cdktf's cache of providers is one for the whole machine, and terraform takes one apart while another reads it.
    const apart = { CHECKPOINT_DISABLE: "1", CI: "true", CDKTF_DISABLE_PLUGIN_CACHE_ENV: "1" };
    env = { ...terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")), ...apart };
    providers = await Providers.installed(join(root, "providers"), env);
    turnToLoopback(outdir, engines, join(root, "states"));
    for (const account of [CUSTODY, HOME, RECOVERY, ...AROUND]) await makeRoles(engines, account, [BOOTSTRAP_ROLE]);
  }, 2 * MINUTES);

  afterAll(async () => {
    providers.stop();
    await engines.stop();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  test(
    "cdktf deploys every stack in the manifest's order",
    async () => {
      writeFileSync(
        join(root, "cdktf.json"),
        JSON.stringify({
          language: "typescript",
          app: "false",
          projectId: "00000000-0000-4000-8000-000000000000",
          sendCrashReports: "false",
          output: "cdktf.out",
        }),
      );
      const cdktf = resolve("node_modules/cdktf-cli/bundle/bin/cdktf.js");
      const deployed = await run(
        "node",
        [
          cdktf,
          "deploy",
          ...rehearsable(outdir).shown.map(({ name }) => name),
          "--skip-synth",
          "--skip-provider-lock",
          "--auto-approve",
          "--parallelism",
          // Twice the processors: most of an apply is the provider's wait for a key or a role to be known everywhere.
          "4",
        ],
        root,
      );
      expect({ code: deployed.code, output: deployed.code === 0 ? "" : deployed.output.slice(-6000) }).toEqual({ code: 0, output: "" });
      keyArn = attribute("custody-us-east-1", "aws_kms_key", /user-content/, "arn");
      endpoint = attribute("network-us-east-1", "aws_vpc_endpoint", /endpoint-s3/, "id");
      expect(keyArn).toMatch(new RegExp(`^arn:aws:kms:us-east-1:${CUSTODY}:key/`));
      expect(endpoint).toMatch(/^vpce-/);
    },
    40 * MINUTES,
  );

  test(
    "the second plan of every stack is empty",
    async () => {
      await inParallel(rehearsable(outdir).shown, 2, async ({ name, folder }) => {
        const again = await providers.terraform(folder, "plan", "-detailed-exitcode", "-input=false");
        expect({ name, code: again.code, output: again.code === 0 ? "" : again.output.slice(0, 3000) }).toEqual({
          name,
          code: 0,
          output: "",
        });
      });
    },
    25 * MINUTES,
  );

  test("the edge, the detectors and the settings of AWS Backup are left out, which no engine has, and nothing else", () => {
    expect(rehearsable(outdir).left.filter((name) => !/^(edge|paths|ingress|security|security-admin|config|backup)-/.test(name))).toEqual(
      [],
    );
  });

  test("what stands there is what the program says", async () => {
    const home = s3(HOME, endpoint);
    // S3 answers an empty location for us-east-1.
    expect((await home.send(new GetBucketLocationCommand({ Bucket: BUCKET }))).LocationConstraint ?? "us-east-1").toBe("us-east-1");
    expect((await home.send(new GetBucketVersioningCommand({ Bucket: BUCKET }))).Status).toBe("Enabled");
    const encryption = await home.send(new GetBucketEncryptionCommand({ Bucket: BUCKET }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault).toEqual({
      SSEAlgorithm: "aws:kms",
      KMSMasterKeyID: keyArn,
    });
  });

  test("an object goes in and comes out through the key", async () => {
    const home = s3(HOME, endpoint);
    const put = await home.send(new PutObjectCommand({ Bucket: BUCKET, Key: "users/1.json", Body: "kept" }));
    expect(put.SSEKMSKeyId).toBe(keyArn);
    expect(await (await home.send(get)).Body?.transformToString()).toBe("kept");
    expect(
      engines
        .calls()
        .filter((call) => call.via === "s3.us-east-1.amazonaws.com" && call.keyId === keyArn)
        .map((call) => call.action),
    ).toEqual(["GenerateDataKey", "Decrypt"]);
  });

  test("a foreign account is refused, through the endpoint or not", async () => {
    for (const through of [undefined, endpoint])
      await expect(s3(STRANGER, through).send(get)).rejects.toMatchObject({
        name: "AccessDenied",
        message: expect.stringMatching(/^ringfence evaluator:/) as string,
      });
  });

  test("a request outside the endpoint is refused", async () => {
    await expect(s3(HOME).send(get)).rejects.toMatchObject({
      name: "AccessDenied",
      message: expect.stringMatching(/DenyDataOutsideTheEndpoint/) as string,
    });
  });

  test("under a disabled key nothing opens", async () => {
    const kms = new KMSClient(client(CUSTODY));
    await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
    await expect(s3(HOME, endpoint).send(get)).rejects.toMatchObject({ name: "KMS.DisabledException" });
    await kms.send(new EnableKeyCommand({ KeyId: keyArn }));
    expect(await (await s3(HOME, endpoint).send(get)).Body?.transformToString()).toBe("kept");
  });

  test(
    "a guarded store cannot be destroyed",
    async () => {
      const destroyed = await providers.terraform(stack("storage-us-east-1"), "plan", "-destroy", "-input=false");
      expect(destroyed.code).toBe(1);
      expect(destroyed.output).toMatch(/prevent_destroy|Instance cannot be destroyed/);
    },
    2 * MINUTES,
  );

  test("terraform was never refused a bucket that it manages", () => {
    const heads = engines.calls().filter((call) => call.action === "HeadBucket" && /ringfence-deployer/.test(call.principalArn));
    expect(heads.length).toBeGreaterThan(0);
    expect(heads.filter((call) => call.decision && call.decision.verdict !== "allowed")).toEqual([]);
  });

  test("every KMS call of terraform on a key is one that the key policy names", () => {
    const { count, unnamed } = keyRoleCalls(engines);
    expect(count).toBeGreaterThan(50);
    expect(unnamed).toEqual([]);
  });
});
