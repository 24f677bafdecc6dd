import { redirected } from "../../cli/purge/redirected";

test("addresses in the place of the clouds' own are named, without what opens them, and nothing else of the environment", () => {
  const env = {
    AWS_ENDPOINT_URL: "https://officer:secret@minio.example:9000",
    AWS_ENDPOINT_URL_S3: "http://127.0.0.1:4566",
    AWS_ENDPOINT_URL_STS: "",
    AWS_PROFILE: "purge",
    STORAGE_EMULATOR_HOST: "127.0.0.1:9199",
    CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL: "http://127.0.0.1:9200/",
  };
  expect(redirected(env)).toEqual([
    "AWS_ENDPOINT_URL=https://minio.example:9000",
    "AWS_ENDPOINT_URL_S3=http://127.0.0.1:4566",
    "CLOUDSDK_API_ENDPOINT_OVERRIDES_SQL=http://127.0.0.1:9200/",
    "STORAGE_EMULATOR_HOST=127.0.0.1:9199",
  ]);
  expect(redirected({ AWS_REGION: "us-east-1" })).toEqual([]);
});
