import { breakGlass, CUSTODY, deployer, HOME, keyAdmin, RECOVERY } from "../callers";
import type { Case } from "../case";
import { mayOf } from "./may";

const ACCOUNTS = { custody: CUSTODY, home: HOME, recovery: RECOVERY } as const;
const INSIDE = ["us-east-1", "us-east-2", "us-west-1", "us-west-2"];
const OUTSIDE = ["ap-southeast-1", "eu-west-1", "us-gov-west-1"];
const STORES = [
  "CreateCustomKeyStore",
  "DescribeCustomKeyStores",
  "ConnectCustomKeyStore",
  "DisconnectCustomKeyStore",
  "UpdateCustomKeyStore",
];

/** The key role and the break-glass role keep stores and alarms, and use no key by that. */
function keepers(mode: "external" | "imported", name: keyof typeof ACCOUNTS): Case[] {
  const cases: Case[] = [];
  const account = ACCOUNTS[name];
  for (const who of [keyAdmin(account), breakGlass(account)]) {
    const may = mayOf(`${mode}/bootstrap-${name}/aws_iam_role_policy/roles_${String(who.arn.split("/")[1])}-custody`, who, cases);
    const east = { "aws:RequestedRegion": "us-east-1" };
    const alarm = (of: string, owner: string = account) => `arn:aws:cloudwatch:us-east-1:${owner}:alarm:${of}`;
    for (const action of ["PutMetricAlarm", "DeleteAlarms", "ListTagsForResource", "TagResource"]) {
      may(`cloudwatch:${action}`, alarm("ringfence-custody-certificate"), east, "allowed");
      for (const other of [alarm("guardrail-changed"), alarm("ringfence-custody-certificate", "888888888888"), "*"])
        may(`cloudwatch:${action}`, other, east, "not allowed");
    }
    may("cloudwatch:DescribeAlarms", alarm("any"), east, "allowed");
    for (const action of ["cloudwatch:DisableAlarmActions", "cloudwatch:SetAlarmState", "cloudwatch:PutDashboard"])
      for (const on of [alarm("ringfence-custody-certificate"), alarm("any")]) may(action, on, east, "not allowed");
    for (const action of ["kms:Decrypt", "kms:Encrypt", "kms:CreateGrant", "kms:CreateKey", "kms:DeleteCustomKeyStore"])
      may(action, `arn:aws:kms:us-east-1:${account}:key/any`, east, "not allowed");
    for (const action of STORES) {
      for (const region of INSIDE)
        may(`kms:${action}`, "*", { "aws:RequestedRegion": region }, mode === "external" ? "allowed" : "not allowed");
      for (const region of OUTSIDE) may(`kms:${action}`, "*", { "aws:RequestedRegion": region }, "not allowed");
      may(`kms:${action}`, "*", {}, "not allowed");
    }
  }
  return cases;
}

/** A deployer builds the balancer before the proxies, inside; it touches no store and no key. */
function builders(name: keyof typeof ACCOUNTS): Case[] {
  const cases: Case[] = [];
  const account = ACCOUNTS[name];
  const may = mayOf(`external/bootstrap-${name}/aws_iam_role_policy/roles_ringfence-deployer-custody`, deployer(account), cases);
  for (const region of INSIDE) may("elasticloadbalancing:CreateLoadBalancer", "*", { "aws:RequestedRegion": region }, "allowed");
  for (const region of OUTSIDE) may("elasticloadbalancing:CreateLoadBalancer", "*", { "aws:RequestedRegion": region }, "not allowed");
  may("elasticloadbalancing:CreateLoadBalancer", "*", {}, "not allowed");
  for (const action of ["kms:CreateCustomKeyStore", "kms:DisconnectCustomKeyStore", "kms:Decrypt", "ec2:CreateInternetGateway"])
    may(action, "*", { "aws:RequestedRegion": "us-east-1" }, "not allowed");
  const role = (of: string) => `arn:aws:iam::${account}:role/aws-service-role/${of}`;
  const service = { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" };
  const own = role("elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing");
  may("iam:CreateServiceLinkedRole", own, service, "allowed");
  may("iam:CreateServiceLinkedRole", own, {}, "not allowed");
  may("iam:CreateServiceLinkedRole", own, { "iam:AWSServiceName": "kms.amazonaws.com" }, "not allowed");
  may("iam:CreateServiceLinkedRole", role("kms.amazonaws.com/any"), service, "not allowed");
  may("iam:PutRolePolicy", own, service, "not allowed");
  return cases;
}

export const custodyModeCases: readonly Case[] = (["custody", "home", "recovery"] as const).flatMap((name) => [
  ...keepers("external", name),
  ...keepers("imported", name),
  ...builders(name),
]);
