import { program as unitedStates } from "../../config/programs/united-states";
import { ARCHIVE, changed, CONTENT, errorsOf, refuses, type Loose } from "../config/refused";
import { moving, OLD_VAULTS } from "../moving";
import { AUTHORITIES } from "../mysql";
import { resources, stackOf, synthesized } from "../synth";

const made = synthesized(moving("copy"));
const only = (stack: string, type: string, of = made) => {
  const found = resources(stackOf(of, stack), type);
  expect(found).toHaveLength(1);
  return found[0]?.[1] ?? {};
};

describe("files of a data centre into a file system", () => {
  const LEG = "migration-media-archive-virginia";
  test("keep their owners and modes, in Basic mode through the agent", () => {
    expect(only(LEG, "aws_datasync_task")).toMatchObject({
      task_mode: "BASIC",
      options: { uid: "INT_VALUE", gid: "INT_VALUE", posix_permissions: "PRESERVE", verify_mode: "ONLY_FILES_TRANSFERRED" },
      tags: { "ringfence:source": "nfs://nfs.virginia.app.example/export/media" },
    });
    expect(only(LEG, "aws_datasync_location_nfs")).toMatchObject({
      on_prem_config: { agent_arns: [expect.stringContaining("aws_datasync_agent.leg_agent-one") as string] },
    });
  });
  test("are written over TLS, as the leg's own role, from inside the network", () => {
    expect(only(LEG, "aws_datasync_location_efs")).toMatchObject({
      in_transit_encryption: "TLS1_2",
      file_system_access_role_arn: "arn:aws:iam::333333333333:role/ringfence-mover-media-archive-virginia",
    });
    expect(only(LEG, "aws_vpc_security_group_egress_rule")).toMatchObject({ from_port: 2049, to_port: 2049, cidr_ipv4: "10.20.0.0/16" });
    expect(resources(stackOf(made, LEG), "aws_vpc_security_group_ingress_rule")).toEqual([]);
  });
});

describe("S3 computes digests of what a data centre sent", () => {
  const both = synthesized(changed(moving("copy"), (p) => p.datasets[CONTENT].legacy.push(p.datasets[ARCHIVE].legacy[0])));
  const of = (dataset: string) => {
    const document = (type: string, attribute: string) =>
      JSON.parse(String(only(`migration-${dataset}-virginia`, type, both)[attribute])) as {
        Statement: { Sid: string; Principal?: object }[];
      };
    const { Statement: rights } = document("aws_iam_role_policy", "policy");
    const { Statement: trust } = document("aws_iam_role", "assume_role_policy");
    return { checks: rights.filter(({ Sid }) => Sid === "CheckHome"), trusted: trust.map(({ Principal }) => Principal) };
  };
  test("into a bucket, as the leg's own role", () =>
    expect(of("user-content")).toEqual({
      checks: [
        {
          Sid: "CheckHome",
          Effect: "Allow",
          Action: ["s3:GetObjectVersion"],
          Resource: "arn:aws:s3:::user-content-333333333333-us-east-1/*",
        },
      ],
      trusted: [{ Service: ["datasync.amazonaws.com", "batchoperations.s3.amazonaws.com"] }],
    }));
  test("and not into a file system", () =>
    expect(of("media-archive")).toEqual({ checks: [], trusted: [{ Service: "datasync.amazonaws.com" }] }));
});

describe("an overseas backup vault", () => {
  const OLD = "legacy-vault-media-archive-overseas-vault";
  test("lands in a vault of its own at home, under a key of its own", () =>
    expect(only("migration-media-archive-overseas-vault", "aws_backup_vault")).toMatchObject({
      name: "landing-media-archive-overseas-vault",
      kms_key_arn: expect.stringContaining("keys-home-us-east-1") as string,
    }));
  test("is taken over by import, in its own account and region", () => {
    expect(stackOf(made, OLD).provider["aws"]?.[0]).toMatchObject({ region: "ap-southeast-1", allowed_account_ids: [OLD_VAULTS] });
    expect(JSON.parse(stackOf(made, OLD).text)).toMatchObject({ import: [{ id: "app-media-archive" }] });
    expect(resources(stackOf(made, OLD), "aws_backup_vault_policy")).toEqual([]);
  });
  test("is frozen at cutover", () => {
    const policy = only(OLD, "aws_backup_vault_policy", synthesized(moving("cutover")))["policy"];
    const statements = (JSON.parse(String(policy)) as { Statement: object[] }).Statement;
    const deny = { Effect: "Deny", Principal: { AWS: "*" }, Resource: "*" };
    expect(statements).toEqual([
      { Sid: "Frozen", ...deny, Action: ["backup:CopyIntoBackupVault", "backup:StartBackupJob"] },
      {
        Sid: "NothingIsDeleted",
        ...deny,
        Action: ["backup:DeleteBackupVault", "backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle"],
      },
    ]);
  });
});

