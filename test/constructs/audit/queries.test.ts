import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { auditQueries } from "../../../constructs/audit/audit-queries";
import { EVENT_COLUMNS, EVENT_PARTITIONS, projection } from "../../../constructs/audit/events-table";

/**
 * The queries are written for Athena (Trino) and run on DuckDB here, with two of Trino's functions given by their DuckDB names.
 * What that leaves unproved: Athena's own planner, and its reading of CloudTrail's files.
 */
const MACROS = ["CREATE MACRO json_extract_scalar(j, p) AS json_extract_string(j, p)", "CREATE MACRO date_format(d, f) AS strftime(d, f)"];
const TODAY = new Date();
const day = (ago: number) => new Date(TODAY.getTime() - ago * 86_400_000).toISOString().slice(0, 10).replaceAll("-", "/");

interface Sample {
  readonly name: string;
  readonly source?: string;
  readonly who?: string;
  readonly parameters?: object;
  readonly category?: "Data" | "Management" | "NetworkActivity";
  readonly readonly?: boolean;
  readonly error?: string;
  readonly ago?: number;
}
const READER = "arn:aws:sts::333333333333:assumed-role/ringfence-reader/jane";
const BREAK_GLASS = "arn:aws:sts::222222222222:assumed-role/ringfence-key-break-glass/joe";
const object = { bucketName: "user-content-333333333333-us-east-1", key: "a/b.jpg" };

const SAMPLES: readonly Sample[] = [
  { name: "GetObject", parameters: object, category: "Data" },
  { name: "GetObject", parameters: object, category: "Data", who: "arn:aws:sts::333333333333:assumed-role/other/x" },
  { name: "GetItem", source: "dynamodb", parameters: { tableName: "sessions" }, category: "Data" },
  { name: "GetObject", parameters: object, category: "Data", error: "AccessDenied" },
  { name: "PutObject", parameters: object, category: "Data", readonly: false },
  { name: "GetObject", parameters: object, category: "Data", ago: 60 },
  { name: "GetObject", parameters: { bucketName: "elsewhere" }, category: "NetworkActivity", error: "VpceAccessDenied" },
  { name: "RunInstances", source: "ec2", readonly: false, error: "Client.UnauthorizedOperation" },
  { name: "Decrypt", source: "kms", parameters: { keyId: "key-1", encryptionContext: { "aws:s3:arn": "arn:aws:s3:::user-content" } } },
  { name: "PutKeyPolicy", source: "kms", parameters: { keyId: "key-1" }, readonly: false },
  { name: "CreateGrant", source: "kms", parameters: { keyId: "key-1" }, readonly: false },
  { name: "AssumeRole", source: "sts", parameters: { roleArn: "arn:aws:iam::222222222222:role/ringfence-key-break-glass" } },
  { name: "AssumeRole", source: "sts", parameters: { roleArn: "arn:aws:iam::222222222222:role/ringfence-key-admin" } },
  { name: "DescribeKey", source: "kms", who: BREAK_GLASS },
  { name: "DetachPolicy", source: "organizations", readonly: false },
  { name: "DescribePolicy", source: "organizations" },
  { name: "StopLogging", source: "cloudtrail", readonly: false },
];

