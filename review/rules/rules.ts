import { accountPinned } from "./account-pinned";
import { custodianKey } from "./custodian-key";
import { defaultsClosed } from "./defaults-closed";
import { datasetHoused } from "./dataset-housed";
import { destinationInside } from "./destination-inside";
import { endpointPolicy } from "./endpoint-policy";
import { isolatedNetwork } from "./isolated-network";
import { keyLasting } from "./key-lasting";
import { keyPolicy } from "./key-policy";
import { ledgerKept } from "./ledger-kept";
import { placeInside } from "./place-inside";
import { planWhole } from "./plan-whole";
import type { Rule } from "./rule";
import { sourceInspected } from "./source-inspected";
import { stateInside } from "./state-inside";
import { storeClaimed } from "./store-claimed";
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
  custodianKey,
  keyPolicy,
  keyLasting,
  defaultsClosed,
  isolatedNetwork,
  endpointPolicy,
  sourceInspected,
  ledgerKept,
  storeKept,
  storeClaimed,
  datasetHoused,
];
