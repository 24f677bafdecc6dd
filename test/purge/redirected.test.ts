import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { redirected } from "../../cli/purge/redirected";

const folder = mkdtempSync(join(tmpdir(), "ringfence-redirected-"));
const before = { ...process.env };
afterEach(() => void (process.env = { ...before }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
/** What is said with these variables and shared files; the SDK reads a file once, so that each gets its own. */
function said(kind: "aws-bucket" | "google-bucket", env: Record<string, string>, config = "", credentials = "") {
  const [configFile, credentialsFile] = ["config", "credentials"].map((name) => join(folder, `${name}-${files}`)) as [string, string];
  files++;
  writeFileSync(configFile, config);
  writeFileSync(credentialsFile, credentials);
  process.env = { ...env, AWS_CONFIG_FILE: configFile, AWS_SHARED_CREDENTIALS_FILE: credentialsFile };
  return redirected({ kind, name: "old-bucket" });
}

const ENV = {
  AWS_ENDPOINT_URL: "https://officer:secret@minio.example:9000",
  AWS_ENDPOINT_URL_S3: "http://127.0.0.1:4566",
  AWS_ENDPOINT_URL_STS: "",
  AWS_PROFILE: "purge",
  STORAGE_EMULATOR_HOST: "127.0.0.1:9199",
  CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL: "http://127.0.0.1:9200/",
};

test("addresses in the place of the clouds' own are named, without what opens them, and nothing else of the environment", async () => {
  expect(await said("aws-bucket", ENV)).toEqual([
    "AWS_ENDPOINT_URL=https://minio.example:9000",
    "AWS_ENDPOINT_URL_S3=http://127.0.0.1:4566",
  ]);
  expect(await said("google-bucket", ENV)).toEqual([
    "CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL=http://127.0.0.1:9200/",
    "STORAGE_EMULATOR_HOST=127.0.0.1:9199",
  ]);
  expect(await said("aws-bucket", { AWS_REGION: "us-east-1" })).toEqual([]);
});

describe("an AWS profile", () => {
  const CONFIG = `
[default]
region = us-east-1
[profile purge]
endpoint_url = https://officer:secret@minio.example:9000
services = local
[profile plain]
region = us-east-1
[services local]
s3 =
  endpoint_url = http://127.0.0.1:4566
  addressing_style = path
backup =
  endpoint_url = http://127.0.0.1:4567
[services another]
s3 =
  endpoint_url = http://127.0.0.1:1
`;
  const LED = [
    "backup.endpoint_url=http://127.0.0.1:4567",
    "endpoint_url=https://minio.example:9000",
    "s3.endpoint_url=http://127.0.0.1:4566",
  ];

  test("leads where it says, by itself and by its services", async () => {
    expect(await said("aws-bucket", { AWS_PROFILE: "purge" }, CONFIG)).toEqual(LED);
    expect(await said("aws-bucket", { AWS_PROFILE: "purge", AWS_ENDPOINT_URL_S3: "http://127.0.0.1:2" }, CONFIG)).toEqual([
      "AWS_ENDPOINT_URL_S3=http://127.0.0.1:2",
      ...LED,
    ]);
    expect(await said("aws-bucket", {}, "", "[default]\nendpoint_url = http://127.0.0.1:3\n")).toEqual(["endpoint_url=http://127.0.0.1:3"]);
  });

  test("that is not in use, says nothing, or is of another cloud leads nowhere", async () => {
    expect(await said("aws-bucket", {}, CONFIG)).toEqual([]);
    expect(await said("aws-bucket", { AWS_PROFILE: "plain" }, CONFIG)).toEqual([]);
    expect(await said("aws-bucket", { AWS_PROFILE: "absent" }, CONFIG)).toEqual([]);
    expect(await said("google-bucket", { AWS_PROFILE: "purge" }, CONFIG)).toEqual([]);
  });

  test("leads nowhere where the SDK is told to take no heed", async () => {
    const heedless = CONFIG.replace("[profile purge]", "[profile purge]\nignore_configured_endpoint_urls = true");
    expect(await said("aws-bucket", { AWS_PROFILE: "purge" }, heedless)).toEqual([]);
    expect(await said("aws-bucket", { ...ENV, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true" }, CONFIG)).toEqual([]);
  });
});