describe("BigQuery's tables move as what they were exported to", () => {
  const exported = changed(unitedStates, (p) => {
    p.datasets[CONTENT].phase = "copy";
    p.datasets[CONTENT].legacy = [
      {
        kind: "google-bigquery",
        name: "former-tables",
        account: "legacy-google",
        region: "us-east4",
        dataset: "events",
        exportBucket: "app-events-export",
        location: "arn:aws:datasync:us-east-1:333333333333:location/loc-0123456789abcdef0",
      },
    ];
  });
  test("in Enhanced mode, from the export bucket", () =>
    expect(only("migration-user-content-former-tables", "aws_datasync_task", synthesized(exported))).toMatchObject({
      task_mode: "ENHANCED",
      tags: { "ringfence:source": "gs://app-events-export" },
    }));
  test("and the program says which", () =>
    expect(errorsOf(changed(exported, (p) => delete p.datasets[CONTENT].legacy[0].exportBucket)).map(({ code }) => code)).toEqual([
      "PROGRAM-LEG",
    ]));
});

describe("a leg that cannot work is refused", () =>
  refuses(moving("copy"), [
    {
      of: "a vault outside the organization",
      change: (p) => (p.accounts["legacy-vault"].inOrganization = false),
      code: "PROGRAM-VAULT",
      says: "outside the custodian's organization, in copy",
    },
    {
      of: "a vault of the parent's",
      change: (p) => (p.accounts["legacy-vault"].owner = "parent"),
      code: "PROGRAM-VAULT",
      says: "the parent's own, in copy",
    },
    {
      of: "tables outside the jurisdiction",
      change: (p) => (p.datasets[CONTENT].legacy[0] = { ...bigquery, region: "asia-southeast1" }),
      code: "PROGRAM-LEG",
      says: "asia-southeast1",
    },
    {
      of: "MySQL into a home of PostgreSQL",
      change: (p) => (p.datasets[1].legacy[0].engine = "mysql"),
      code: "PROGRAM-LEG",
      says: "mysql into a home of postgres",
    },
    {
      of: "PostgreSQL into a home of MySQL",
      change: (p) => (p.datasets[1].engine = "mysql"),
      code: "PROGRAM-LEG",
      says: "postgres into a home of mysql",
    },
    ...(["certificateAuthority", "homeCertificateAuthority"] as const).map((authority) => ({
      of: `MySQL without its ${authority}`,
      change: (p: Loose) => {
        Object.assign(p.datasets[1].legacy[0], { engine: "mysql", ...AUTHORITIES });
        p.datasets[1].engine = "mysql";
        p.datasets[1].legacy[0][authority] = undefined;
      },
      code: "PROGRAM-LEG",
      says: `.${authority}: no mover takes this copy into this store; given nothing`,
    })),
    {
      of: "a secret of another account",
      change: (p) => (p.datasets[1].legacy[0].secrets.home = p.datasets[1].legacy[0].secrets.home.replace("333333333333", "888888888888")),
      code: "PROGRAM-LEG",
      says: "a secret of account 333333333333",
    },
    {
      of: "files into a database",
      change: (p) => (p.datasets[1].legacy[0] = p.datasets[3].legacy[0]),
      code: "PROGRAM-LEG",
      says: "nfs into a relational",
    },
    {
      of: "a database into a file system",
      change: (p) => (p.datasets[3].legacy[0].export = "postgres"),
      code: "PROGRAM-LEG",
      says: "postgres into a file",
    },
  ]));

const bigquery = { kind: "google-bigquery", name: "tables", account: "legacy-google", dataset: "events", exportBucket: "app-events" };
