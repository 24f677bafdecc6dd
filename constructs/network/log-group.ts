import type { Construct } from "constructs";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { AwsStack } from "../place/aws-stack";
import { purposeTags } from "../storage/tags";

/** All log groups of a program but the web firewall's, whose prefix AWS WAF dictates; a key's policy names them by this. */
export function logGroupName(program: string, of: string): string {
  return `/ringfence/${program}/${of}`;
}

/** A log group under the custodian's key, kept as long as the program says and left standing when its stack goes. */
export function keptLogGroup(scope: Construct, id: string, stack: AwsStack, props: { readonly name: string; readonly keyArn: string }) {
  const { program } = stack;
  return new CloudwatchLogGroup(scope, id, {
    name: props.name,
    kmsKeyId: props.keyArn,
    retentionInDays: logGroupRetention(program.data.retention.logDays),
    skipDestroy: !program.data.sandbox,
    tags: purposeTags("logs"),
  });
}

/** The terms that CloudWatch Logs offers, in days (PutRetentionPolicy); a retention between two takes the longer. */
export function logGroupRetention(days: number): number {
  const terms = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];
  const term = terms.find((offered) => offered >= days);
  if (!term) throw new RangeError(`CloudWatch Logs keeps 3653 days at most; ${days} were asked for`);
  return term;
}
