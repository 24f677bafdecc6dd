import { credentialsShort } from "./access/credentials";
import { googleNamed } from "./access/google-readers";
import { googleClosed } from "./network/google-closed";
import { googleSeen } from "./audit/google-seen";
import { googleApproval } from "./access/google-approval";
import { googleCustomRoles } from "./access/google-custom-roles";
import { googleDenied } from "./access/google-denied";
import { googleInspected } from "./audit/google-inspected";
import { googleLifted } from "./access/google-lifted";
import { googleOutsiders } from "./access/google-outsiders";
import { googleRights } from "./access/google-rights";
import { googleWalled } from "./network/google-walled";
import { namesDeclared } from "./network/names-declared";
import { namesBlocked } from "./network/names-blocked";
import { parentNowhere } from "./access/parent";
import { rolesSeen } from "./access/roles-seen";
import { readersNamed } from "./access/readers";
import { wildcardFixed } from "./access/wildcard";
import { accountGuarded } from "./location/account-guarded";
import { accountPinned } from "./location/account-pinned";
import { alarmCounts } from "./audit/alarm-counts";
import { firewallPasses } from "./network/firewall-passes";
import { alarmsRing } from "./audit/alarms-ring";
import { auditDatabase } from "./audit/database";
import { auditDelivered } from "./audit/delivered";
import { auditGoogle } from "./audit/google";
import { auditGoogleLogs } from "./audit/google-logs";
import { auditLocked } from "./audit/locked";
import { auditRecorded } from "./audit/recorded";
import { NOTICED_RULES } from "./guards/changes-noticed";
import { copyFed } from "./migration/copy-fed";
import { custodianKey } from "./custody/custodian-key";
import { defaultsClosed } from "./custody/defaults-closed";
import { dataRead } from "./location/data-read";
import { datasetHoused } from "./migration/dataset-housed";
import { destinationInside } from "./location/destination-inside";
import { driftCustody } from "./custody/drift-custody";
import { DRIFT_RULES } from "./guards/drift-guards";
import { driftKept } from "./migration/drift-kept";
import { driftLocation } from "./location/drift-location";
import { EVERYWHERE_RULES } from "./guards/everywhere";
import { signInKept } from "./access/sign-in";
import { storeExpires } from "./migration/store-expires";
import { edgeFiltered } from "./network/edge-filtered";
import { endpointPolicy } from "./network/endpoint-policy";
import { googlePerimeter } from "./network/google-perimeter";
import { grantNamed } from "./custody/grant-named";
import { GUARDRAIL_RULES } from "./guardrails/guardrails";
import { isolatedNetwork } from "./network/isolated-network";
import { CALLERS_NAMED_RULES } from "./guards/callers-named";
import { CONDITIONS_ASKED_RULES } from "./guards/conditions-asked";
import { accountsNamed } from "./access/accounts-named";
import { aclNarrow } from "./network/acl-narrow";
import { archiveCopied } from "./audit/archive-copied";
import { archiveExpires } from "./audit/archive-expires";
import { auditorReads } from "./audit/auditor-reads";
import { watchedByOurs } from "./audit/watched-by-ours";
import { webFirewall } from "./network/web-firewall";
import { allowsNamed } from "./access/allows-named";
import { serviceActsFor } from "./access/service-acts-for";
import { OWN_DENIAL_RULES } from "./guards/own-denials";
import { guardsTaken } from "./guards/guards-taken";
import { keyLasting } from "./custody/key-lasting";
import { keyManaged } from "./custody/key-managed";
import { keyOrigin } from "./custody/key-origin";
import { keyPolicy } from "./custody/key-policy";
import { oldFrozen } from "./migration/old-frozen";
import { lineBuilt } from "./network/line-built";
import { lineDeclared } from "./network/line-declared";
import { ledgerKept } from "./migration/ledger-kept";
import { privateLink } from "./network/private-link";
import { placeInside } from "./location/place-inside";
import { outputsClosed } from "./access/outputs-closed";
import { planWhole } from "./location/plan-whole";
import { doorsClosed } from "./access/doors";
import { providerKnown } from "./location/provider-known";
import { providerInside } from "./location/provider-inside";
import { releasePath } from "./audit/release-path";
import { releaseWorks } from "./audit/release-works";
import type { Rule } from "./rule";
import { sameDenials } from "./access/same-denials";
import { sideKey } from "./custody/side-key";
import { sourceInspected } from "./audit/source-inspected";
import { stateInside } from "./location/state-inside";
import { storeClaimed } from "./migration/store-claimed";
import { storeGuarded } from "./migration/store-guarded";
import { storeKept } from "./migration/store-kept";
import { SWITCHED_ON_RULES } from "./switches/switched-on";
import { typeKnown } from "./location/type-known";