const quoted = (text: string | undefined) => (text === undefined ? "NULL" : `'${text.replaceAll("'", "''")}'`);
/** Hive's words for types in DuckDB's: `struct<a:string>` is `STRUCT(a VARCHAR)`. */
const typed = (hive: string): string => {
  const list = /^array<(.*)>$/.exec(hive);
  if (list) return `${typed(list[1] as string)}[]`;
  return hive
    .replaceAll("struct<", "STRUCT(")
    .replaceAll(">", ")")
    .replace(/(\w+):/g, '"$1" ')
    .replaceAll("string", "VARCHAR");
};

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
  for (const macro of MACROS) await connection.run(macro);
  const columns = [
    ...EVENT_COLUMNS.map(({ name, type }) => `"${name}" ${typed(type)}`),
    ...EVENT_PARTITIONS.map((name) => `"${name}" VARCHAR`),
  ];
  await connection.run(`CREATE TABLE events (${columns.join(", ")})`);
  for (const sample of SAMPLES) {
    const { name, source = "s3", who = READER, category = "Management", ago = 1 } = sample;
    const values: Record<string, string> = {
      eventtime: quoted(`${day(ago)}T10:00:00Z`),
      useridentity: `{'type': 'AssumedRole', 'principalid': 'x', 'arn': ${quoted(who)}, 'accountid': '333333333333', 'invokedby': NULL, 'accesskeyid': NULL, 'username': NULL, 'sessioncontext': NULL}`,
      eventsource: quoted(`${source}.amazonaws.com`),
      eventname: quoted(name),
      awsregion: "'us-east-1'",
      sourceipaddress: "'10.20.0.7'",
      errorcode: quoted(sample.error),
      requestparameters: quoted(sample.parameters && JSON.stringify(sample.parameters)),
      readonly: quoted(String(sample.readonly ?? true)),
      eventcategory: quoted(category),
      account: "'333333333333'",
      region: "'us-east-1'",
      day: quoted(day(ago)),
    };
    await connection.run(
      `INSERT INTO events (${Object.keys(values)
        .map((key) => `"${key}"`)
        .join(", ")}) VALUES (${Object.values(values).join(", ")})`,
    );
  }
});
afterAll(() => connection.closeSync());

const QUERIES = auditQueries(["ringfence-key-break-glass"]);
async function ask(name: string): Promise<Record<string, unknown>[]> {
  const query = QUERIES.find((one) => one.name === name);
  if (!query) throw new Error(`no query ${name}`);
  return (await connection.runAndReadAll(query.sql)).getRowObjectsJson();
}
const names = (rows: readonly Record<string, unknown>[]) => rows.map(({ eventname }) => String(eventname)).sort();

test("who read what, when, from where: reads that succeeded, of the last month", async () => {
  const rows = await ask("who-read-what");
  expect(names(rows)).toEqual(["GetItem", "GetObject", "GetObject"]);
  expect(rows.find(({ eventname, who }) => eventname === "GetObject" && who === READER)).toMatchObject({
    store: object.bucketName,
    object: "a/b.jpg",
    sourceipaddress: "10.20.0.7",
    eventtime: `${day(1)}T10:00:00Z`,
  });
  expect(rows.find(({ eventname }) => eventname === "GetItem")).toMatchObject({ store: "sessions", object: null });
});

test("each store's readers, counted", async () => {
  expect(await ask("readers-by-store")).toContainEqual(
    expect.objectContaining({ store: object.bucketName, who: READER, events: "3", addresses: "1" }),
  );
});

test("what was refused, by an endpoint too", async () =>
  expect((await ask("denied")).map(({ errorcode }) => errorcode).sort()).toEqual([
    "AccessDenied",
    "Client.UnauthorizedOperation",
    "VpceAccessDenied",
  ]));

test("use of keys, with what it was for", async () => {
  const rows = await ask("key-use");
  expect(names(rows)).toEqual(["CreateGrant", "Decrypt"]);
  expect(rows.find(({ eventname }) => eventname === "Decrypt")).toMatchObject({
    key_id: "key-1",
    context: expect.stringContaining("user-content"),
  });
});

test("changes of keys, grants apart", async () => expect(names(await ask("key-administration"))).toEqual(["PutKeyPolicy"]));

test("break-glass, assumed and in use", async () => expect(names(await ask("break-glass"))).toEqual(["AssumeRole", "DescribeKey"]));

test("changes of guardrails and of the trail", async () =>
  expect(names(await ask("guardrail-changes"))).toEqual(["DetachPolicy", "StopLogging"]));

test("every query has a test", () =>
  expect(QUERIES.map(({ name }) => name).sort()).toEqual([
    "break-glass",
    "denied",
    "guardrail-changes",
    "key-administration",
    "key-use",
    "readers-by-store",
    "who-read-what",
  ]));

test("folders are worked out, with terraform's dollars doubled", () =>
  expect(projection("s3://archive/AWSLogs/o-1", { accounts: ["1", "2"], regions: ["us-east-1"], days: 365 })).toEqual({
    "projection.enabled": "true",
    "projection.account.type": "enum",
    "projection.account.values": "1,2",
    "projection.region.type": "enum",
    "projection.region.values": "us-east-1",
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "projection.day.range": "NOW-365DAYS,NOW",
    "storage.location.template": "s3://archive/AWSLogs/o-1/$${account}/CloudTrail/$${region}/$${day}",
  }));
