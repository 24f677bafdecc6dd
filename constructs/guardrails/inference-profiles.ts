import type { Statement } from "../policy/document";
import { deny } from "./statements";

/** Profiles whose models all answer from inside (Amazon Bedrock user guide, supported regions of inference profiles). */
const PREFIX: Readonly<Record<string, string>> = { US: "us", EU: "eu", EEA: "eu", JP: "jp", AU: "au" };
const INVOKE = ["bedrock:InvokeModel", "bedrock:InvokeModelWithResponseStream"];

/** A cross-region profile sends prompts where it likes: only those of the jurisdiction, never `global.*`. */
export function inferenceProfiles(jurisdiction: string): readonly Statement[] {
  const prefix = PREFIX[jurisdiction];
  const profiles = prefix ? [`arn:aws:bedrock:*:*:inference-profile/${prefix}.*`] : [];
  const models = ["custom-model/*", "foundation-model/*", "imported-model/*", "provisioned-model/*"].map(
    (of) => `arn:aws:bedrock:*:*:${of}`,
  );
  return [
    { Sid: "ProfilesInside", Effect: "Deny", Action: INVOKE, NotResource: [...profiles, ...models] },
    // The model behind a profile is asked for as well, with the profile beside it.
    deny("ModelsThroughProfilesInside", INVOKE, {
      Null: { "bedrock:InferenceProfileArn": "false" },
      ...(prefix ? { ArnNotLike: { "bedrock:InferenceProfileArn": profiles } } : {}),
    }),
  ];
}
