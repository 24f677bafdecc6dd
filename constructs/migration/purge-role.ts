import { Construct } from "constructs";
import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { PURGE_OFFICER, PURGE_PATH, purgeRoleArn, purgeRoleName } from "../../config/migration/purge-names";
import { custodianOrganization } from "../keys/organization";
import type { AwsStack } from "../place/aws-stack";
import { policyDocument, type Statement } from "../policy/document";
import { backupStatements, deletions, type PurgedBackups } from "./purge-backups";
import { partsOf } from "./purge-parts";
import { notAfter } from "./window";

/** Who may delete: an officer of the custodian's, as docs/operators.md has it; never the parent. */
export function purgeTrust(program: Program, place: AwsPlace, custodyAccount: string): Statement {
  return {
    Sid: "PurgeOfficers",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${custodyAccount}:root` },
    Action: ["sts:AssumeRole"],
    Condition: {
      StringEquals: { "aws:PrincipalOrgID": custodianOrganization(program) },
      ArnLike: { "aws:PrincipalArn": `arn:${place.partition}:iam::${custodyAccount}:role/${PURGE_OFFICER}` },
    },
  };
}

export type PurgedStore = { readonly kind: "bucket"; readonly name: string } | PurgedBackups;

/** What purging one old store takes, and nothing of any other store: it lists and deletes, and reads no content. */
export function purgeStatements(program: Program, place: AwsPlace, store: PurgedStore): readonly Statement[] {
  if (store.kind !== "bucket") return [...backupStatements(place, store), notAfter(program)];
  const arn = `arn:${place.partition}:s3:::${store.name}`;
  return [
    {
      Sid: "ListBucket",
      Effect: "Allow",
      Action: ["s3:GetBucketPolicy", "s3:ListBucket", "s3:ListBucketMultipartUploads", "s3:ListBucketVersions"],
      Resource: arn,
    },
    {
      Sid: "DeleteVersions",
      Effect: "Allow",
      // What holds a version, and until when, is named and not forced: no bypass of a lock stands here.
      Action: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:DeleteObjectVersion", "s3:GetObjectLegalHold", "s3:GetObjectRetention"],
      Resource: `${arn}/*`,
    },
    notAfter(program),
  ];
}

/** The one role that deletes an old copy; it can be built from proof only (stacks/migration/purge.ts). */
export class PurgeRole extends Construct {
  readonly arn: string;

  constructor(
    scope: AwsStack,
    id: string,
    props: { readonly dataset: string; readonly copy: string; readonly custodyAccount: string; readonly store: PurgedStore },
  ) {
    super(scope, id);
    const { program, place } = scope;
    // What the role's own policy has no room for stands in managed ones beside it.
    const [own, ...more] = props.store.kind === "bucket" ? [props.store] : (partsOf(props.store) as [PurgedBackups, ...PurgedBackups[]]);
    this.arn = purgeRoleArn(place, props.dataset, props.copy);
    const name = purgeRoleName(props.dataset, props.copy);
    const role = new IamRole(this, "role", {
      name,
      path: PURGE_PATH,
      assumeRolePolicy: policyDocument("trust", [purgeTrust(program, place, props.custodyAccount)]),
      maxSessionDuration: 3600,
    });
    new IamRolePolicy(this, "policy", {
      name: "purge",
      role: role.id,
      policy: policyDocument("role", purgeStatements(program, place, own)),
    });
    for (const [index, part] of more.entries()) {
      const of = `more-${index + 1}`;
      const policy = new IamPolicy(this, of, {
        name: `${name}-${of}`,
        path: PURGE_PATH,
        description: `What ${name} deletes besides; its own policy says until when`,
        policy: policyDocument("managed", deletions(place, part)),
      });
      new IamRolePolicyAttachment(this, `${of}-attached`, { role: role.name, policyArn: policy.arn });
    }
  }
}
