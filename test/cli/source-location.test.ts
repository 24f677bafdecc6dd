import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateStart } from "../../cli/commands/migrate-jobs";
import { changed, CONTENT } from "../config/refused";
import { HMAC, migrating } from "../migrating";

const HOME = "us-east-1:333333333333";
const MOVER = "arn:aws:iam::333333333333:role/ringfence-mover-user-content-former-cloud";
const arn = (number: number) => `arn:aws:datasync:${HOME}:location/loc-${String(number).padStart(17, "0")}`;

interface Location {
  readonly uri: string;
  readonly seen: Record<string, unknown>;
}

const root = mkdtempSync(join(tmpdir(), "ringfence-location-"));
const started = { program: join(root, "program.json"), dataset: "user-content", copy: "former-cloud" };

/** No engine here keeps an object storage location: the answers below are written after Amazon's API reference. */
describe("a source location at Google, against the written protocol", () => {
  let server: Server;
  const locations: Location[] = [];
  const asked: { call: string; body: Record<string, unknown> }[] = [];
  const printed: string[] = [];
  let refuse = false;

  const answer = (call: string, body: Record<string, unknown>): object => {
    switch (call) {
      case "ListLocations": {
        // One a page, so that who reads the first page only finds too little.
        const at = Number(body["NextToken"] ?? 0);
        const here = locations[at];
        return {
          Locations: here ? [{ LocationArn: arn(at), LocationUri: here.uri }] : [],
          ...(at + 1 < locations.length ? { NextToken: String(at + 1) } : {}),
        };
      }
      case "DescribeLocationObjectStorage":
        return locations.find((_, index) => arn(index) === body["LocationArn"])?.seen ?? {};
      case "CreateLocationObjectStorage":
        locations.push({ uri: `object-storage://${String(body["ServerHostname"])}/${String(body["BucketName"])}/`, seen: body });
        return { LocationArn: arn(locations.length - 1) };
      default:
        return { Tasks: [] };
    }
  };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let text = "";
      request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
      request.on("end", () => {
        if (text.startsWith("Action=AssumeRole") || text.includes("&Action=AssumeRole"))
          return response.end(
            "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>B</SecretAccessKey><SessionToken>C</SessionToken></Credentials></AssumeRoleResult></AssumeRoleResponse>",
          );
        const call = String(request.headers["x-amz-target"]).replace("FmrsService.", "");
        const body = JSON.parse(text) as Record<string, unknown>;
        asked.push({ call, body });
        response.setHeader("content-type", "application/x-amz-json-1.1");
        if (refuse && call === "CreateLocationObjectStorage")
          return response
            .writeHead(400)
            .end(JSON.stringify({ __type: "InvalidRequestException", message: "the role opens no such secret" }));
        return response.end(JSON.stringify(answer(call, body)));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, { AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`, AWS_ACCESS_KEY_ID: "A", AWS_SECRET_ACCESS_KEY: "B" });
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, "write").mockImplementation((text) => (printed.push(String(text)), true));
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) Reflect.deleteProperty(process.env, name);
    await new Promise((done) => server.close(done));
    rmSync(root, { recursive: true, force: true });
  });
  beforeEach(() => {
    for (const list of [locations, asked, printed]) list.splice(0);
    write({ hmac: HMAC, location: undefined });
  });

  const write = (fields: object) =>
    writeFileSync(
      started.program,
      JSON.stringify(changed(migrating("copy"), (p) => Object.assign(p.datasets[CONTENT].legacy[0] as object, fields))),
    );
  const made = () => asked.filter(({ call }) => call === "CreateLocationObjectStorage").map(({ body }) => body);
  const ours = { AccessKey: HMAC.accessKey, CustomSecretConfig: { SecretArn: HMAC.secretArn, SecretAccessRoleArn: MOVER } };

  test("is made of the access id, the secret's ARN and the mover's role; no secret is sent, no agent named, nothing started", async () => {
    expect(await migrateStart(started)).toBe(0);
    expect(made()).toEqual([
      {
        ServerHostname: "storage.googleapis.com",
        ServerProtocol: "HTTPS",
        ServerPort: 443,
        BucketName: "app-user-content",
        ...ours,
      },
    ]);
    expect(printed.join("")).toContain(`user-content from former-cloud: nothing was started`);
    expect(printed.join("")).toContain(`location: "${arn(0)}"`);
    expect(asked.map(({ call }) => call)).not.toContain("StartTaskExecution");
    expect(existsSync(join(root, "moves", "user-content-former-cloud.jsonl"))).toBe(false);
  });

  test("is made once: who starts again is told the same", async () => {
    locations.push({ uri: "s3://another/", seen: {} });
    await migrateStart(started);
    printed.splice(0);
    await migrateStart(started);
    expect(made()).toHaveLength(1);
    expect(printed.join("")).toContain(`location: "${arn(1)}"`);
  });

  test.each([
    ["another key", { ...ours, AccessKey: "GOOGANOTHERKEY0000" }],
    [
      "a secret that DataSync keeps under a key of its own",
      { AccessKey: HMAC.accessKey, ManagedSecretConfig: { SecretArn: HMAC.secretArn } },
    ],
    ["another secret", { ...ours, CustomSecretConfig: { ...ours.CustomSecretConfig, SecretArn: `${HMAC.secretArn}x` } }],
    ["another role", { ...ours, CustomSecretConfig: { ...ours.CustomSecretConfig, SecretAccessRoleArn: `${MOVER}-2` } }],
    ["an agent", { ...ours, AgentArns: ["arn:aws:datasync:agent"] }],
  ])("with %s is left alone, and another made", async (_, seen) => {
    locations.push({ uri: "object-storage://storage.googleapis.com/app-user-content/", seen });
    await migrateStart(started);
    expect(made()).toHaveLength(1);
  });

  test("of a bucket whose name only begins the same is not taken", async () => {
    locations.push({ uri: "object-storage://storage.googleapis.com/app-user-content-2/", seen: ours });
    await migrateStart(started);
    expect(made()).toHaveLength(1);
  });

  test("is not asked for once the program names one; nor without a key", async () => {
    for (const fields of [{ hmac: HMAC }, { location: undefined, hmac: undefined }]) {
      write(fields);
      await expect(migrateStart(started)).rejects.toMatchObject({ code: "MOVE-LEG" });
    }
    expect(asked.map(({ call }) => call)).toEqual(["ListTasks", "ListTasks"]);
  });

  test("that AWS refuses is an error that names the call", async () => {
    refuse = true;
    await expect(migrateStart(started)).rejects.toMatchObject({ code: "MOVE-REFUSED" });
    refuse = false;
  });
});
