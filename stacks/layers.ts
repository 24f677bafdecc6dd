import { auditLayer } from "./audit-layer";
import type { Layer } from "./estate";
import { organization } from "./organization";

/** Every layer around the data, one line each. */
export const LAYERS: readonly Layer[] = [organization, auditLayer];
