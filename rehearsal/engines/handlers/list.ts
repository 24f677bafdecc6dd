import { accountPublicAccess } from "./account-public-access";
import { backupVaultPolicy } from "./backup-vault";
import { ec2Settings } from "./ec2-settings";
import type { Handler } from "./handler";

/** Asked in this order, before any engine. */
export const HANDLERS: readonly Handler[] = [ec2Settings, accountPublicAccess, backupVaultPolicy];
