import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { everyResource, placeOf, resources, stackOf, synthesized, type Stack } from "../synth";

const made = synthesized(unitedStates);
const stacks = [...made.stacks.values()];
const US = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];

test("the program's stacks", () => {
  expect([...made.stacks.keys()].sort()).toEqual([
    "access-audit-us-east-1",
    "access-custody-us-east-1",
    "access-edge-us-east-1",
    "access-home-us-east-1",
    "access-management-us-east-1",
    "access-recovery-us-east-1",
    "access-release-us-east-1",
    "access-security-us-east-1",
    "access-us-east-1",
    "admission-us-east-1",
    "audit-us-east-1",
    "audit-us-west-2",
    "backup-home-us-east-1",
    "backup-home-us-west-2",
    "backup-organization-us-east-1",
    "backup-recovery-us-east-1",
    "backup-recovery-us-west-2",
    "bootstrap-audit",
    "bootstrap-custody",
    "bootstrap-edge",
    "bootstrap-gatekeeper",
    "bootstrap-home",
    "bootstrap-management",
    "bootstrap-recovery",
    "bootstrap-release",
    "bootstrap-security",
    "config-home-us-east-1",
    "config-home-us-west-2",
    "config-recovery-us-east-1",
    "config-recovery-us-west-2",
    "custody-us-east-1",
    "edge-us-east-1",
    "ingress-us-east-1",
    "keys-archive-us-east-1",
    "keys-archive-us-west-2",
    "keys-edge-us-east-1",
    "keys-gatekeeper-us-east-1",
    "keys-home-us-east-1",
    "keys-home-us-west-2",
    "keys-management-us-east-1",
    "keys-recovery-us-east-1",
    "keys-recovery-us-west-2",
    "keys-release-us-east-1",
    "keys-release-us-west-2",
    "keys-security-us-east-1",
    "keys-security-us-west-2",
    "keys-trail-management-us-east-1",
    "network-release-us-east-1",
    "network-us-east-1",
    "network-us-west-2",
    "organization-us-east-1",
    "paths-us-east-1",
    "recovery-us-east-1",
    "recovery-us-west-2",
    "registry-us-west-2",
    "release-us-east-1",
    "replication-us-east-1",
    "replication-us-west-2",
    "security-admin-us-east-1",
    "security-admin-us-west-2",
    "security-us-east-1",
    "security-us-west-2",
    "signing-us-east-1",
    "storage-us-east-1",
    "storage-us-west-2",
    "trail-us-east-1",
  ]);
});

test("the European Union's has no place on AWS, so no stack", () => {
  const made = synthesized(europeanUnion).stacks.values();
  expect([...made].filter(({ name, provider }) => !/google/.test(name) && provider["aws"]).map(({ name }) => name)).toEqual([]);
});

