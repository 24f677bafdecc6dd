import { documentOf, RESOURCE_POLICIES } from "../../access/documents";
import { asList, statementsOf, type Statement } from "../../access/types";
import { parseArn } from "../../arn";
import type { Facts } from "../../facts/facts";
import { isFenced } from "../fenced";
import { POSITIVE } from "../narrowed";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

/** Services that say for whom they act when they become a role (each one's guide, "confused deputy"); others say it to no trust. */
const TO_TRUSTS = /^(backup|codebuild|codepipeline|datasync|dms|ecs-tasks|events|s3|scheduler|states|vpc-flow-logs)\./;
/** Those that say it to what they write to, and to its key. */
const TO_STORES = /^(cloudtrail|cloudwatch|config|events|guardduty|logs|sns|ses|s3)\./;
/** By which they say it: AWS CloudTrail and CloudWatch Logs to a key in the encryption's context (KMS developer guide). */
const SAYS = /^(aws:source(arn|account|orgid)|kms:encryptioncontext:aws:(cloudtrail|logs):arn)$/i;
/** Without user data, and asked for before there is anything to say. */
const DESCRIBES = new Set(["kms:DescribeKey", "kms:Describe*"]);

export const serviceActsFor: ResourceRule = {
  id: "ACCESS-15",
  claim: "access",
  subject: "resource",
  title: "A service that a policy lets in acts for an account of the program.",
  why: "A service's principal is the same for all of its customers: without a condition on whose request it carries, anybody's trail, rule or detector writes into the bucket, and anybody's task becomes the role (IAM user guide, The confused deputy problem).",
  fix: "Add aws:SourceAccount or aws:SourceArn by StringEquals or ArnLike, without IfExists, of an account of the program.",
  concerns: (type) => Object.hasOwn(RESOURCE_POLICIES, type),
  judge: (resource, facts) => {
    // Of a program that builds no fence nothing is asked.
    if (!isFenced(resource, facts)) return [];
    const attribute = RESOURCE_POLICIES[resource.type] as string;
    const document = documentOf(resource, attribute, facts);
    // What nobody can read, ACCESS-01 and ACCESS-02 say.
    if (typeof document === "string") return [];
    const says = resource.type === "aws_iam_role" ? TO_TRUSTS : TO_STORES;
    const lets = statementsOf(document).filter(({ Effect }) => Effect !== "Deny");
    return lets.flatMap((statement, index) => {
      const services = servicesOf(statement).filter((service) => says.test(service));
      if (services.length === 0 || asList(statement.Action).every((action) => DESCRIBES.has(action))) return [];
      return [judge(statement, services.join(), `${attribute}[${statement.Sid ?? `statement ${index}`}]`, facts)];
    });
  },
};

function servicesOf({ Principal }: Statement): readonly string[] {
  const named = Principal as { readonly Service?: unknown } | string | null | undefined; // nothing in a policy is sure to have the right shape
  return typeof named === "object" ? asList<unknown>(named?.Service).map(String) : [];
}

function judge(statement: Statement, services: string, attribute: string, facts: Facts): Verdict {
  const values = Object.entries(statement.Condition ?? {})
    .filter(([operator]) => POSITIVE.test(operator))
    .flatMap(([, keys]) => Object.entries(keys).filter(([key]) => SAYS.test(key)))
    .map(([, wanted]) => asList<unknown>(wanted as unknown).map((each) => whose(String(each), facts)));
  const more = { attribute, value: services, expected: "aws:SourceAccount or aws:SourceArn of an account of the program" };
  // Conditions are joined by AND: one that holds is enough.
  if (values.some((each) => each.length > 0 && each.every((owner) => owner === "ours"))) return met();
  return values.some((each) => each.includes("unknown") && !each.includes("others"))
    ? unknown(`for whom it lets ${services} act is not known`, more)
    : breach(`it lets ${services} in for whomever it acts`, more);
}

/** An account, an organization or an ARN, or a reference to what its provider will mint. */
function whose(text: string, facts: Facts): "ours" | "others" | "unknown" {
  if (text.startsWith("ref/") || text === facts.scope.organization) return "ours";
  const account = /^\d{12}$/.test(text) ? text : (parseArn(text)?.account ?? "");
  if (account.includes("${") || text.startsWith("${")) return "unknown";
  const known = facts.account("aws", account);
  return known !== undefined && known.owner !== "parent" ? "ours" : "others";
}
