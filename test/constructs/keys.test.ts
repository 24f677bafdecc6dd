import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { KEY_SERVICES } from "../../constructs/keys/services";
import { arn, bucketName, stackName, stateKey, stateRegion } from "../../constructs/place/names";
import { everyResource, placeOf, resources, stackOf, synthesized } from "../synth";

const made = synthesized(unitedStates);
const { program } = made;
const place = (account: string, region: string): AwsPlace => program.place(account, region) as AwsPlace;

test("every key is of one region, turns each year, and takes thirty days to delete", () => {
  const keys = everyResource(made).filter(({ type }) => type === "aws_kms_key");
  expect(keys.length).toBeGreaterThanOrEqual(20);
  for (const { block } of keys)
    expect(block).toMatchObject({
      multi_region: false,
      // What signs has no rotation: its public key is what a verifier holds.
      ...(block["key_usage"] === "SIGN_VERIFY" ? {} : { enable_key_rotation: true }),
      deletion_window_in_days: 30,
      lifecycle: { prevent_destroy: true },
      policy: expect.stringContaining("CustodyWithoutUse"),
    });
  for (const { block } of keys) expect(block).not.toHaveProperty("bypass_policy_lockout_safety_check");
});

test("keys of buckets and databases lie in the custody account, in the store's region", () => {
  const custody = stackOf(made, "custody-us-east-1");
  expect(placeOf(custody)).toEqual({ account: "222222222222", region: "us-east-1" });
  expect(resources(custody, "aws_kms_alias").map(([, alias]) => alias["name"])).toEqual([
    "alias/ringfence/united-states/profiles",
    "alias/ringfence/united-states/user-content",
  ]);
});

test("the custody account holds keys and terraform state, and nothing else", () => {
  const types = everyResource(made)
    .filter(({ stack }) => placeOf(stack).account === "222222222222")
    .map(({ type }) => type);
  expect([...new Set(types)].filter((type) => !/^aws_(kms_|iam_|s3_)/.test(type))).toEqual([]);
  expect(types.filter((type) => type === "aws_s3_bucket")).toHaveLength(1);
});

test("stores whose service documents no key of another account have theirs beside them", () => {
  const where = Object.fromEntries(Object.entries(KEY_SERVICES).map(([of, { keyAccount }]) => [of, keyAccount]));
  expect(where).toEqual({
    bucket: "custody",
    relational: "custody",
    table: "store",
    file: "store",
    block: "store",
    vault: "store",
    secret: "store",
    image: "store",
    replication: "store",
  });
});

test("keys are applied by the key role, stores by the deployer", () => {
  for (const stack of made.stacks.values()) {
    const [assumed] = stack.provider["aws"]?.[0]?.["assume_role"] as { role_arn: string }[];
    const role = /^bootstrap-/.test(stack.name)
      ? "OrganizationAccountAccessRole"
      : /^(custody|keys)-/.test(stack.name)
        ? "ringfence-key-admin"
        : stack.name.startsWith("access-")
          ? "ringfence-access-admin"
          : "ringfence-deployer";
    expect(assumed?.role_arn).toBe(`arn:aws:iam::${placeOf(stack).account}:role/${role}`);
  }
});

test("roles of operators are the custodian's, short and guarded", () => {
  for (const name of ["custody", "home", "recovery", "audit", "gatekeeper"]) {
    const roles = resources(stackOf(made, `bootstrap-${name}`), "aws_iam_role").map(([, role]) => [
      role["name"],
      role["max_session_duration"],
      role.lifecycle?.prevent_destroy,
    ]);
    expect(roles).toEqual([
      ["ringfence-access-admin", 3600, true],
      ["ringfence-deployer", 7200, true],
      ["ringfence-key-admin", 3600, true],
      ["ringfence-key-break-glass", 3600, true],
    ]);
  }
});

test("nothing of the parent's stands in a policy, but for the one declared principal", () => {
  const [declared] = made.program.scope().declaredPrincipals ?? [];
  for (const { text } of made.stacks.values()) {
    const rest = text.replaceAll(String(declared?.arn), "").replace("arn:aws:iam::888888888888:root", "");
    expect(rest).not.toMatch(/888888888888|o-parentcorp1/);
  }
});

describe("names", () => {
  const home = place("home", "us-west-2");
  test("an ARN has its place, and IAM's no region", () => {
    expect(arn(home, "logs", "log-group:a")).toBe("arn:aws:logs:us-west-2:333333333333:log-group:a");
    expect(arn(home, "iam", "role/a")).toBe("arn:aws:iam::333333333333:role/a");
  });
  test("a bucket has its account and region", () => expect(bucketName(home, "sessions")).toBe("sessions-333333333333-us-west-2"));
  test("a bucket's longest name fits", () => expect(bucketName(place("home", "us-east-1"), "a".repeat(24)).length).toBeLessThanOrEqual(63));
  test("a stack has its account when that is not the usual one", () => {
    expect(stackName("keys", home, "home")).toBe("keys-us-west-2");
    expect(stackName("keys", home, "custody")).toBe("keys-home-us-west-2");
  });
  test("state lies where the program says, else with the first home", () => {
    expect(stateRegion(program, home)).toBe("us-east-1");
    const copy = structuredClone(unitedStates);
    Object.assign(copy.accounts["home"] ?? {}, { state: { region: "us-west-1" } });
    const moved = Program.of(copy);
    expect(stateRegion(moved, moved.place("home", "us-west-2"))).toBe("us-west-1");
    expect(stateRegion(moved, moved.place("recovery", "us-west-2"))).toBe("us-east-1");
  });
  test("a state's key says who reads it", () =>
    expect(stateKey(program, "custody-us-east-1", "published")).toBe("published/united-states/custody-us-east-1.tfstate"));
});