describe.each(stacks.map((stack) => [stack.name, stack] as const))("%s", (name, stack) => {
  test("has one provider, pinned to one account and one region of the jurisdiction", () => {
    expect(Object.keys(stack.provider)).toEqual(["aws"]);
    expect(stack.provider["aws"]).toHaveLength(1);
    const [provider] = stack.provider["aws"] ?? [];
    expect(provider).not.toHaveProperty("alias");
    expect(provider?.["allowed_account_ids"]).toEqual([expect.stringMatching(/^\d{12}$/)]);
    expect(US).toContain(provider?.["region"]);
    if (!name.startsWith("bootstrap-")) expect(name.endsWith(placeOf(stack).region)).toBe(true);
    const assumed = (provider?.["assume_role"] as { role_arn: string }[])[0]?.role_arn;
    expect(assumed).toMatch(new RegExp(`^arn:aws:iam::${placeOf(stack).account}:role/`));
  });

  test("has a region probe", () => expect(Object.keys(stack.data["aws_region"] ?? {})).toHaveLength(1));

  test("takes both majors of the provider", () => expect(stack.terraform.required_providers["aws"]?.version).toBe(">= 5.100.0, < 7.0.0"));

  test("keeps its state inside the jurisdiction, in its own account, locked", () => {
    if (name.startsWith("bootstrap-")) {
      expect(Object.keys(stack.terraform.backend)).toEqual(["local"]);
      return;
    }
    const { account } = placeOf(stack);
    expect(Object.keys(stack.terraform.backend)).toEqual(["s3"]);
    expect(stack.terraform.backend["s3"]).toMatchObject({
      bucket: `ringfence-state-${account}`,
      key: `${/^(custody|keys|edge|paths|signing)-/.test(name) ? "published" : "private"}/united-states/${name}.tfstate`,
      region: "us-east-1",
      encrypt: true,
      use_lockfile: true,
      assume_role: { role_arn: `arn:aws:iam::${account}:role/ringfence-deployer` },
    });
  });

  test("gives no resource a region or a provider of its own", () => {
    const blocks = [...Object.values(stack.resource), ...Object.values(stack.data)].flatMap((type) => Object.values(type));
    expect(blocks.filter((block) => "region" in block || "provider" in block)).toEqual([]);
  });

  test("refers to nothing that it does not hold", () => {
    const dangling = references(stack).filter(([type, of]) =>
      type === "data" ? !holds(stack.data, of) : stack.resource[type]?.[of] === undefined,
    );
    expect(dangling).toEqual([]);
  });

  test("sets each key's policy when the key is made", () => expect(resources(stack, "aws_kms_key_policy")).toEqual([]));

  test("keeps what holds data from being destroyed", () => {
    const bare = everyResource(made).filter(
      (one) => one.stack === stack && HOLDS_DATA.includes(one.type) && one.block.lifecycle?.prevent_destroy !== true,
    );
    expect(bare.map(({ type, name: of }) => `${type}.${of}`)).toEqual([]);
  });

  test("reads other stacks' state as its own deployer, where others may read", () => {
    for (const remote of Object.values(stack.data["terraform_remote_state"] ?? {})) {
      const config = remote["config"] as { bucket: string; key: string; region: string; assume_role: { role_arn: string } };
      expect(config.assume_role.role_arn).toBe(`arn:aws:iam::${placeOf(stack).account}:role/ringfence-deployer`);
      expect(US).toContain(config.region);
      if (config.bucket !== `ringfence-state-${placeOf(stack).account}`) expect(config.key).toMatch(/^published\//);
    }
  });
});

/** Resource types that hold a dataset's bytes, or the keys without which they are noise. */
const HOLDS_DATA = [
  "aws_s3_bucket",
  "aws_dynamodb_table",
  "aws_rds_cluster",
  "aws_efs_file_system",
  "aws_backup_vault",
  "aws_kms_key",
  "aws_ecr_repository",
];

/** `$${day}` is a dollar of Athena's, not a reference. `${aws_vpc.network_vpc.id}` as [`aws_vpc`, `network_vpc`], and `${data.aws_region.probe.name}` as [`data`, `aws_region.probe`]. */
function references(stack: Stack): [string, string][] {
  return [...stack.text.matchAll(/(?<!\$)\$\{(?:one\(\[for state in )?([^}]+)\}/g)].map(([, inside = ""]) => {
    const [first = "", second = "", third = ""] = inside.split(".");
    return first === "data" ? [first, `${second}.${third}`] : [first, second];
  });
}

function holds(data: Stack["data"], of: string): boolean {
  const [type = "", name = ""] = of.split(".");
  return data[type]?.[name] !== undefined;
}

test("a reference is found, and a dangling one as well", () => {
  const stack = { ...stackOf(made, "network-us-east-1"), text: '"${aws_vpc.nowhere.id}" "${data.aws_region.probe.name}"' };
  expect(references(stack)).toEqual([
    ["aws_vpc", "nowhere"],
    ["data", "aws_region.probe"],
  ]);
  expect(holds(stack.data, "aws_region.nowhere")).toBe(false);
});

describe("the order is declared", () => {
  /** What each stack makes under a name that others may write out, and how it would stand in their JSON. */
  const named = everyResource(made).flatMap(({ stack, type, block }) => {
    const { account, region } = placeOf(stack);
    const of = (key: string) => String(block[key]);
    switch (type) {
      case "aws_s3_bucket":
        return [{ by: stack.name, text: of("bucket") }];
      case "aws_iam_role":
        return [
          { by: stack.name, text: `arn:aws:iam::${account}:role/${of("name")}"` },
          { by: stack.name, text: `arn:aws:iam::${account}:role/${of("name")}\\"` },
        ];
      case "aws_backup_vault":
        return [{ by: stack.name, text: `arn:aws:backup:${region}:${account}:backup-vault:${of("name")}"` }];
      default:
        return [];
    }
  });
  const needs = (name: string, seen = new Set<string>()): Set<string> => {
    for (const one of made.dependencies.get(name) ?? [])
      if (!seen.has(one)) {
        seen.add(one);
        needs(one, seen);
      }
    return seen;
  };
  /** Policies that name a role which comes later: a condition needs no principal to exist. */
  const conditionOnly = (user: string, text: string): boolean =>
    (/^(custody|keys|bootstrap|registry)-/.test(user) && /ringfence-(replication|backup|deployer|key-|release-)/.test(text)) ||
    // The doors of the perimeter name the roles that they lead to; a guardrail stands before what it guards.
    (/^organization-/.test(user) && /:role\/ringfence-release-/.test(text)) ||
    // People go from account to account: each trust names the role before, each policy the role after, and neither waits for the other.
    /:role\/ringfence-(gatekeeper|auditor|app)/.test(text);
  /** A role's policy names the buckets that it is for, which are made once their role exists. */
  const replicationNamesBuckets = (user: string, text: string): boolean =>
    /^(replication|access|audit)-/.test(user) && !text.startsWith("arn:");

  test("for everything that is named", () => {
    expect(named.length).toBeGreaterThan(15);
    const missing = stacks.flatMap(({ name, text }) =>
      named
        .filter(
          ({ by, text: needle }) =>
            by !== name &&
            text.includes(needle) &&
            !needs(name).has(by) &&
            !conditionOnly(name, needle) &&
            !replicationNamesBuckets(name, needle),
        )
        .map(({ by, text: needle }) => `${name} names ${needle} of ${by}`),
    );
    expect([...new Set(missing)]).toEqual([]);
  });

  test("for every remote state", () => {
    const missing = stacks.flatMap((stack) =>
      Object.values(stack.data["terraform_remote_state"] ?? {})
        .map((remote) =>
          String((remote["config"] as { key: string }).key)
            .split("/")
            .at(-1)
            ?.replace(".tfstate", ""),
        )
        .filter((source) => !made.dependencies.get(stack.name)?.includes(String(source)))
        .map((source) => `${stack.name} reads the state of ${source}`),
    );
    expect(missing).toEqual([]);
  });

  test("for every state bucket and deployer", () => {
    const accounts: Record<string, string> = {
      "111111111111": "bootstrap-management",
      "222222222222": "bootstrap-custody",
      "333333333333": "bootstrap-home",
      "444444444444": "bootstrap-recovery",
      "555555555555": "bootstrap-audit",
      "222233334444": "bootstrap-edge",
      "777777777777": "bootstrap-security",
      "666666666666": "bootstrap-gatekeeper",
      "999999999999": "bootstrap-release",
    };
    for (const stack of stacks.filter(({ name }) => !name.startsWith("bootstrap-")))
      expect([...needs(stack.name)]).toContain(accounts[placeOf(stack).account]);
  });

  test("without a circle", () => expect(stacks.filter(({ name }) => needs(name).has(name))).toEqual([]));

  test("and every output that is read is there", () => {
    const missing = stacks.flatMap((stack) =>
      [...stack.text.matchAll(/\$\{data\.terraform_remote_state\.([^.]+)\.outputs\.([^}]+)\}/g)].flatMap(([, source = "", output = ""]) => {
        const key = String((stack.data["terraform_remote_state"]?.[source]?.["config"] as { key: string }).key);
        const of = stackOf(made, String(key.split("/").at(-1)?.replace(".tfstate", "")));
        return of.output[output] ? [] : [`${stack.name} reads ${output} of ${of.name}`];
      }),
    );
    expect(missing).toEqual([]);
  });
});

test("no name is made twice in one account", () => {
  const names = everyResource(made).flatMap(({ stack, type, block }) => {
    const { account, region } = placeOf(stack);
    const name = block["bucket"] ?? block["name"] ?? block["identifier"];
    if (
      !["aws_s3_bucket", "aws_iam_role", "aws_backup_vault", "aws_kms_alias", "aws_dynamodb_table", "aws_cloudwatch_log_group"].includes(
        type,
      )
    )
      return [];
    return [
      `${type} ${String(name)}${type === "aws_s3_bucket" ? "" : ` ${account}`}${["aws_s3_bucket", "aws_iam_role"].includes(type) ? "" : ` ${region}`}`,
    ];
  });
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test("a program without a place on AWS makes no AWS stack", () => {
  expect(Program.of(europeanUnion).data.datasets.every(({ home }) => home.account === "home")).toBe(true);
});
