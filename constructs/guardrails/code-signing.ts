import { TOOLS } from "../../config/release/names";
import type { Program } from "../../config/program";
import type { Statement } from "../policy/document";
import { releasePlace, repositoryArn } from "../release/names";
import type { Fence } from "../../config/guardrails/fenced";
import { deny, exceptRoles } from "./statements";

/**
 * Only what the release path has signed runs inside; there is nothing to force where the program has no release path.
 *
 * AWS mints the id of a code signing configuration, so a policy that is written before it exists names the account and
 * the region in which the program declares one, and holds the making of any to the pipeline, whose plan is reviewed.
 * Lambda refuses a configuration for a function that is an image (Lambda developer guide, code signing), so these
 * statements leave functions from archives alone. No condition key forces a signature on an image: what is pulled comes
 * from a repository of the fence (resource-perimeter.ts), and into those the release path's signer alone pushes.
 */
export function codeSigning(program: Program, { roles }: Fence): readonly Statement[] {
  const place = releasePlace(program);
  if (!place) return [];
  const homes = program.data.datasets.flatMap((dataset) => {
    const home = program.homeOf(dataset);
    return home.isAws() && home.region.name === place.region.name ? [home.accountId] : [];
  });
  const declared = [...new Set(homes)].map((account) => `arn:aws:lambda:${place.region.name}:${account}:code-signing-config:*`);
  return [
    // Absent as well: without a configuration nothing is checked. Code that comes later is checked against what is attached here.
    deny("FunctionsSigned", ["lambda:CreateFunction", "lambda:PutFunctionCodeSigningConfig"], {
      ArnNotLike: { "lambda:CodeSigningConfigArn": declared },
    }),
    deny("AdmissionForGood", ["lambda:DeleteCodeSigningConfig", "lambda:DeleteFunctionCodeSigningConfig"]),
    deny(
      "SigningByThePipeline",
      ["lambda:CreateCodeSigningConfig", "lambda:UpdateCodeSigningConfig", "signer:CancelSigningProfile", "signer:PutSigningProfile"],
      exceptRoles(roles.deployers),
    ),
    deny("SignedByTheSigner", ["signer:SignPayload", "signer:StartSigningJob"], exceptRoles(roles.signers)),
    // A profile that another account may use signs what nobody here has inspected.
    deny("ProfilesOfOurs", ["signer:AddProfilePermission"]),
    {
      Sid: "ImagesByTheSigner",
      Effect: "Deny",
      Action: ["ecr:PutImage"],
      // Scanners and builders, which run before there is a signature: their repository lets the deployer alone push.
      NotResource: repositoryArn(place, TOOLS),
      Condition: exceptRoles(roles.signers),
    },
    // They bring images of somebody else's registry in under a name of ours.
    deny("NoImagesFromElsewhere", ["ecr:BatchImportUpstreamImage", "ecr:CreatePullThroughCacheRule"]),
  ];
}
