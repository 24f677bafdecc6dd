import type { Case } from "./case";
import { auditCases } from "./cases/audit";
import { accessAdminCases } from "./cases/access-admins";
import { auditorCases } from "./cases/auditors";
import { boundaryCases } from "./cases/boundaries";
import { bucketCases, stateCases } from "./cases/buckets";
import { custodyModeCases } from "./cases/custody-modes";
import { endpointCases, lineEndpointCases } from "./cases/endpoints";
import { guardrailAlarmCases } from "./cases/guardrail-alarm";
import { regionCases } from "./cases/guardrails-regions";
import { resourceCases } from "./cases/guardrails-resources";
import { signingCases } from "./cases/guardrails-signing";
import { rightsCases } from "./cases/guardrails-rights";
import { hubCases } from "./cases/hub";
import { identityCenterCases } from "./cases/identity-center";
import { keyCases } from "./cases/keys";
import { movementCases } from "./cases/movement";
import { movementPartsCases } from "./cases/movement-parts";
import { movementTrustCases } from "./cases/movement-trusts";
import { migratorCases } from "./cases/movement-migrator";
import { operatorCases } from "./cases/operators";
import { peopleCases } from "./cases/people";
import { purgeCases } from "./cases/purge";
import { releaseCases } from "./cases/release";
import { releaseRoleCases } from "./cases/release-roles";
import { reverseCases } from "./cases/reverse";
import { roleCases } from "./cases/roles";
import { securityCases } from "./cases/security";
import { snapshotCases } from "./cases/snapshots";
import { storeCases } from "./cases/stores";

/** Written from the intent, with every account, region and action spelled out; nothing here is taken from the product. */
export const CASES: readonly Case[] = [
  ...keyCases,
  ...bucketCases,
  ...stateCases,
  ...storeCases,
  ...endpointCases,
  ...lineEndpointCases,
  ...operatorCases,
  ...roleCases,
  ...custodyModeCases,
  ...auditCases,
  ...regionCases,
  ...rightsCases,
  ...signingCases,
  ...resourceCases,
  ...guardrailAlarmCases,
  ...securityCases,
  ...boundaryCases,
  ...accessAdminCases,
  ...hubCases,
  ...identityCenterCases,
  ...peopleCases,
  ...auditorCases,
  ...releaseCases,
  ...releaseRoleCases,
  ...movementPartsCases,
  ...movementTrustCases,
  ...movementCases,
  ...migratorCases,
  ...purgeCases,
  ...snapshotCases,
  ...reverseCases,
];
