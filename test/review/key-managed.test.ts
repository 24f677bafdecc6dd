import { Program } from "../../config/program";
import type { KeyManager } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { euExternal, usExternal } from "../custody-programs";
import { ask, CUSTODY, plan, stack } from "./estate";

const SERVICE = "projects/keys-project/locations/us-east1/namespaces/n/services/ekm";
const ON_AWS: KeyManager = {
  cloud: "aws",
  account: CUSTODY,
  region: "us-east-1",
  host: "xks.custodian.example",
  path: "/kms/xks/v1",
  keys: ["one"],
};
const ON_GOOGLE: KeyManager = {
  cloud: "google",
  account: "keys-project",
  region: "us-east1",
  host: "ekm.custodian.example",
  service: SERVICE,
  certificate: "MIIB",
  keys: ["keys/one"],
};
const scope = { keyManagers: [ON_AWS, ON_GOOGLE] };
const of = (type: string, body: JsonObject, more: object = scope, region = type.startsWith("aws_") ? "us-east-1" : "us-east1") =>
  ask(
    "CUSTODY-18",
    [
      stack(
        "s",
        { [type]: { k: type === "google_kms_ekm_connection" ? { location: region, ...body } : body } },
        type.startsWith("aws_") ? { account: CUSTODY, region } : { provider: { google: [{ project: "keys-project", region }] } },
      ),
    ],
    more,
  );
const resolver = (more: JsonObject = {}): JsonObject => ({
  service_resolvers: [
    { hostname: ON_GOOGLE.host, service_directory_service: SERVICE, server_certificates: [{ raw_der: "MIIB" }], ...more },
  ],
});
const STORE = "aws_kms_custom_key_store";
const EKM = "google_kms_ekm_connection";
const VERSION = "google_kms_crypto_key_version";
const options = (more: JsonObject): JsonObject => ({ external_protection_level_options: [more] });

describe("CUSTODY-18", () => {
  it.each<[string, JsonObject]>([
    [STORE, { xks_proxy_uri_endpoint: "https://xks.custodian.example", xks_proxy_uri_path: "/kms/xks/v1" }],
    ["aws_kms_key", { xks_key_id: "one" }],
    [EKM, resolver()],
    [VERSION, options({ ekm_connection_key_path: "keys/one" })],
  ])("is met by %s as the program has it", (type, body) => {
    const answers = of(type, body);
    expect(answers.length).toBeGreaterThan(0);
    for (const answer of answers) expect(answer).toBe(`met ${type}.k`);
  });
  it("is met by a key whose connection stands in the inputs", () => {
    const both = { [EKM]: { c: resolver() }, google_kms_crypto_key: { k: { crypto_key_backend: `\${${EKM}.c.id}` } } };
    const asked = ask("CUSTODY-18", [stack("s", both, { provider: { google: [{ project: "keys-project", region: "us-east1" }] } })], scope);
    expect(asked).toContain("met google_kms_crypto_key.k");
  });
  it.each<[string, JsonObject]>([
    [STORE, { xks_proxy_uri_endpoint: "https://xks.parent.example", xks_proxy_uri_path: "/kms/xks/v1" }],
    [STORE, { xks_proxy_uri_endpoint: "https://xks.custodian.example", xks_proxy_uri_path: "/parent/kms/xks/v1" }],
    ["aws_kms_key", { xks_key_id: "two" }],
    [EKM, resolver({ hostname: "ekm.parent.example" })],
    [EKM, resolver({ service_directory_service: "projects/parent-project/locations/us-east1/namespaces/n/services/s" })],
    [EKM, resolver({ server_certificates: [{ raw_der: "MIIC" }] })],
    [EKM, { ...resolver(), key_management_mode: "CLOUD_KMS" }],
    [VERSION, options({ ekm_connection_key_path: "keys/two" })],
    [VERSION, options({ external_key_uri: "https://ekm.custodian.example/v0/one" })],
    ["google_kms_crypto_key", { crypto_key_backend: "projects/parent-project/locations/us-east1/ekmConnections/e" }],
  ])("is a breach by %s %j", (type, body) =>
    expect(of(type, body)).toContainEqual(expect.stringMatching(new RegExp(`^breach ${type}.k: `))),
  );
  it("is a breach in another region, and where the program names no key manager", () => {
    expect(of(STORE, { xks_proxy_uri_endpoint: "https://xks.custodian.example" }, scope, "us-west-2")[0]).toMatch(/^breach/);
    expect(of(EKM, resolver(), { keyManagers: [] })[0]).toMatch(/^breach/);
  });
  it("does not know what cannot be read, or whose connection it is", () => {
    expect(of(EKM, resolver({ hostname: "${var.host}" }))).toContainEqual(expect.stringMatching(/^unknown/));
    expect(of("google_kms_crypto_key", { crypto_key_backend: "${var.backend}" })[0]).toMatch(/^unknown/);
    expect(of("google_kms_crypto_key", { crypto_key_backend: "projects/home-project/locations/us-east1/ekmConnections/e" })[0]).toMatch(
      /^unknown/,
    );
  });
  it("asks nothing of other keys, of what goes, or without a program", () => {
    expect(of("aws_kms_key", {})).toEqual([]);
    expect(of("google_kms_crypto_key", {})).toEqual([]);
    expect(of(EKM, resolver(), {})).toEqual([]);
    expect(ask("CUSTODY-18", [plan([{ address: `${STORE}.k`, actions: ["delete"], before: {} }])], scope)).toEqual([]);
  });
  it("knows each key manager of a program, and none in another mode", () => {
    const managers = (input: typeof euExternal) => Program.of(input).scope().keyManagers ?? [];
    expect(managers(euExternal).map(({ account, region, host }) => `${account} ${region} ${host}`)).toEqual([
      "example-custody europe-west3 europe-west3.ekm.custodian.example",
      "example-custody europe-west4 europe-west4.ekm.custodian.example",
    ]);
    expect(managers(usExternal)).toHaveLength(5);
    expect(managers({ ...euExternal, custody: { mode: "custodian-account", google: "custody" } })).toEqual([]);
  });
});
