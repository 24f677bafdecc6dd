import { protectedKeys } from "../../config/keys/protected-keys";
import { euExternal, euImported, usExternal, usImported } from "../custody-programs";
import { everyResource, placeOf, resources, stackOf, synthesized, type Placed } from "../synth";

const external = synthesized(usExternal);
const imported = synthesized(usImported);
const keyOf = ({ block }: Placed) => String((block["tags"] as Record<string, string>)["ringfence:key-of"]);
const named = (placed: Placed) => `${placeOf(placed.stack).account} ${placeOf(placed.stack).region} ${keyOf(placed)}`;
const wanted = (made: typeof external) =>
  protectedKeys(made.program.data)
    .map(({ account, region, of }) => `${made.program.account(account).id} ${region} ${of}`)
    .sort();

describe("external custody on AWS", () => {
  test("every key over protected data lies in the custodian's HSM, one by one, and no other key does", () => {
    const keys = everyResource(external).filter(({ type, block }) => type === "aws_kms_key" && block["xks_key_id"] !== undefined);
    expect(keys.map(named).sort()).toEqual(wanted(external));
    expect(new Set(keys.map(({ block }) => block["xks_key_id"])).size).toBe(keys.length);
    for (const { block } of keys) {
      expect(block).toMatchObject({
        custom_key_store_id: "${data.aws_kms_custom_key_store.external-store.id}",
        multi_region: false,
        deletion_window_in_days: 30,
        lifecycle: { prevent_destroy: true },
      });
      expect(block).not.toHaveProperty("enable_key_rotation");
    }
  });

  test("a key's plan stops until its store is connected, and says which command connects it", () => {
    for (const name of ["custody-us-east-1", "keys-home-us-west-2", "keys-recovery-us-west-2"]) {
      const [[, store] = []] = Object.entries(stackOf(external, name).data["aws_kms_custom_key_store"] ?? {});
      expect(store).toMatchObject({
        custom_key_store_name: "ringfence-united-states",
        lifecycle: { postcondition: [{ condition: '${self.connection_state == "CONNECTED"}' }] },
      });
      expect(JSON.stringify(store)).toMatch(/CUSTODY-CONNECT.*ringfence custody connect --account \w+ --region us-/);
    }
  });

  test("a store comes after its proxy's network, and before its keys", () => {
    expect(external.dependencies.get("custody-us-east-1")).toContain("custody-store-us-east-1");
    expect(external.dependencies.get("custody-store-us-east-1")).toContain("custody-proxy-us-east-1");
    expect(external.dependencies.get("keys-home-us-east-1")).toContain("custody-store-home-us-east-1");
    expect(external.stacks.has("custody-proxy-recovery-us-west-2")).toBe(false);
  });

  test("the state of every store lies in the custody account, read by nobody else", () => {
    const stores = [...external.stacks.values()].filter(({ name }) => name.startsWith("custody-store-"));
    expect(stores).toHaveLength(5);
    for (const stack of stores)
      expect(stack.terraform.backend["s3"]).toMatchObject({
        bucket: "ringfence-state-222222222222",
        key: `private/united-states/${stack.name}.tfstate`,
        assume_role: { role_arn: "arn:aws:iam::222222222222:role/ringfence-deployer" },
      });
  });

  test("the proxy's credential comes in by sensitive variables, and stands nowhere", () => {
    const stack = stackOf(external, "custody-store-us-east-1");
    const [[, store] = []] = resources(stack, "aws_kms_custom_key_store");
    expect(store).toMatchObject({
      custom_key_store_type: "EXTERNAL_KEY_STORE",
      xks_proxy_connectivity: "VPC_ENDPOINT_SERVICE",
      xks_proxy_uri_endpoint: "https://custody-east.xks.custodian.example",
      xks_proxy_uri_path: "/kms/xks/v1",
      xks_proxy_authentication_credential: {
        access_key_id: "${var.xks_access_key_id}",
        raw_secret_access_key: "${var.xks_secret_access_key}",
      },
      lifecycle: { prevent_destroy: true },
    });
    const { variable } = JSON.parse(stack.text) as { variable: Record<string, object> };
    for (const name of ["xks_access_key_id", "xks_secret_access_key"]) {
      expect(variable[name]).toMatchObject({ sensitive: true, nullable: false });
      expect(variable[name]).not.toHaveProperty("default");
    }
  });

  test("AWS KMS alone comes in, over two zones, by a name of the store's own, and nothing routes out", () => {
    const stack = stackOf(external, "custody-proxy-us-east-1");
    const one = (type: string) => resources(stack, type)[0]?.[1] ?? {};
    expect(one("aws_vpc_endpoint_service")).toMatchObject({
      acceptance_required: false,
      allowed_principals: ["cks.kms.us-east-1.amazonaws.com"],
      private_dns_name: "custody-east.xks.custodian.example",
      supported_ip_address_types: ["ipv4"],
    });
    expect(one("aws_lb")).toMatchObject({ internal: true, load_balancer_type: "network", enable_deletion_protection: true });
    expect(
      resources(stack, "aws_subnet").map(([, each]) => [each["availability_zone"], each["cidr_block"], each["map_public_ip_on_launch"]]),
    ).toEqual([
      ["us-east-1a", "10.90.0.0/26", false],
      ["us-east-1b", "10.90.0.64/26", false],
    ]);
    expect(resources(stack, "aws_lb_target_group_attachment").map(([, each]) => each["target_id"])).toEqual(["10.90.0.10", "10.90.0.74"]);
    expect(Object.keys(stack.resource).filter((type) => /route|gateway|peering/.test(type))).toEqual([]);
  });

  test("a proxy on the internet has no network of ours", () => {
    const [[, store] = []] = resources(stackOf(external, "custody-store-recovery-us-west-2"), "aws_kms_custom_key_store");
    expect(store).toMatchObject({ xks_proxy_connectivity: "PUBLIC_ENDPOINT", xks_proxy_uri_path: "/recovery-west/kms/xks/v1" });
    expect(store).not.toHaveProperty("xks_proxy_vpc_endpoint_service_name");
  });

  test("a failing proxy, a key manager that is down and a certificate that ends ring where the program says", () => {
    const alarms = (name: string) => resources(stackOf(external, name), "aws_cloudwatch_metric_alarm").map(([, each]) => each);
    const topic = ["arn:aws:sns:us-east-1:777777777777:ringfence-alarms"];
    expect(
      alarms("custody-store-us-east-1")
        .map((each) => [each["alarm_name"], each["alarm_actions"]])
        .sort(),
    ).toEqual([
      ["ringfence-custody-certificate", topic],
      ["ringfence-custody-key-manager", topic],
      ["ringfence-custody-proxy-errors", topic],
    ]);
    expect(alarms("custody-store-home-us-west-2").map((each) => each["alarm_actions"])).toEqual([undefined, undefined, undefined]);
    expect(JSON.stringify(alarms("custody-store-us-east-1"))).toContain("ErrorType != 'N/A'");
  });
});

