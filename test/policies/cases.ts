import type { Case } from "./case";
import { accessAdminCases } from "./cases/access-admins";
import { auditorCases } from "./cases/auditors";
import { boundaryCases } from "./cases/boundaries";
import { bucketCases, stateCases } from "./cases/buckets";
import { endpointCases } from "./cases/endpoints";
import { hubCases } from "./cases/hub";
import { keyCases } from "./cases/keys";
import { operatorCases } from "./cases/operators";
import { peopleCases } from "./cases/people";
import { roleCases } from "./cases/roles";
import { storeCases } from "./cases/stores";

/** Written from the intent, with every account, region and action spelled out; nothing here is taken from the product. */
export const CASES: readonly Case[] = [
  ...keyCases,
  ...bucketCases,
  ...stateCases,
  ...storeCases,
  ...endpointCases,
  ...operatorCases,
  ...roleCases,
  ...boundaryCases,
  ...accessAdminCases,
  ...hubCases,
  ...peopleCases,
  ...auditorCases,
];
