import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { protectedKeys } from "../../config/keys/protected-keys";
import type { Statement } from "../policy/document";

/** The prefix of the alarms about keys and their stores, which the key role keeps. */
export const CUSTODY_ALARM = "ringfence-custody-";

/** What a role of an account may besides, in the program's custody mode; nothing in `custodian-account`. */
export function custodyModeStatements(program: Program, place: AwsPlace, role: string): readonly Statement[] {
  const { mode, keyRole, breakGlassRole } = program.data.custody;
  const holdsKeys = protectedKeys(program.data).some(({ cloud, account }) => cloud === "aws" && account === place.accountName);
  if (mode === "custodian-account" || !holdsKeys) return [];
  if (role === keyRole || role === breakGlassRole)
    return [...(mode === "external" ? [keepStores(program)] : []), keepAlarms(place), findAlarms()];
  return mode === "external" && role === place.account.deployer ? buildProxy(program, place) : [];
}

const inside = (program: Program) => ({
  StringEquals: { "aws:RequestedRegion": program.jurisdiction.regions("aws").map((region) => region.name) },
});

/** A custom key store is no resource that a policy can name (AWS KMS developer guide, Control access to your external key store). */
function keepStores(program: Program): Statement {
  return {
    Sid: "KeepExternalStores",
    Effect: "Allow",
    Action: [
      "kms:CreateCustomKeyStore",
      "kms:DescribeCustomKeyStores",
      "kms:ConnectCustomKeyStore",
      "kms:DisconnectCustomKeyStore",
      "kms:UpdateCustomKeyStore",
      // A store with keys cannot be deleted; only a sandbox ever takes one down.
      ...(program.data.sandbox ? ["kms:DeleteCustomKeyStore"] : []),
    ],
    Resource: "*",
    Condition: inside(program),
  };
}

function keepAlarms(place: AwsPlace): Statement {
  return {
    Sid: "KeepCustodyAlarms",
    Effect: "Allow",
    Action: ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms", "cloudwatch:ListTagsForResource", "cloudwatch:TagResource"],
    Resource: `arn:${place.partition}:cloudwatch:*:${place.accountId}:alarm:${CUSTODY_ALARM}*`,
  };
}

/** Reads are by name over all of the account's alarms. */
function findAlarms(): Statement {
  return { Sid: "FindAlarms", Effect: "Allow", Action: ["cloudwatch:DescribeAlarms"], Resource: "*" };
}

/** The load balancer before the custodian's proxies; the network around it a deployer may build anyway. */
function buildProxy(program: Program, place: AwsPlace): readonly Statement[] {
  return [
    { Sid: "BuildTheProxysBalancer", Effect: "Allow", Action: ["elasticloadbalancing:*"], Resource: "*", Condition: inside(program) },
    {
      Sid: "BalancersServiceRole",
      Effect: "Allow",
      Action: ["iam:CreateServiceLinkedRole"],
      Resource: `arn:${place.partition}:iam::${place.accountId}:role/aws-service-role/elasticloadbalancing.amazonaws.com/*`,
      Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
    },
  ];
}
