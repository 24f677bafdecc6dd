import { type ReleaseRole } from "../../config/release/names";
import type { AwsPlace } from "../../config/place";
import type { Statement } from "../policy/document";
import { bucketPerimeter, denyAll } from "../policy/perimeter";
import { releaseBucketArn, releaseRole } from "./names";

/** Only these roles; a service principal carries no ARN of a role, so it is denied as well. */
const nobodyBut = (place: AwsPlace, roles: readonly ReleaseRole[]): NonNullable<Statement["Condition"]> => ({
  ArnNotEquals: { "aws:PrincipalArn": roles.map((role) => releaseRole(place, role)) },
});

function onlyThese(
  place: AwsPlace,
  of: "source" | "artifacts" | "releases",
  organization: string,
  who: { readonly write: readonly ReleaseRole[]; readonly read: readonly ReleaseRole[] },
): readonly Statement[] {
  const arn = releaseBucketArn(place, of);
  return [
    ...bucketPerimeter(arn, organization),
    // Administrators of the account included: what is inspected is what was pushed, and what runs is what was inspected.
    denyAll("OnlyTheseWrite", ["s3:PutObject*", "s3:DeleteObject*"], `${arn}/*`, nobodyBut(place, who.write)),
    denyAll("OnlyTheseRead", ["s3:GetObject*"], `${arn}/*`, nobodyBut(place, who.read)),
  ];
}

/** The mirror: the parent's source goes in by one role, which cannot read it back. */
export function sourceBucketStatements(place: AwsPlace, organization: string): readonly Statement[] {
  return onlyThese(place, "source", organization, { write: ["push"], read: ["pipeline", "inspector"] });
}

/** What passes between the stages: source as it was pushed, the scans' reports, what was built. */
export function artifactBucketStatements(place: AwsPlace, organization: string): readonly Statement[] {
  const path: readonly ReleaseRole[] = ["pipeline", "scan", "build", "sign"];
  return onlyThese(place, "artifacts", organization, { write: path, read: [...path, "inspector"] });
}

/** Inspection records and signed functions. Functions are read by the home accounts, which run them. */
export function releasesBucketStatements(place: AwsPlace, organization: string, homes: readonly string[]): readonly Statement[] {
  const arn = releaseBucketArn(place, "releases");
  return [
    ...bucketPerimeter(arn, organization),
    denyAll("OnlyTheSignerWrites", ["s3:PutObject*", "s3:DeleteObject*"], `${arn}/*`, nobodyBut(place, ["sign"])),
    denyAll("OnlyTheInspectorReadsRecords", ["s3:GetObject*"], `${arn}/records/*`, nobodyBut(place, ["inspector"])),
    {
      Sid: "HomesReadSignedFunctions",
      Effect: "Allow",
      Principal: { AWS: "*" },
      Action: ["s3:GetObject"],
      Resource: `${arn}/functions/*`,
      Condition: { StringEquals: { "aws:PrincipalOrgID": organization, "aws:PrincipalAccount": homes } },
    },
  ];
}
