import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";

interface Block {
  readonly address: string;
  readonly [attribute: string]: unknown;
}

/** By address, as terraform sorts what it lists. */
const inOrder = (a: Block, b: Block) => (a.address < b.address ? -1 : 1);

/** The shares of a real estate: stores, their settings, policies, networks, and references between them. */
function plan(count: number): object {
  const changes: Block[] = [];
  const written: Block[] = [];
  const add = (type: string, name: string, after: object, expressions: object, unknown: object = {}) => {
    const block = { address: `${type}.${name}`, mode: "managed", type, name };
    changes.push({
      ...block,
      provider_name: "registry.terraform.io/hashicorp/aws",
      change: {
        actions: ["create"],
        before: null,
        after,
        after_unknown: { id: true, arn: true, tags_all: true, ...unknown },
        before_sensitive: false,
        after_sensitive: {},
      },
    });
    written.push({ ...block, provider_config_key: index(name) % 7 === 0 ? "aws.west" : "aws", expressions, schema_version: 0 });
  };
  const index = (name: string) => Number(name.slice(1));
  const constant = (value: unknown) => ({ constant_value: value });
  const tags = {
    tags: { "ringfence:dataset": "profiles", team: "storage", cost: "42" },
    tags_all: { "ringfence:dataset": "profiles", team: "storage" },
  };
  const key = "arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555";
  for (let i = 0; changes.length < count; i += 6) {
    const bucket = `bucket-of-the-benchmark-${i}`;
    const sse = [
      { apply_server_side_encryption_by_default: [{ sse_algorithm: "aws:kms", kms_master_key_id: key }], bucket_key_enabled: true },
    ];
    add(
      "aws_s3_bucket",
      `b${i}`,
      { bucket, force_destroy: false, object_lock_enabled: true, timeouts: null, ...tags },
      { bucket: constant(bucket) },
      { acl: true, region: true, policy: true, website: true, versioning: true, logging: true },
    );
    add(
      "aws_s3_bucket_server_side_encryption_configuration",
      `b${i + 1}`,
      { expected_bucket_owner: null, rule: sse },
      { bucket: { references: [`aws_s3_bucket.b${i}.id`, `aws_s3_bucket.b${i}`] } },
      { bucket: true },
    );
    add(
      "aws_s3_bucket_policy",
      `b${i + 2}`,
      {
        bucket,
        policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Sid: "Tls",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:*",
              Resource: `arn:aws:s3:::${bucket}/*`,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        }),
      },
      { bucket: constant(bucket) },
    );
    add(
      "aws_dynamodb_table",
      `b${i + 3}`,
      {
        name: `t${i}`,
        billing_mode: "PAY_PER_REQUEST",
        hash_key: "id",
        attribute: [{ name: "id", type: "S" }],
        server_side_encryption: [{ enabled: true, kms_key_arn: key }],
        replica: [],
        ...tags,
      },
      { name: constant(`t${i}`) },
    );
    add(
      "aws_iam_role",
      `b${i + 4}`,
      {
        name: `role-${i}`,
        path: "/",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
        }),
        tags: null,
      },
      { name: constant(`role-${i}`) },
    );
    add(
      "aws_security_group_rule",
      `b${i + 5}`,
      {
        type: "ingress",
        from_port: 443,
        to_port: 443,
        protocol: "tcp",
        cidr_blocks: ["10.0.0.0/8"],
        security_group_id: "sg-0123456789abcdef0",
        description: "from inside",
        self: false,
      },
      { type: constant("ingress") },
    );
  }
  changes.sort(inOrder);
  written.sort(inOrder);
  const provider = (region: string, alias?: string) => ({
    name: "aws",
    ...(alias && { alias }),
    expressions: { region: constant(region), allowed_account_ids: constant(["111122223333"]) },
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: {
      root_module: {
        resources: changes.map((change) => ({
          ...change,
          values: (change["change"] as { after: object }).after,
          change: undefined,
        })),
      },
    },
    resource_changes: changes,
    configuration: {
      provider_config: { aws: provider("us-east-1"), "aws.west": provider("us-west-2", "west") },
      root_module: { resources: written },
    },
    complete: true,
    errored: false,
  };
}

