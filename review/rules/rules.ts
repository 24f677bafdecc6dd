import { accountPinned } from "./account-pinned";
import { auditDatabase } from "./audit-database";
import { auditDelivered } from "./audit-delivered";
import { auditGoogle } from "./audit-google";
import { auditLocked } from "./audit-locked";
import { auditRecorded } from "./audit-recorded";
import { custodianKey } from "./custodian-key";
import { defaultsClosed } from "./defaults-closed";
import { datasetHoused } from "./dataset-housed";
import { destinationInside } from "./destination-inside";
import { endpointPolicy } from "./endpoint-policy";
import { grantNamed } from "./grant-named";
import { isolatedNetwork } from "./isolated-network";
import { keyLasting } from "./key-lasting";
import { keyOrigin } from "./key-origin";
import { keyPolicy } from "./key-policy";
import { ledgerKept } from "./ledger-kept";
import { placeInside } from "./place-inside";
import { planWhole } from "./plan-whole";
import { providerInside } from "./provider-inside";
import type { Rule } from "./rule";
import { stateInside } from "./state-inside";
import { storeClaimed } from "./store-claimed";
import { storeGuarded } from "./store-guarded";
import { storeKept } from "./store-kept";
import { typeKnown } from "./type-known";

/** Every rule, in the order of docs/rules.md. */
export const RULES: readonly Rule[] = [
  placeInside,
  destinationInside,
  stateInside,
  accountPinned,
  typeKnown,
  planWhole,
  providerInside,
  custodianKey,
  keyPolicy,
  keyLasting,
  defaultsClosed,
  keyOrigin,
  grantNamed,
  isolatedNetwork,
  endpointPolicy,
  auditRecorded,
  auditDelivered,
  auditLocked,
  auditDatabase,
  auditGoogle,
  ledgerKept,
  storeKept,
  storeClaimed,
  datasetHoused,
  storeGuarded,
];
