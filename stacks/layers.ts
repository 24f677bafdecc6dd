import type { Layer } from "./estate";
import { RELEASE } from "./release-layer";

/** Every layer around the data, one line each. */
export const LAYERS: readonly Layer[] = [RELEASE];