describe("imported custody on AWS", () => {
  test("every key over protected data waits for the custodian's material, and no other key does", () => {
    const keys = everyResource(imported).filter(({ type }) => type === "aws_kms_external_key");
    expect(keys.map(named).sort()).toEqual(wanted(imported));
    for (const { block } of keys)
      expect(block).toMatchObject({
        multi_region: false,
        deletion_window_in_days: 30,
        lifecycle: { prevent_destroy: true, ignore_changes: ["valid_to"] },
      });
  });

  test("material that is missing or about to expire rings, for every key that waits for it", () => {
    const keys = everyResource(imported).filter(({ type }) => type === "aws_kms_external_key");
    const alarms = everyResource(imported).filter(
      ({ type, name }) => type === "aws_cloudwatch_metric_alarm" && name.includes("_material_"),
    );
    expect(alarms).toHaveLength(keys.length);
    for (const { stack, block } of alarms)
      expect(block).toMatchObject({
        alarm_name: expect.stringMatching(/^ringfence-custody-material-/),
        namespace: "AWS/KMS",
        metric_name: "SecondsUntilKeyMaterialExpiration",
        threshold: 2_592_000,
        treat_missing_data: "breaching",
        ...(placeOf(stack).region === "us-east-1" ? { alarm_actions: ["arn:aws:sns:us-east-1:777777777777:ringfence-alarms"] } : {}),
      });
  });

  test("no material and no expiry stands in any stack", () => {
    for (const { text } of imported.stacks.values()) expect(text).not.toMatch(/key_material_base64|"valid_to":/);
  });
});

test.each([external, imported, synthesized(euExternal), synthesized(euImported)])(
  "platform keys are the cloud's own HSM's in every mode",
  (made) => {
    const platform = everyResource(made).filter((placed) => placed.type === "aws_kms_key" && /state|logs|secrets/.test(keyOf(placed)));
    for (const { block } of platform) expect(block).toMatchObject({ enable_key_rotation: true });
  },
);