/** Every rule, in the order of docs/rules.md. */
export const RULES: readonly Rule[] = [
  placeInside,
  destinationInside,
  stateInside,
  accountPinned,
  typeKnown,
  planWhole,
  providerInside,
  driftLocation,
  dataRead,
  GUARDRAIL_RULES.location,
  providerKnown,
  accountGuarded,
  NOTICED_RULES.location,
  custodianKey,
  keyPolicy,
  keyLasting,
  defaultsClosed,
  keyOrigin,
  keyManaged,
  grantNamed,
  sideKey,
  driftCustody,
  GUARDRAIL_RULES.custody,
  EVERYWHERE_RULES.custody,
  OWN_DENIAL_RULES.custody,
  SWITCHED_ON_RULES.custody,
  CALLERS_NAMED_RULES.custody,
  CONDITIONS_ASKED_RULES.custody,
  NOTICED_RULES.custody,
  DRIFT_RULES.custody,
  parentNowhere,
  wildcardFixed,
  credentialsShort,
  readersNamed,
  googleNamed,
  googleDenied,
  GUARDRAIL_RULES.access,
  doorsClosed,
  signInKept,
  OWN_DENIAL_RULES.access,
  sameDenials,
  SWITCHED_ON_RULES.access,
  allowsNamed,
  serviceActsFor,
  CALLERS_NAMED_RULES.access,
  CONDITIONS_ASKED_RULES.access,
  CONDITIONS_ASKED_RULES.files,
  outputsClosed,
  accountsNamed,
  rolesSeen,
  NOTICED_RULES.access,
  guardsTaken,
  googleOutsiders,
  googleRights,
  googleCustomRoles,
  googleApproval,
  googleLifted,
  DRIFT_RULES.access,
  isolatedNetwork,
  endpointPolicy,
  edgeFiltered,
  privateLink,
  googleWalled,
  namesBlocked,
  lineDeclared,
  lineBuilt,
  GUARDRAIL_RULES.network,
  googlePerimeter,
  OWN_DENIAL_RULES.network,
  EVERYWHERE_RULES.network,
  SWITCHED_ON_RULES.network,
  CONDITIONS_ASKED_RULES.endpoints,
  webFirewall,
  aclNarrow,
  namesDeclared,
  firewallPasses,
  googleClosed,
  DRIFT_RULES.network,
  auditRecorded,
  auditDelivered,
  auditLocked,
  auditDatabase,
  auditGoogle,
  sourceInspected,
  googleInspected,
  auditGoogleLogs,
  GUARDRAIL_RULES.audit,
  EVERYWHERE_RULES.audit,
  OWN_DENIAL_RULES.audit,
  SWITCHED_ON_RULES.audit,
  watchedByOurs,
  auditorReads,
  archiveCopied,
  archiveExpires,
  googleSeen,
  alarmsRing,
  alarmCounts,
  DRIFT_RULES.audit,
  releasePath,
  releaseWorks,
  ledgerKept,
  storeKept,
  storeClaimed,
  datasetHoused,
  storeGuarded,
  driftKept,
  storeExpires,
  OWN_DENIAL_RULES.migration,
  EVERYWHERE_RULES.migration,
  copyFed,
  SWITCHED_ON_RULES.migration,
  DRIFT_RULES.migration,
  oldFrozen,
];
