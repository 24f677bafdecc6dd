import { DisableKeyCommand, EnableKeyCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { findProviderMirror, terraformEnv, writeCliConfig } from "../../rehearsal/engines/mirror";
import { bootstrap, BUCKET, CUSTODY, custody, FOREIGN, home, HOME, ORGANIZATION } from "./estate";
import { Providers } from "./providers";
import { writeStack } from "./terraform";
import { DEPLOY_ENGINES, describeWithEngines } from "../engines";

const MINUTES = 60_000;

describeWithEngines(DEPLOY_ENGINES, "the loopback", () => {
  let root: string;
  let engines: Engines;
  let providers: Providers;
  let stacks: { name: string; dir: string }[];
  let keyArn: string;
  let vpce: string;

  beforeAll(async () => {
    root = mkdtempSync(join(tmpdir(), "ringfence-loopback-"));
    engines = await startEngines({ organizations: { [CUSTODY]: ORGANIZATION, [HOME]: ORGANIZATION } });
    providers = await Providers.installed(join(root, "providers"), terraformEnv(writeCliConfig(root, findProviderMirror() ?? "")));
    const all: [string, object, string][] = [
      ["bootstrap", bootstrap, HOME],
      ["custody", custody, CUSTODY],
      ["home", home, HOME],
    ];
    stacks = all.map(([name, stack, account]) => ({ name, dir: writeStack(root, name, stack, engines, account) }));
  }, 2 * MINUTES);

  afterAll(async () => {
    providers.stop();
    await engines.stop();
    if (root) rmSync(root, { recursive: true, force: true });
  });

  const credentials = (accessKeyId: string): { accessKeyId: string; secretAccessKey: string } => ({
    accessKeyId,
    secretAccessKey: "rehearsal",
  });
  const client = (account: string) => ({
    endpoint: engines.endpoint,
    region: "us-east-1",
    credentials: credentials(account),
    maxAttempts: 1,
  });
  function s3(account: string, headers: Record<string, string>): S3Client {
    const made = new S3Client({ ...client(account), forcePathStyle: true });
    made.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: Record<string, string> }).headers, headers);
        return next(args);
      },
      { step: "build" },
    );
    return made;
  }
  const inside = (account: string = HOME): S3Client => s3(account, { "x-rehearsal-vpce": vpce });
  const put = (body: string) => new PutObjectCommand({ Bucket: BUCKET, Key: "users/a b+c.json", Body: body });
  const get = () => new GetObjectCommand({ Bucket: BUCKET, Key: "users/a b+c.json" });
  const refused = (status: number, name: string, message: RegExp) => ({
    name,
    message: expect.stringMatching(message) as string,
    $metadata: expect.objectContaining({ httpStatusCode: status }) as object,
  });

  test(
    "applies, and then has nothing left to do",
    async () => {
      for (const { name, dir } of stacks) {
        const judged = readFileSync(join(dir, "cdk.tf.json"), "utf8");
        for (const args of [
          ["init", "-input=false"],
          ["apply", "-auto-approve", "-input=false"],
          ["plan", "-detailed-exitcode", "-input=false"],
        ]) {
          const ran = await providers.terraform(dir, ...args);
          expect({ name, command: args[0], code: ran.code, output: ran.code === 0 ? "" : ran.output }).toEqual({
            name,
            command: args[0],
            code: 0,
            output: "",
          });
        }
        expect(readFileSync(join(dir, "cdk.tf.json"), "utf8")).toBe(judged);
        expect(readFileSync(join(root, "state", `${name}.tfstate`), "utf8")).toContain('"resources"');
      }
      const state = JSON.parse(readFileSync(join(root, "state", "home.tfstate"), "utf8")) as { outputs: Record<string, { value: string }> };
      vpce = state.outputs["endpoint"]?.value ?? "";
      expect(state.outputs["me"]?.value).toBe(HOME);
      keyArn = (JSON.parse(readFileSync(join(root, "state", "custody.tfstate"), "utf8")) as typeof state).outputs["key_arn"]?.value ?? "";
    },
    10 * MINUTES,
  );

  test("the home account writes and reads through its endpoint, under the custodian's key", async () => {
    expect((await inside().send(put("kept"))).SSEKMSKeyId).toBe(keyArn);
    expect(await (await inside().send(get())).Body?.transformToString()).toBe("kept");
    const uses = engines.calls().filter((call) => call.via === "s3.us-east-1.amazonaws.com" && call.keyId === keyArn);
    expect(uses.map((call) => call.action)).toEqual(["GenerateDataKey", "Decrypt"]);
  });

  test("nobody reads outside the endpoint, or without TLS", async () => {
    await expect(s3(HOME, {}).send(get())).rejects.toMatchObject(refused(403, "AccessDenied", /^ringfence evaluator: .*EndpointOnly/));
    await expect(s3(HOME, { "x-rehearsal-vpce": "vpce-0" }).send(get())).rejects.toMatchObject(
      refused(403, "AccessDenied", /no endpoint vpce-0/),
    );
    await expect(s3(HOME, { "x-rehearsal-vpce": vpce, "x-rehearsal-tls": "false" }).send(get())).rejects.toMatchObject(
      refused(403, "AccessDenied", /TlsOnly/),
    );
  });

  test("a refusal is labelled as the evaluator's", async () => {
    const authorization = `AWS4-HMAC-SHA256 Credential=${HOME}/20261124/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0`;
    const reply = await fetch(`${engines.endpoint}/${BUCKET}/users/x`, { headers: { authorization } });
    expect([reply.status, reply.headers.get("x-ringfence-decided-by")]).toEqual([403, "ringfence-evaluator"]);
  });

  test("a foreign account is refused, by the endpoint and by the bucket", async () => {
    await expect(inside(FOREIGN).send(get())).rejects.toMatchObject(
      refused(403, "AccessDenied", /the endpoint policy.*the resource policy/),
    );
    await expect(s3(FOREIGN, {}).send(new ListObjectsV2Command({ Bucket: BUCKET }))).rejects.toMatchObject(
      refused(403, "AccessDenied", /the resource policy/),
    );
  });

  test("a role may do what its own policies allow, and no more", async () => {
    const { Credentials: session } = await new STSClient(client(HOME)).send(
      new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${HOME}:role/app`, RoleSessionName: "test" }),
    );
    const id = session?.AccessKeyId ?? "";
    expect((await new STSClient(client(id)).send(new GetCallerIdentityCommand({}))).Arn).toBe(`arn:aws:sts::${HOME}:assumed-role/app/test`);
    expect(await (await inside(id).send(get())).Body?.transformToString()).toBe("kept");
    await expect(inside(id).send(put("no"))).rejects.toMatchObject(refused(403, "AccessDenied", /s3:PutObject is not allowed/));
  });

  test("the key serves S3 only, and nobody once it is disabled", async () => {
    await expect(
      new KMSClient(client(HOME)).send(new EncryptCommand({ KeyId: keyArn, Plaintext: Buffer.from("x") })),
    ).rejects.toMatchObject(refused(403, "AccessDeniedException", /the key policy/));
    await new KMSClient(client(CUSTODY)).send(new DisableKeyCommand({ KeyId: keyArn }));
    await expect(inside().send(get())).rejects.toMatchObject(refused(400, "KMS.DisabledException", /Disabled/));
    await expect(inside().send(put("no"))).rejects.toMatchObject(refused(400, "KMS.DisabledException", /Disabled/));
    await new KMSClient(client(CUSTODY)).send(new EnableKeyCommand({ KeyId: keyArn }));
    expect((await inside().send(get())).$metadata.httpStatusCode).toBe(200);
  });

  test("calls are kept apart by account, and the deployer was allowed what terraform asked", async () => {
    const calls = (await (await fetch(`${engines.endpoint}/_rehearsal/calls`)).json()) as ReturnType<Engines["calls"]>;
    const creates = calls.filter((call) => call.action === "CreateKey");
    expect(creates.map((call) => [call.account, keyArn.endsWith(call.keyId ?? "-")])).toEqual([[CUSTODY, true]]);
    expect(calls.filter((call) => call.action === "CreateVpc").map((call) => call.principalArn)).toEqual([
      `arn:aws:iam::${HOME}:role/deployer`,
    ]);
    expect(calls.filter((call) => call.action === "HeadBucket" && call.decision?.verdict === "denied")).toEqual([]);
  });
});
