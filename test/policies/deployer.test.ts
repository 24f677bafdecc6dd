import { program } from "../../config/programs/united-states";
import type { Caller } from "../../review/access/types";
import { synthesized } from "../synth";
import { CUSTODY, deployer, HOME, request } from "./callers";
import { decide, policiesOf, verdictOf, type Verdict } from "./documents";

const policies = policiesOf(synthesized(program));

/** What a deployer's own policy says; the union of several accounts' is nobody's. */
function says(name: string, who: Caller, action: string, resource: string, context: Record<string, string> = {}): Verdict {
  const policy = policies.find((one) => one.name === `bootstrap-${name}/aws_iam_role_policy/roles_ringfence-deployer-policy`);
  if (!policy) throw new Error(`no deployer's policy in ${name}`);
  return verdictOf(
    decide("identity", policy.document, request(who, action, resource, who.account, { "aws:RequestedRegion": "us-east-1", ...context })),
  );
}

describe("a deployer", () => {
  // Roles of these names, in the custody account, are the custodian's operators (operatorTrust): who makes one can be one.
  // People's roles are the access admin's to make: who builds a home is not one iam:CreateRole away from its data.
  test.each(["ringfence-gatekeeper-read-sessions", "ringfence-auditor", "ringfence-app-feed-user-content", "ringfence-access-admin"])(
    "of the home account lets nobody in as %s",
    (name) => {
      const bound = { "iam:PermissionsBoundary": `arn:aws:iam::${HOME}:policy/ringfence-boundary` };
      for (const action of ["iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy"])
        expect(says("home", deployer(HOME), action, `arn:aws:iam::${HOME}:role/${name}`, bound)).not.toBe("allowed");
    },
  );

  test.each(["ringfence-operator-x", "ringfence-key-officer-x", "ringfence-key-break-glass-x"])(
    "of the custody account makes no operator %s",
    (name) => {
      expect(says("custody", deployer(CUSTODY), "iam:CreateRole", `arn:aws:iam::${CUSTODY}:role/${name}`)).not.toBe("allowed");
    },
  );

  test.each([
    ["dynamodb:PartiQLSelect", `arn:aws:dynamodb:us-west-2:${HOME}:table/sessions`],
    ["dynamodb:PutItem", `arn:aws:dynamodb:us-west-2:${HOME}:table/sessions`],
    ["dynamodb:GetRecords", `arn:aws:dynamodb:us-west-2:${HOME}:table/sessions/stream/1`],
    ["dynamodb:ExportTableToPointInTime", `arn:aws:dynamodb:us-west-2:${HOME}:table/sessions`],
    ["elasticfilesystem:ClientMount", `arn:aws:elasticfilesystem:us-east-1:${HOME}:file-system/fs-1`],
    ["secretsmanager:GetSecretValue", `arn:aws:secretsmanager:us-east-1:${HOME}:secret:rds!cluster-1`],
    ["s3:ReplicateObject", "arn:aws:s3:::user-content-333333333333-us-east-1/a"],
  ])("reaches no data by %s", (action, resource) => expect(says("home", deployer(HOME), action, resource)).toBe("denied"));

  // BackupRole attaches AWS's own policy with aws_iam_role_policy_attachment.
  test.each(["iam:AttachRolePolicy", "iam:DetachRolePolicy"])("may %s on the backup role, which its stack does", (action) => {
    const attach = (policy: string) =>
      says("home", deployer(HOME), action, `arn:aws:iam::${HOME}:role/ringfence-backup-us-east-1`, { "iam:PolicyARN": policy });
    expect(attach("arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup")).toBe("allowed");
    expect(attach("arn:aws:iam::aws:policy/AdministratorAccess")).not.toBe("allowed");
  });
});
