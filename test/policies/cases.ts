import type { Case } from "./case";
import { bucketCases, stateCases } from "./cases/buckets";
import { endpointCases } from "./cases/endpoints";
import { keyCases } from "./cases/keys";
import { operatorCases } from "./cases/operators";
import { releaseCases } from "./cases/release";
import { releaseRoleCases } from "./cases/release-roles";
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
  ...releaseCases,
  ...releaseRoleCases,
];
