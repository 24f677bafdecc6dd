import { Construct } from "constructs";
import { BackupGlobalSettings } from "@cdktf/provider-aws/lib/backup-global-settings";
import { BackupRegionSettings } from "@cdktf/provider-aws/lib/backup-region-settings";

/** Copies across accounts are switched on once for the organization, from its management account (AWS Backup guide, Creating backup copies across AWS accounts). */
export class CrossAccountBackup extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new BackupGlobalSettings(this, "settings", { globalSettings: { isCrossAccountBackupEnabled: "true" } });
  }
}

/** The services whose stores the blueprint backs up, as AWS Backup calls them. */
const BACKED_UP = ["Aurora", "DynamoDB", "EFS"] as const;

/**
 * What a region's AWS Backup must manage itself: without its advanced features DynamoDB's backups are copied to no other
 * account (AWS Backup guide, Advanced DynamoDB backup).
 */
export class BackupManagement extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new BackupRegionSettings(this, "settings", {
      resourceTypeOptInPreference: Object.fromEntries(BACKED_UP.map((type) => [type, true])),
      resourceTypeManagementPreference: { DynamoDB: true, EFS: true },
      // AWS answers with every type that it knows, and with a new one whenever it has one.
      lifecycle: { ignoreChanges: ["resource_type_opt_in_preference"] },
    });
  }
}
