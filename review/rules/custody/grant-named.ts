import { parseArn } from "../../arn";
import { describe } from "../../facts/key";
import { get } from "../../value";
import { breach, LEGACY, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const grantNamed: ResourceRule = {
  id: "CUSTODY-06",
  claim: "custody",
  subject: "resource",
  title: "A grant on a key goes to an account of the program, and never to the parent's.",
  why: "A grant opens a key beside its policy, and stays when the policy is mended (KMS, grants).",
  fix: "Revoke it; let services make their own grants through kms:GrantIsForAWSResource.",
  concerns: (type) => type === "aws_kms_grant",
  judge: (resource, facts) => {
    if (resource.type !== "aws_kms_grant" || resource.action === "delete" || facts.scope.accounts.length === 0) return [];
    if (facts.isLegacy(resource)) return [met(LEGACY)];
    return ["grantee_principal", "retiring_principal"].flatMap((attribute): Verdict[] => {
      const stated = get(resource.values, attribute);
      if (stated === undefined || stated === null) return [];
      const principal = facts.resolver.text(stated, resource.stack);
      const account = principal === undefined ? undefined : parseArn(principal)?.account;
      if (principal === undefined || !account) return [unknown(`its ${attribute} is not known`, { attribute })];
      const known = facts.account("aws", account);
      return known && known.owner !== "parent"
        ? [met()]
        : [breach(`it lets in ${principal}, of ${describe(account, known)}`, { attribute, value: principal })];
    });
  },
};
