import { edgeLayer } from "./edge";
import type { Layer } from "./estate";
import { securityLayer } from "./security";

/** Every layer around the data, one line each. */
export const LAYERS: readonly Layer[] = [edgeLayer, securityLayer];
