import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Agent, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { S3ControlClient } from "@aws-sdk/client-s3-control";
import { manifestsOf } from "../../cli/movers/manifest";
import { BatchMover } from "../../cli/movers/s3-batch";
import { RingfenceError } from "../../config/errors";

const root = mkdtempSync(join(tmpdir(), "ringfence-batch-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const inventory = (rows: readonly object[]): string => {
  const file = join(root, "versions.jsonl");
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return file;
};

const ROWS = [
  { key: "a, b+c%.jpg", versionId: "v2", size: "10", isLatest: "true" },
  { key: "a, b+c%.jpg", versionId: "v1", size: "9", isLatest: "false" },
  { key: "gone", versionId: "v9", size: "0", isLatest: "true", isDeleteMarker: "true" },
  { key: "huge", versionId: "v3", size: String(5 * 2 ** 30 + 1), isLatest: "true" },
  { key: "just fits", versionId: "v4", size: String(5 * 2 ** 30), isLatest: "true" },
];

describe("manifests", () => {
  test("list each version once, keys as in a URL, without delete markers, and what is too large apart", async () => {
    const { noncurrent, current, large } = await manifestsOf("old", inventory(ROWS), root);
    expect([noncurrent.versions, current.versions, large.versions]).toEqual([1, 2, 1]);
    expect(readFileSync(noncurrent.file, "utf8")).toBe("old,a%2C%20b%2Bc%25.jpg,v1\n");
    expect(readFileSync(current.file, "utf8")).toBe("old,a%2C%20b%2Bc%25.jpg,v2\nold,just%20fits,v4\n");
    expect(readFileSync(large.file, "utf8")).toBe("old,huge,v3\n");
  });
  test("are the same whatever the order of the inventory, so that a job is never submitted twice", async () => {
    const there = await manifestsOf("old", inventory(ROWS), root);
    const back = await manifestsOf("old", inventory([...ROWS].reverse()), root);
    expect(back.current.digest).toBe(there.current.digest);
  });
  test("need versions", async () => {
    await expect(manifestsOf("old", inventory([{ key: "a", size: "1" }]), root)).rejects.toMatchObject({ code: "MOVE-INVENTORY" });
  });
});

/** No engine here has S3 Batch: the answers below are written after Amazon's API reference, and nothing was copied. */
describe("jobs of S3 Batch, against the written protocol", () => {
  let server: Server;
  let mover: BatchMover;
  const asked: { method: string; url: string; body: string }[] = [];
  const status = { now: "Active", failed: 0, refuse: false };

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
      request.on("end", () => {
        asked.push({ method: request.method ?? "", url: request.url ?? "", body });
        if (request.method === "PUT") return response.writeHead(200, { etag: '"etag-of-the-manifest"' }).end();
        response.setHeader("content-type", "application/xml");
        if (status.refuse) return response.writeHead(403).end("<Error><Code>AccessDenied</Code><Message>no</Message></Error>");
        if (request.url === "/v20180820/jobs") return response.end(`<CreateJobResult><JobId>job-${asked.length}</JobId></CreateJobResult>`);
        if (request.method === "POST") return response.end("<UpdateJobStatusResult><Status>Cancelling</Status></UpdateJobStatusResult>");
        return response.end(
          `<DescribeJobResult><Job><Status>${status.now}</Status><ProgressSummary><TotalNumberOfTasks>2</TotalNumberOfTasks><NumberOfTasksSucceeded>${2 - status.failed}</NumberOfTasksSucceeded><NumberOfTasksFailed>${status.failed}</NumberOfTasksFailed></ProgressSummary></Job></DescribeJobResult>`,
        );
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const client = {
      endpoint: `http://127.0.0.1:${port}`,
      region: "us-east-1",
      credentials: { accessKeyId: "a", secretAccessKey: "b" },
      maxAttempts: 1,
    };
    mover = new BatchMover({
      s3: new S3Client({ ...client, forcePathStyle: true }),
      // The account's id goes before the host, a name that only this agent knows.
      control: new S3ControlClient({
        ...client,
        endpoint: `http://engine.invalid:${port}`,
        requestHandler: {
          httpAgent: new Agent({ lookup: (_host, _options, found) => found(null, [{ address: "127.0.0.1", family: 4 }]) }),
        },
      }),
      accountId: "333333333333",
      home: "new-home",
      evidence: "evidence",
      roleArn: "arn:aws:iam::333333333333:role/ringfence-mover-d-c",
      path: "d/c",
      manifests: () => manifestsOf("old", inventory(ROWS), root),
    });
  });
  afterAll(() => new Promise((done) => server.close(done)));
  beforeEach(() => asked.splice(0));

  test("noncurrent versions go first, into the home bucket, under the mover's role, reported to the evidence bucket", async () => {
    const job = await mover.start([]);
    expect(job).toMatchObject({
      tool: "s3-batch",
      id: "job-2",
      what: expect.stringMatching(/^1 noncurrent versions \([0-9a-f]{12}\)$/) as string,
    });
    expect(asked[0]).toMatchObject({
      method: "PUT",
      url: expect.stringMatching(/^\/evidence\/manifests\/d\/c\/[0-9a-f]{64}\.csv/) as string,
    });
    expect(asked[0]?.body).toContain("old,a%2C%20b%2Bc%25.jpg,v1\n");
    for (const said of [
      "<TargetResource>arn:aws:s3:::new-home</TargetResource>",
      "<RoleArn>arn:aws:iam::333333333333:role/ringfence-mover-d-c</RoleArn>",
      "<ETag>etag-of-the-manifest</ETag>",
      "<Bucket>arn:aws:s3:::evidence</Bucket>",
      "<ReportScope>AllTasks</ReportScope>",
    ])
      expect(asked[1]?.body).toContain(said);
  });

  test("current ones follow when those are done; a job that failed is submitted again under another token; then nothing is left", async () => {
    const first = await mover.start([]);
    if (!first) throw new Error("nothing was started");
    const token = () => /<ClientRequestToken>([^<]+)</.exec(asked.at(-1)?.body ?? "")?.[1];
    const once = token();
    const again = await mover.start([{ ...first, state: "failed", detail: "" }]);
    expect(again?.what).toBe(first.what);
    expect(token()).not.toBe(once);
    const done = { ...first, state: "done", detail: "" } as const;
    const second = await mover.start([done]);
    expect(second?.what).toMatch(/^2 current versions/);
    if (!second) throw new Error("nothing was started");
    expect(await mover.start([done, { ...second, state: "done", detail: "" }])).toBeUndefined();
  });

  test("a job that S3 calls complete has failed when one of its versions did", async () => {
    const job = { tool: "s3-batch", id: "job-1", what: "" } as const;
    expect(await mover.look(job)).toEqual({ state: "running", detail: "active; 2 of 2 versions, 0 failed" });
    status.now = "Complete";
    expect(await mover.look(job)).toMatchObject({ state: "done" });
    status.failed = 1;
    expect(await mover.look(job)).toEqual({ state: "failed", detail: "complete; 1 of 2 versions, 1 failed" });
  });

  test("a stop is a request to cancel, and a refusal is an error of ours", async () => {
    await mover.stop({ tool: "s3-batch", id: "job-1", what: "" });
    expect(asked[0]).toMatchObject({ method: "POST", url: "/v20180820/jobs/job-1/status?requestedJobStatus=Cancelled" });
    status.refuse = true;
    await expect(mover.look({ tool: "s3-batch", id: "job-1", what: "" })).rejects.toBeInstanceOf(RingfenceError);
    status.refuse = false;
  });
});