interface Run {
  readonly seconds: number;
  /** Of every core that it used. */
  readonly processor: number;
  readonly megabytes: number;
}

/** Time, processor time and peak memory of a process of its own, the best of several: others use the machine too. */
function measure(runs: number, ...args: readonly string[]): Run {
  const all = Array.from({ length: runs }, () => {
    const start = performance.now();
    const run = spawnSync("node", ["--require", join(__dirname, "..", "..", "bench", "peak.cjs"), ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 30,
    });
    const seconds = (performance.now() - start) / 1e3;
    const [, peak, cpu] = /peak (\d+) cpu (\d+)/.exec(run.stderr) ?? [];
    if (run.status === null || run.status > 1 || peak === undefined || cpu === undefined)
      throw new Error(`node ${args.join(" ")}: ${run.stderr.slice(0, 2000)}`);
    return { seconds, processor: Number(cpu) / 1e6, megabytes: Number(peak) / 1024 };
  });
  const best = (of: keyof Run) => Math.min(...all.map((run) => run[of]));
  return { seconds: best("seconds"), processor: best("processor"), megabytes: best("megabytes") };
}

const folder = mkdtempSync(join(tmpdir(), "ringfence-bench-"));
const cli = ["bin/ringfence.js", "review"];
const flags = ["--jurisdiction", "US", "--custodian-account", "aws:111122223333", "--quiet"];
/** The report in every format, as files. */
const files = ["--format", "json", "--out", join(folder, "out")];
const shown = ({ seconds, processor, megabytes }: Run) => `${seconds.toFixed(2)} s, ${processor.toFixed(2)} s, ${megabytes.toFixed(0)} MB`;
const rows: string[] = [];
const took = new Map<number, number>();
for (const count of [1_000, 10_000, 100_000]) {
  const file = join(folder, `${count}.json`);
  writeFileSync(file, JSON.stringify(plan(count)));
  const size = readFileSync(file).length / 1e6;
  const parse = measure(5, "-e", `JSON.parse(require("fs").readFileSync(${JSON.stringify(file)}, "utf8"))`);
  const review = measure(5, ...cli, file, ...flags, "--format", "terminal");
  const written = measure(5, ...cli, file, ...flags, ...files);
  took.set(count, review.seconds);
  const ratios = (run: Run) => (["seconds", "processor", "megabytes"] as const).map((of) => (run[of] / parse[of]).toFixed(1)).join(", ");
  rows.push(
    `| ${count} | ${size.toFixed(1)} | ${shown(parse)} | ${shown(review)} | ${ratios(review)} | ${shown(written)} | ${ratios(written)} |`,
  );
  process.stderr.write(`${rows.at(-1)}\n`);
}
rmSync(folder, { recursive: true, force: true });

/** What a thousand resources more cost, without the start that every run pays: the same at every size where the review is linear. */
function perThousand(few: number, many: number): string {
  return ((((took.get(many) ?? 0) - (took.get(few) ?? 0)) * 1e6) / (many - few)).toFixed(0);
}

const text = `# Results of the review

Written by \`node bin/build.js bench/review.ts\` on Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown"}: time, processor time and peak memory of a process of its own, the best of several. A large plan is read by two threads.

| resources | MB | JSON.parse | review, in the terminal | times that | the report in every format too | times that |
| ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${rows.join("\n")}

From 10,000 to 100,000 resources each further thousand takes ${perThousand(10_000, 100_000)} ms; from 1,000 to 10,000 it takes ${perThousand(1_000, 10_000)} ms.
`;
writeFileSync("bench/REVIEW.md", text);
process.stdout.write(text);
