import { Construct } from "constructs";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { AwsPlace } from "../../config/place";
import type { ReverseData } from "../../config/migration/reverse-legs";
import { MIGRATION_OFFICER, reverseRole } from "../../config/access/role-names";
import type { CopyData } from "../../config/schema/schema";
import { operatorTrust } from "../access/deployer";
import type { AwsStack } from "../place/aws-stack";
import { arn } from "../place/names";
import { policyDocument, type Statement } from "../policy/document";
import { moverBoundaryArn } from "./mover-boundary";
import { readHome, writeLegacy } from "./mover-policies";

export interface ReverseLegProps {
  readonly dataset: string;
  readonly copy: Extract<CopyData, { kind: "aws-bucket" }>;
  readonly reverse: ReverseData;
  readonly home: { readonly bucketArn: string; readonly keyArn: string };
}

export function reverseArn(place: AwsPlace, dataset: string, copy: string): string {
  return arn(place, "iam", `role/${reverseRole(dataset, copy)}`);
}

/** Whatever else the role's policies say, it works between the two moments and at no other. */
export function onlyBetween({ from, until }: ReverseData): readonly Statement[] {
  const never = (Sid: string, when: Statement["Condition"]): Statement => ({
    Sid,
    Effect: "Deny",
    Action: ["*"],
    Resource: "*",
    Condition: { ...when },
  });
  return [
    never("NotBefore", { DateLessThan: { "aws:CurrentTime": from } }),
    never("NotAfter", { DateGreaterThanEquals: { "aws:CurrentTime": until } }),
  ];
}

/**
 * The role that takes back to a frozen old bucket what was written at home: of the home account, reading there, writing under
 * one prefix of the old bucket, deleting nothing, for the days that the program says.
 *
 * S3 Batch would run in the old bucket's region, where nobody of the fence starts jobs; so the officers of the migration
 * assume the role, and S3 copies from bucket to bucket (Amazon S3 API reference, CopyObject and UploadPartCopy).
 */
export class ReverseLeg extends Construct {
  constructor(scope: AwsStack, id: string, { dataset, copy, reverse, home }: ReverseLegProps) {
    super(scope, id);
    const { program, place } = scope;
    const role = new IamRole(this, "role", {
      name: reverseRole(dataset, copy.name),
      assumeRolePolicy: policyDocument("trust", [operatorTrust(program, place, MIGRATION_OFFICER)]),
      permissionsBoundary: moverBoundaryArn(place),
    });
    new IamRolePolicy(this, "policy", {
      name: "return",
      role: role.id,
      policy: policyDocument("role", [
        ...readHome({ arn: home.bucketArn, region: place.region.name, keyArn: home.keyArn }),
        ...writeLegacy({ arn: `arn:${place.partition}:s3:::${copy.bucket}`, region: copy.region, keyArn: copy.keyArn }, reverse.prefix),
        ...onlyBetween(reverse),
      ]),
    });
  }
}
