import type { Facts } from "../facts/facts";
import { documentOf } from "./documents";
import { evaluatePolicies } from "./evaluate";
import { organizationOver } from "./limits";
import type { Answer } from "./reach";
import type { Role } from "./role";
import { asList, type AccessRequest, type Caller, type PolicyDocument, type Statement } from "./types";

/** May somebody become a role? Asked with everything in his favour: TLS, a second factor, a ticket, an address that the trust names. */
export function becoming(role: Role, caller: Caller, asOf: string, facts: Facts): Answer {
  const trust = documentOf(role.resource, "assume_role_policy", facts);
  const own = facts.account("aws", caller.account);
  const statements = typeof trust === "string" ? [] : asList<Statement>(trust.Statement as Statement);
  const [address] = statements.flatMap(({ Condition }) =>
    asList(Condition?.["IpAddress"]?.["aws:SourceIp"] as string | readonly string[] | undefined),
  );
  const request: AccessRequest = {
    action: "sts:AssumeRole",
    resource: role.arn,
    resourceAccount: role.account,
    caller,
    context: {
      "aws:SecureTransport": "true",
      "aws:CurrentTime": `${asOf}T12:00:00Z`,
      // A role stands in no region; STS is asked in one that is inside.
      "aws:RequestedRegion": facts.scope.jurisdiction.regions("aws")[0]?.name ?? "us-east-1",
      "aws:ResourceAccount": role.account,
      "aws:MultiFactorAuthPresent": "true",
      "aws:PrincipalTag/mfa": "true",
      "aws:PrincipalTag/ticket": "any",
      ...(address === undefined ? {} : { "aws:SourceIp": address.split("/")[0] as string }),
      ...(caller.service
        ? { "aws:PrincipalIsAWSService": "true", "aws:PrincipalServiceName": caller.service, "aws:SourceAccount": role.account }
        : { "aws:PrincipalIsAWSService": "false", "aws:PrincipalArn": caller.arn, "aws:PrincipalAccount": caller.account }),
      ...(own?.organization === undefined ? {} : { "aws:PrincipalOrgID": own.organization }),
    },
  };
  const over = organizationOver(facts, caller.account, role.account);
  // A trust names no resource: it is the role. And inside an account, too, nobody becomes a role that does not name him.
  const resource: PolicyDocument = { Version: "2012-10-17", Statement: statements.map((each) => ({ ...each, Resource: "*" })) };
  const { verdict, by, reason } = evaluatePolicies(
    { identity: "everything", resource, ...over },
    { ...request, resourceAccount: caller.service ? caller.account : "the role's" },
  );
  const granted = caller.service === undefined || by.length > 0 ? verdict : "denied";
  const known = trust === "unresolved" && !(granted === "denied" && by.length > 0) ? "unknown" : granted;
  const deniedBy = known === "denied" ? (by.length > 0 ? by : ["its trust does not name him"]) : [];
  return { action: request.action, on: role.arn, verdict: known, witness: request, deniedBy, reason };
}
