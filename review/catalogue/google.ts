import { DATA, DATA_SETTINGS, DATA_TEMPLATES, DATA_WITH_BINDINGS } from "./google/data";
import { MOVERS } from "./google/movers";
import { GOOGLE_SETTINGS, WITH_BINDINGS } from "./google/settings";
import { STORES } from "./google/stores";
import type { Catalogue } from "./model";
import { rows, settings } from "./read";

const TAGS = ["labels", "effective_labels"];

/** Google makes three types for each resource that takes a policy, and for some a fourth. */
const BINDINGS = settings(
  "google_",
  "an identity or its permissions: read by the access rules",
  `${WITH_BINDINGS} ${DATA_WITH_BINDINGS}`
    .trim()
    .split(/\s+/)
    .flatMap((of) => ["binding", "member", "policy", "audit_config"].map((kind) => `${of}_iam_${kind}`))
    .join(" "),
  { global: true },
);

/** Every resource type of Google Cloud. */
export const GOOGLE: Catalogue = {
  ...GOOGLE_SETTINGS,
  ...BINDINGS,
  ...settings("google_", "it describes data that lies elsewhere", DATA_SETTINGS, { place: ["region"] }),
  ...settings("google_", "it says what to look for in data, and holds none", DATA_TEMPLATES, { global: true }),
  ...rows("google_", TAGS, `${STORES}\n${MOVERS}\n${DATA}`),
};
