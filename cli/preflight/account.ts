import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import {
  DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganizationCommand,
  OrganizationsClient,
} from "@aws-sdk/client-organizations";
import { GetServiceQuotaCommand, ServiceQuotasClient } from "@aws-sdk/client-service-quotas";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Quota } from "./quotas";

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** What a call said, or why it could not be made. Nothing here changes anything. */
export type Answer<T> = { readonly value: T } | { readonly problem: string };

async function answer<T>(call: Promise<T>): Promise<Answer<T>> {
  try {
    return { value: await call };
  } catch (error) {
    const { name, message } = error as Error;
    return { problem: message && message !== "UnknownError" ? `${name}: ${message}` : name };
  }
}

const caller = (region: string, credentials?: Credentials) => ({ region, maxAttempts: 2, ...(credentials ? { credentials } : {}) });

export const identity = (region: string): Promise<Answer<string>> =>
  answer(new STSClient(caller(region)).send(new GetCallerIdentityCommand({})).then(({ Arn }) => Arn ?? "no ARN"));

/** Becoming the role is the permission that counts: what it may do then is the blueprint's own policy. */
export const become = (roleArn: string, region: string): Promise<Answer<Credentials>> =>
  answer(
    new STSClient(caller(region))
      .send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: "ringfence-preflight", DurationSeconds: 900 }))
      .then(({ Credentials: given }) => {
        if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) throw new Error("no credentials in the answer");
        return { accessKeyId: given.AccessKeyId, secretAccessKey: given.SecretAccessKey, sessionToken: given.SessionToken };
      }),
  );

export const stateBucket = (bucket: string, account: string, region: string, as: Credentials): Promise<Answer<unknown>> =>
  answer(new S3Client(caller(region, as)).send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account })));

export const organization = (region: string, as: Credentials): Promise<Answer<string>> =>
  answer(
    new OrganizationsClient(caller(region, as))
      .send(new DescribeOrganizationCommand({}))
      .then(({ Organization: found }) => found?.Id ?? "none"),
  );

/** The services to which the organization gives access to its accounts; only its management account may ask. */
export const trusted = (region: string, as: Credentials): Promise<Answer<readonly string[]>> =>
  answer(principals(new OrganizationsClient(caller(region, as))));

async function principals(client: OrganizationsClient): Promise<readonly string[]> {
  const found: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(new ListAWSServiceAccessForOrganizationCommand({ ...(NextToken ? { NextToken } : {}) }));
    found.push(...(page.EnabledServicePrincipals ?? []).flatMap(({ ServicePrincipal }) => ServicePrincipal ?? []));
    ({ NextToken } = page);
  } while (NextToken);
  return found;
}

export const quotaValue = ({ service, code }: Quota, region: string, as: Credentials): Promise<Answer<number>> =>
  answer(
    new ServiceQuotasClient(caller(region, as))
      .send(new GetServiceQuotaCommand({ ServiceCode: service, QuotaCode: code }))
      .then(({ Quota: found }) => {
        if (found?.Value === undefined) throw new Error("no value in the answer");
        return found.Value;
      }),
  );
