import { access } from "./access";
import { auditLayer } from "./audit/layer";
import { backupSettings } from "./backup-settings";
import { edgeLayer } from "./edge";
import type { Layer } from "./estate";
import { organization } from "./organization";
import { RELEASE } from "./release/layer";
import { securityLayer } from "./security";

/** Every layer around the data, one line each. */
export const LAYERS: readonly Layer[] = [organization, backupSettings, access, auditLayer, edgeLayer, securityLayer, RELEASE];
