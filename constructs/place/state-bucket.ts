import { Construct } from "constructs";
import { custodianOrganization } from "../keys/organization";
import type { Statement } from "../policy/document";
import { bucketPerimeter, denyAll } from "../policy/perimeter";
import { closedBucket } from "../storage/closed-bucket";
import { purposeTags } from "../storage/tags";
import type { AwsStack } from "./aws-stack";
import { bucketArn, stateBucketName } from "./names";

/** Who reads and writes terraform state: the account's own deployer all of it, the program's other deployers what is published. */
export function stateBucketStatements(arn: string, organization: string, own: string, others: readonly string[]): readonly Statement[] {
  return [
    ...bucketPerimeter(arn, organization),
    // Private state may hold a secret: nobody but the account's own deployer opens it, administrators included.
    denyAll("DenyPrivateStateToOthers", ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"], `${arn}/private/*`, {
      ArnNotEquals: { "aws:PrincipalArn": own },
    }),
    ...(others.length > 0 ? published(arn, organization, others) : []),
  ];
}

/** A remote state is read as an object, and found by a listing (Terraform's S3 backend, required permissions); its workspaces lie under env:/. */
function published(arn: string, organization: string, others: readonly string[]): readonly Statement[] {
  const readers = { ArnEquals: { "aws:PrincipalArn": others }, StringEquals: { "aws:PrincipalOrgID": organization } };
  return [
    {
      Sid: "ReadPublishedState",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:GetObject"],
      Resource: `${arn}/published/*`,
      Condition: readers,
    },
    {
      Sid: "FindPublishedState",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:ListBucket"],
      Resource: arn,
      Condition: { ...readers, StringLike: { "s3:prefix": ["env:/", "published/*"] } },
    },
  ];
}

/** The bucket of an account's terraform state: versioned, under a customer key, with what is published apart from what is private. */
export class StateBucket extends Construct {
  constructor(
    scope: AwsStack,
    id: string,
    props: { readonly keyArn: string; readonly ownDeployer: string; readonly otherDeployers: readonly string[] },
  ) {
    super(scope, id);
    const { program, place } = scope;
    const name = stateBucketName(place);
    closedBucket(this, {
      name,
      keyArn: props.keyArn,
      statements: stateBucketStatements(bucketArn(place, name), custodianOrganization(program), props.ownDeployer, props.otherDeployers),
      tags: purposeTags("state"),
      guarded: !program.data.sandbox,
    });
  }
}
