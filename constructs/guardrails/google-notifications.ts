import { Construct } from "constructs";
import { SccFolderNotificationConfig } from "@cdktf/provider-google/lib/scc-folder-notification-config";
import { SccV2FolderNotificationConfig } from "@cdktf/provider-google/lib/scc-v2-folder-notification-config";
import { findingsTopic } from "../audit/google-findings";
import type { GoogleStack } from "../place/google-stack";

/**
 * Where Security Command Center keeps findings inside a jurisdiction, once data residency is switched on for the
 * organization (its documentation, data residency); elsewhere it keeps them wherever it likes.
 */
const RESIDENT: Readonly<Record<string, string>> = { EU: "eu", US: "us", SA: "sa" };

/** Every active finding on the fence's folder is told to the topic of findings. */
export class GoogleNotifications extends Construct {
  constructor(scope: GoogleStack, id: string, props: { readonly folder: string }) {
    super(scope, id);
    const { program, place } = scope;
    const location = RESIDENT[program.jurisdiction.code];
    const config = {
      configId: `ringfence-${program.name}`,
      folder: props.folder,
      description: "Findings on the fence",
      pubsubTopic: findingsTopic(place),
      streamingConfig: { filter: 'state = "ACTIVE"' },
    };
    if (location) new SccV2FolderNotificationConfig(this, "resident", { ...config, location });
    else new SccFolderNotificationConfig(this, "anywhere", config);
  }
}
