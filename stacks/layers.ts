import { access } from "./access";
import type { Layer } from "./estate";

/** Every layer around the data, one line each. */
export const LAYERS: readonly Layer[] = [access];
