import { accountPublicAccess } from "./account-public-access";
import { backupSelection } from "./backup-selection";
import { backupVaultPolicy } from "./backup-vault";
import { bucketInventory } from "./bucket-inventory";
import { buildProject } from "./build-project";
import { codeSigning } from "./code-signing";
import { copiedDatabases } from "./copied-databases";
import { copiedImages } from "./copied-images";
import { copiedVolumes } from "./copied-volumes";
import { dataSync } from "./datasync";
import { dms } from "./dms";
import { ec2Settings } from "./ec2-settings";
import { fileSystemPolicies } from "./file-system";
import { keyStores } from "./key-stores";
import type { Handler } from "./handler";
import { organizationPolicies } from "./organizations";
import { resolver } from "./resolver";
import { registryReplication } from "./registry-replication";
import { snapshotShares } from "./snapshot-shares";
import { vpnConnections } from "./vpn-connections";

/** Asked in this order, before any engine. */
export const HANDLERS: readonly Handler[] = [
  ec2Settings,
  accountPublicAccess,
  backupVaultPolicy,
  backupSelection,
  bucketInventory,
  fileSystemPolicies,
  keyStores,
  organizationPolicies,
  resolver,
  buildProject,
  codeSigning,
  dataSync,
  dms,
  registryReplication,
  snapshotShares,
  copiedVolumes,
  copiedImages,
  copiedDatabases,
  vpnConnections,
];
