import type { Fence } from "../../config/guardrails/fenced";
import { fenceOf } from "../../config/guardrails/fence";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { Guardrail } from "../../config/schema/guardrails";
import { guardrailStatements } from "../../constructs/guardrails/guardrails";
import { purgeWindow } from "../../constructs/guardrails/purge-window";
import { regionDeny } from "../../constructs/guardrails/region-deny";
import { moving } from "../moving";
import { reversing } from "../reversing";
import { snapshotting } from "../snapshotting";
import type { Statement } from "../../constructs/policy/document";
import { ask, stack } from "./estate";

const UNIT = "ou-test-unit0001";

/** The guardrails that a program makes, changed, asked under one rule; and what is not met. */
function asked(input: unknown, rule: string, change: (statements: Statement[]) => readonly Statement[], more: Partial<Fence> = {}) {
  const program = Program.of(input);
  const { scp, rcp } = guardrailStatements(program);
  const policies = { scp: ["SERVICE_CONTROL_POLICY", scp], rcp: ["RESOURCE_CONTROL_POLICY", rcp] } as const;
  const organization = stack("organization", {
    aws_organizations_policy: Object.fromEntries(
      Object.entries(policies).map(([name, [type, statements]]) => [
        name,
        { name, type, content: JSON.stringify({ Version: "2012-10-17", Statement: change([...statements]) }) },
      ]),
    ),
    aws_organizations_policy_attachment: Object.fromEntries(
      Object.keys(policies).map((name) => [name, { policy_id: `\${aws_organizations_policy.${name}.id}`, target_id: UNIT }]),
    ),
  });
  const scope = program.scope();
  const controls = scope.awsGuards?.controls.filter((each) => !["ai-opt-out", "declarative-ec2"].includes(each)) as Guardrail[];
  const fence = { ...fenceOf(program), ...more };
  return ask(rule, [organization], { ...scope, awsGuards: { units: [UNIT], controls, exceptRegions: [], fence } }, true).filter(
    (text) => !text.startsWith("met"),
  );
}
const without = (sid: string) => (statements: Statement[]) => statements.filter(({ Sid }) => Sid !== sid);
/** Spares one role more. */
const sparing = (sid: string, role: string) => (statements: Statement[]) =>
  statements.map((statement) => {
    if (statement.Sid !== sid) return statement;
    const [operator = ""] = Object.keys(statement.Condition ?? {}).filter((name) => /^Arn(Not)(Like|Equals)/.test(name));
    const spared = [statement.Condition?.[operator]?.["aws:PrincipalArn"] ?? []].flat();
    return { ...statement, Condition: { ...statement.Condition, [operator]: { "aws:PrincipalArn": [...spared, role] } } };
  });
const HOME_ROLE = "arn:aws:iam::333333333333:role/somebody-else";

it.each([
  ["united-states", unitedStates],
  ["moving", moving("copy")],
  ["with snapshots", snapshotting("copy")],
  ["with a way back", reversing()],
] as const)("the guardrails of a program that is %s deny what they must, and spare whom they may", (_, input) => {
  for (const rule of ["LOCATION-10", "CUSTODY-09", "ACCESS-07", "NETWORK-07", "AUDIT-08"]) expect(asked(input, rule, (s) => s)).toEqual([]);
});

