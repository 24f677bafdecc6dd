import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { AwsPlace } from "../../config/place";
import { ADMINISTRATION, TAKEOVER, type KeyOrigin } from "../../constructs/keys/administration";
import { keyPolicyStatements } from "../../constructs/keys/key-policy";
import { custodyModeStatements } from "../../constructs/keys/mode-rights";
import { usExternal, usImported } from "../custody-programs";

const external = Program.of(usExternal);
const place = (program: Program, account: string) => program.place(account, "us-east-1") as AwsPlace;
const REGIONS = { StringEquals: { "aws:RequestedRegion": ["us-east-1", "us-east-2", "us-west-1", "us-west-2"] } };
const ALARMS = [
  {
    Sid: "KeepCustodyAlarms",
    Effect: "Allow",
    Action: ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:ListTagsForResource", "cloudwatch:TagResource"],
    Resource: "arn:aws:cloudwatch:*:222222222222:alarm:ringfence-custody-*",
  },
  { Sid: "FindAlarms", Effect: "Allow", Action: ["cloudwatch:DescribeAlarms"], Resource: "*" },
];
const EVERY = [
  "CreateAlias",
  "UpdateAlias",
  "DeleteAlias",
  "DescribeKey",
  "GetKeyPolicy",
  "PutKeyPolicy",
  "ListKeyPolicies",
  "ListResourceTags",
  "TagResource",
  "UntagResource",
  "UpdateKeyDescription",
  "EnableKey",
  "DisableKey",
  "ListGrants",
  "RevokeGrant",
  "ScheduleKeyDeletion",
  "CancelKeyDeletion",
];
const kms = (...actions: string[]) => actions.map((action) => `kms:${action}`);

describe.each<[KeyOrigin, string[], string[]]>([
  ["AWS_KMS", ["GetKeyRotationStatus", "EnableKeyRotation", "DisableKeyRotation"], ["DisableKeyRotation"]],
  [
    "EXTERNAL",
    ["GetParametersForImport", "ImportKeyMaterial", "DeleteImportedKeyMaterial"],
    ["ImportKeyMaterial", "DeleteImportedKeyMaterial"],
  ],
  ["EXTERNAL_KEY_STORE", [], []],
])("a key of origin %s", (origin, besides, taken) => {
  const statements = keyPolicyStatements({
    place: place(external, "custody"),
    administrators: ["arn:aws:iam::222222222222:role/ringfence-key-admin"],
    userAccounts: ["333333333333"],
    regions: ["us-east-1"],
    services: ["bucket"],
    organization: "o-custodian01",
    origin,
  });
  const of = (sid: string) => statements.find(({ Sid }) => Sid === sid)?.Action;

  test("is administered by these calls, and no other", () => expect(of("CustodyWithoutUse")).toEqual(kms(...EVERY, ...besides)));
  test("is taken over by nobody else", () =>
    expect(of("OnlyCustodyAdministers")).toEqual(kms("PutKeyPolicy", "ScheduleKeyDeletion", "DisableKey", ...taken)));
  test("is used by nobody who administers, and administered by nobody who uses", () => {
    const opens = /^kms:(Decrypt|Encrypt|GenerateDataKey|ReEncrypt|CreateGrant|Sign|GenerateMac)/;
    expect(ADMINISTRATION[origin].filter((action) => opens.test(action))).toEqual([]);
    expect(of("BucketUsesThroughItsService")).toEqual(["kms:GenerateDataKey", "kms:Decrypt"]);
    for (const action of TAKEOVER[origin]) expect(ADMINISTRATION[origin]).toContain(action);
  });
});

describe("in external mode", () => {
  const of = (role: string) => custodyModeStatements(external, place(external, "custody"), role);
  test.each(["ringfence-key-admin", "ringfence-key-break-glass"])("%s keeps stores and alarms", (role) =>
    expect(of(role)).toEqual([
      {
        Sid: "KeepExternalStores",
        Effect: "Allow",
        Action: kms(
          "CreateCustomKeyStore",
          "DescribeCustomKeyStores",
          "ConnectCustomKeyStore",
          "DisconnectCustomKeyStore",
          "UpdateCustomKeyStore",
        ),
        Resource: "*",
        Condition: REGIONS,
      },
      ...ALARMS,
    ]),
  );
  test("the deployer builds the balancer", () =>
    expect(of("ringfence-deployer")).toEqual([
      { Sid: "BuildTheProxysBalancer", Effect: "Allow", Action: ["elasticloadbalancing:*"], Resource: "*", Condition: REGIONS },
      {
        Sid: "BalancersServiceRole",
        Effect: "Allow",
        Action: ["iam:CreateServiceLinkedRole"],
        Resource: "arn:aws:iam::222222222222:role/aws-service-role/elasticloadbalancing.amazonaws.com/*",
        Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
      },
    ]));
  test("an account without protected keys gets nothing", () =>
    expect(custodyModeStatements(external, place(external, "audit"), "ringfence-key-admin")).toEqual([]));
  test("a sandbox may take its stores down", () => {
    const sandbox = Program.of({
      ...usExternal,
      sandbox: true,
      datasets: usExternal.datasets.map((dataset) => ({ ...dataset, legacy: [] })),
    });
    expect(custodyModeStatements(sandbox, place(sandbox, "custody"), "ringfence-key-admin")[0]?.Action).toContain(
      "kms:DeleteCustomKeyStore",
    );
  });
});

test("in imported mode the key role keeps alarms, and the deployer gets nothing", () => {
  const imported = Program.of(usImported);
  expect(custodyModeStatements(imported, place(imported, "custody"), "ringfence-key-admin")).toEqual(ALARMS);
  expect(custodyModeStatements(imported, place(imported, "custody"), "ringfence-deployer")).toEqual([]);
});

test("in the custodian's account nobody gets more", () => {
  const plain = Program.of(unitedStates);
  for (const role of ["ringfence-key-admin", "ringfence-key-break-glass", "ringfence-deployer"])
    expect(custodyModeStatements(plain, place(plain, "custody"), role)).toEqual([]);
});
