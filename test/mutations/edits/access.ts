import { add, editPolicy, resource, type Block, type Harmful } from "../edit";

const of = (text: string, stack: string, at: RegExp, change: Harmful["change"]): Harmful => ({
  of: text,
  stack,
  claim: "access",
  at,
  change,
});
const PARENT = "arn:aws:iam::888888888888:role/app";

/** Roles that stand in every program, and the stores' own policies: each with the parent, or everybody, let in. */
const TRUSTS: readonly [stack: string, named: RegExp][] = [
  ["bootstrap-home", /deployer/],
  ["bootstrap-custody", /key-admin/],
  ["replication-us-east-1", /replication/],
  ["network-us-east-1", /flow-logs/],
  ["access-us-east-1", /./],
  ["release-us-east-1", /./],
];

const everyTrust = TRUSTS.flatMap(([stack, named]) =>
  [
    ["the parent", { AWS: PARENT }],
    ["the parent's account", { AWS: "888888888888" }],
    ["everybody", "*"],
  ].map(([who, principal]) =>
    of(`${String(who)} may become a role of ${stack}`, stack, /^aws_iam_role[.]/, (s) =>
      editPolicy(
        resource(s, "aws_iam_role", named),
        "assume_role_policy",
        (statements) => void statements.push({ Sid: "More", Effect: "Allow", Principal: principal as Block, Action: "sts:AssumeRole" }),
      ),
    ),
  ),
);

const POLICIES: readonly [stack: string, type: string, attribute: string, action: string][] = [
  ["storage-us-east-1", "aws_s3_bucket_policy", "policy", "s3:GetObject"],
  ["recovery-us-west-2", "aws_s3_bucket_policy", "policy", "s3:GetObject"],
  ["storage-us-west-2", "aws_dynamodb_resource_policy", "policy", "dynamodb:GetItem"],
  ["storage-us-east-1", "aws_backup_vault_policy", "policy", "backup:StartRestoreJob"],
  ["bootstrap-home", "aws_s3_bucket_policy", "policy", "s3:GetObject"],
];

const everyPolicy = POLICIES.flatMap(([stack, type, attribute, action]) =>
  [
    ["the parent", { AWS: PARENT }],
    ["everybody", "*"],
  ].map(([who, principal]) =>
    of(`${String(who)} is let in by the ${type} of ${stack}`, stack, new RegExp(`^${type}[.]`), (s) =>
      editPolicy(
        resource(s, type),
        attribute,
        (statements) =>
          void statements.push({ Sid: "More", Effect: "Allow", Principal: principal as Block, Action: action, Resource: "*" }),
      ),
    ),
  ),
);

export const accessEdits: readonly Harmful[] = [
  ...everyTrust,
  ...everyPolicy,
  of("a user with a key that lasts", "storage-us-east-1", /^aws_iam_access_key[.]/, (s) =>
    add(s, "aws_iam_access_key", "lasting", { user: "somebody" }),
  ),
  of("a user", "storage-us-east-1", /^aws_iam_user[.]/, (s) => add(s, "aws_iam_user", "somebody", { name: "somebody" })),
  of("a role that reads a dataset and that the program does not name", "storage-us-east-1", /./, (s) => {
    const trust = {
      Version: "2012-10-17",
      Statement: [{ Sid: "T", Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    };
    add(s, "aws_iam_role", "reader", { name: "reader", assume_role_policy: JSON.stringify(trust) });
    add(s, "aws_iam_role_policy", "reader", {
      role: "${aws_iam_role.reader.id}",
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [{ Sid: "R", Effect: "Allow", Action: "dynamodb:*", Resource: "*" }] }),
    });
  }),
];