describe.each([
  [unitedStates, "CUSTODY-09", "KeysOfTheMode", /a key of origin AWS_CLOUDHSM in the custody account/],
  [unitedStates, "ACCESS-07", "OnlyPublisherPushes", /somebody who becomes ringfence-release-push/],
  [unitedStates, "ACCESS-07", "OnlyInspectorInspects", /a stranger who becomes ringfence-release-inspector/],
  [unitedStates, "ACCESS-07", "OnlyAuditorsAtTheDesk", /ringfence-auditor-desk/],
  [unitedStates, "ACCESS-07", "FromTheOrganization", /nothing denies .*s3:GetObject/],
  [unitedStates, "ACCESS-07", "RolesFromTheOrganization", /nothing denies sts:AssumeRole/],
  [unitedStates, "ACCESS-07", "PrivilegedRoles", /a changed trust of bootstrap/],
  [moving("copy"), "LOCATION-10", "MoversEndWithTheWindow", /ringfence-mover-\* after .*ringfence-migrator after/],
  [moving("copy"), "ACCESS-07", "OldRolesForOperators", /somebody who becomes arn:aws:iam::\d{12}:role\/ringfence-deployer/],
  [snapshotting("copy"), "LOCATION-10", "SnapshotMoversOnlyCopyOfOthers", /writes into a bucket of nobody's/],
  [snapshotting("copy"), "LOCATION-10", "SnapshotMoversOnlyCopyOutside", /sends messages outside/],
  [snapshotting("copy"), "LOCATION-10", "SnapshotMoversOnlyThere", /overseas-snapshots in af-south-1/],
  [reversing(), "LOCATION-10", "ReverseOnlyReadsAndWrites", /that deletes/],
  [reversing(), "LOCATION-10", "ReverseWritesThere1", /writes into a bucket of nobody's/],
  [reversing(), "LOCATION-10", "ReverseNotBefore1", /before/],
  [reversing(), "LOCATION-10", "ReverseNotAfter1", /after/],
] as const)("without a statement", (input, rule, sid, said) => {
  it(`${sid} is a breach of ${rule}`, () => expect(asked(input, rule, without(sid)).join()).toMatch(said));
});

describe.each([
  ["LOCATION-10", "DenyOutside"],
  ["LOCATION-10", "ReplicationByThePipeline"],
  ["LOCATION-10", "CopiesByBackup"],
  ["LOCATION-10", "OnlyOurResources"],
  ["ACCESS-07", "NoSharedSnapshots"],
  ["ACCESS-07", "OnlyAuditorsAtTheDesk"],
  ["ACCESS-07", "OldRolesForOperators"],
  ["ACCESS-07", "PrivilegedRoles"],
  ["ACCESS-07", "ServiceRoles"],
  ["AUDIT-08", "WatchersByThePipeline"],
  ["AUDIT-08", "SigningByThePipeline"],
  ["AUDIT-08", "ImagesByTheSigner"],
  ["CUSTODY-09", "KeysTouchedByCustody"],
  ["NETWORK-07", "ThroughOurNetworks"],
] as const)("%s", (rule, sid) => {
  it(`is a breach where ${sid} spares a role more`, () =>
    expect(asked(moving("copy"), rule, sparing(sid, HOME_ROLE)).join()).toContain(`spares ${HOME_ROLE}`));
});

it("lets a guardrail spare less, and one more spare whom another denies", () => {
  const narrower = sparing("KeysTouchedByCustody", "arn:aws:iam::222222222222:role/ringfence-key-admin");
  expect(asked(unitedStates, "CUSTODY-09", narrower)).toEqual([]);
  const another: Statement = {
    Sid: "Another",
    Effect: "Deny",
    Action: ["kms:*"],
    Resource: "*",
    Condition: { ArnNotLike: { "aws:PrincipalArn": HOME_ROLE } },
  };
  expect(asked(unitedStates, "CUSTODY-09", (s) => [...s, another])).toEqual([]);
});

describe("what purges outside", () => {
  const role = "arn:aws:iam::888888888888:role/residency/ResidencyPurge-x";
  const purgers = [{ role, region: "ap-southeast-1", deletes: "objects" }] as const;
  const program = Program.of(unitedStates);
  const besides = [...fenceOf(program).roles.movers, role];
  const letOut = [...regionDeny(fenceOf(program), { exceptions: [], stock: false, besides }), ...purgeWindow(program, purgers)];
  const of = (sid?: string) =>
    asked(
      unitedStates,
      "LOCATION-10",
      (statements) =>
        statements.some(({ Sid }) => Sid === "DenyOutside")
          ? [...statements.filter(({ Sid }) => Sid !== "DenyOutside"), ...letOut.filter(({ Sid }) => Sid !== sid)]
          : statements,
      { purgers },
    ).join();
  it("is let out by its name", () => expect(of()).toBe(""));
  it.each([
    ["PurgeOnlyDeletesObjects", "that reads"],
    ["PurgeOnlyThere1", "in us-east-1"],
    ["PurgeNotAfter", "after 20"],
  ])("does no more without %s", (sid, said) => expect(of(sid)).toContain(`nothing denies ResidencyPurge-x ${said}`));
});
