import { moving, SECRETS } from "../moving";
import { AUTHORITIES, movingMysql } from "../mysql";
import { resources, stackOf, synthesized } from "../synth";

const LEG = "migration-profiles-former-cloud";
const made = synthesized(moving("copy"));
const leg = stackOf(made, LEG);
const only = (type: string) => {
  const found = resources(leg, type);
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
};

test("a database moves by a task of its own, in the isolated network, under the custodian's key", () => {
  expect(only("aws_dms_replication_instance")).toMatchObject({
    publicly_accessible: false,
    kms_key_arn: expect.stringContaining("keys-home-us-east-1") as string,
  });
  expect(JSON.stringify(only("aws_dms_replication_subnet_group")["subnet_ids"])).toContain("network-us-east-1");
  expect(only("aws_dms_replication_task")).toMatchObject({ migration_type: "full-load-and-cdc", start_replication_task: false });
});

test("every row is compared, and nothing at home is dropped", () => {
  const settings = JSON.parse(String(only("aws_dms_replication_task")["replication_task_settings"])) as Record<string, unknown>;
  expect(settings).toMatchObject({
    ValidationSettings: { EnableValidation: true, ValidationMode: "ROW_LEVEL", SkipLobColumns: false, ValidationPartialLobSize: 0 },
    FullLoadSettings: { TargetTablePrepMode: "DO_NOTHING" },
    ChangeProcessingDdlHandlingPolicy: { HandleSourceTableDropped: false, HandleSourceTableTruncated: false },
    ErrorBehavior: { DataErrorPolicy: "STOP_TASK", ApplyErrorInsertPolicy: "STOP_TASK", TableErrorPolicy: "STOP_TASK" },
    Logging: { EnableLogging: true },
  });
});

test("both sides are reached over TLS, by secrets that no state holds", () => {
  const ends = resources(leg, "aws_dms_endpoint").map(([, block]) => block);
  expect(ends).toHaveLength(2);
  for (const end of ends) {
    expect(end["ssl_mode"]).toBe("require");
    expect(end["secrets_manager_access_role_arn"]).toBe("arn:aws:iam::333333333333:role/ringfence-mover-profiles-former-cloud");
    for (const secret of ["username", "password", "server_name"]) expect(end).not.toHaveProperty(secret);
  }
  expect(ends.map((end) => [end["endpoint_type"], end["engine_name"], end["database_name"], end["secrets_manager_arn"]])).toEqual([
    ["source", "postgres", "app", SECRETS.legacy],
    ["target", "aurora-postgresql", "profiles", SECRETS.home],
  ]);
});

test("with the old side's authority its certificate is checked", () => {
  const input = moving("copy");
  Object.assign(input.datasets[1]?.legacy?.[0] ?? {}, {
    certificateAuthority: "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n",
  });
  const checked = stackOf(synthesized(input), LEG);
  expect(resources(checked, "aws_dms_endpoint").map(([, block]) => block["ssl_mode"])).toEqual(["verify-ca", "require"]);
});

describe("MySQL", () => {
  const mysql = synthesized(movingMysql("copy"));
  const of = stackOf(mysql, LEG);

  test("goes home to MySQL, each certificate checked against its own authority", () => {
    const pem = new Map(
      resources(of, "aws_dms_certificate").map(([name, block]) => [
        `\${aws_dms_certificate.${name}.certificate_arn}`,
        block["certificate_pem"],
      ]),
    );
    expect(
      resources(of, "aws_dms_endpoint").map(([, end]) => [
        end["endpoint_type"],
        end["engine_name"],
        end["ssl_mode"],
        pem.get(String(end["certificate_arn"])),
      ]),
    ).toEqual([
      ["source", "mysql", "verify-ca", AUTHORITIES.certificateAuthority],
      ["target", "aurora", "verify-full", AUTHORITIES.homeCertificateAuthority],
    ]);
  });
  test("moves its one database, under the name that it has at home, and no endpoint names one", () => {
    for (const [, end] of resources(of, "aws_dms_endpoint")) expect(end).not.toHaveProperty("database_name");
    const [[, task] = ["", {}]] = resources(of, "aws_dms_replication_task");
    const { rules } = JSON.parse(String((task as Record<string, unknown>)["table_mappings"])) as { rules: Record<string, unknown>[] };
    expect(rules).toEqual([
      expect.objectContaining({ "rule-action": "include", "object-locator": { "schema-name": "app", "table-name": "%" } }),
      expect.objectContaining({
        "rule-type": "transformation",
        "rule-action": "rename",
        "rule-target": "schema",
        "object-locator": { "schema-name": "app" },
        value: "profiles",
      }),
    ]);
  });
  test("asks at home on MySQL's own port", () =>
    expect(resources(of, "aws_vpc_security_group_egress_rule").map(([, { from_port, cidr_ipv4 }]) => [from_port, cidr_ipv4])).toEqual([
      [3306, "10.20.0.0/16"],
      [3306, "10.90.0.0/24"],
      [443, "10.20.0.0/16"],
    ]));
});

test("without the secrets there is nothing to run", () => {
  const input = moving("copy");
  delete (input.datasets[1]?.legacy?.[0] as { secrets?: unknown }).secrets;
  const waiting = stackOf(synthesized(input), LEG);
  expect(resources(waiting, "aws_dms_endpoint")).toEqual([]);
  expect(resources(waiting, "aws_dms_replication_task")).toEqual([]);
});

test("it reaches the two databases and AWS's services, and is reached by nobody", () => {
  const out = resources(leg, "aws_vpc_security_group_egress_rule").map(([, { from_port, cidr_ipv4 }]) => [from_port, cidr_ipv4]);
  expect(out).toEqual([
    [5432, "10.20.0.0/16"],
    [5432, "10.90.0.0/24"],
    [443, "10.20.0.0/16"],
  ]);
  expect(resources(leg, "aws_vpc_security_group_ingress_rule")).toEqual([]);
});

test("DMS's own roles stand in the account that receives, while it does", () => {
  const roles = (of: ReturnType<typeof synthesized>, stack: string) =>
    resources(stackOf(of, stack), "aws_iam_role").map(([, { name }]) => name);
  expect(roles(made, "bootstrap-home")).toEqual(expect.arrayContaining(["dms-vpc-role", "dms-cloudwatch-logs-role"]));
  expect(roles(made, "bootstrap-recovery")).not.toContain("dms-vpc-role");
  expect(roles(synthesized(moving("prepare")), "bootstrap-home")).not.toContain("dms-vpc-role");
});
