import { credentialsShort } from "./access-credentials";
import { googleNamed } from "./access-google";
import { googleClosed } from "./google-closed";
import { googleSeen } from "./google-seen";
import { googleApproval } from "./google-approval";
import { googleCustomRoles } from "./google-custom-roles";
import { googleDenied } from "./google-denied";
import { googleInspected } from "./google-inspected";
import { googleLifted } from "./google-lifted";
import { googleOutsiders } from "./google-outsiders";
import { googleRights } from "./google-rights";
import { googleWalled } from "./google-walled";
import { namesDeclared } from "./names-declared";
import { namesBlocked } from "./names-blocked";
import { parentNowhere } from "./access-parent";
import { rolesSeen } from "./roles-seen";
import { readersNamed } from "./access-readers";
import { wildcardFixed } from "./access-wildcard";
import { accountGuarded } from "./account-guarded";
import { accountPinned } from "./account-pinned";
import { alarmCounts } from "./alarm-counts";
import { firewallPasses } from "./firewall-passes";
import { alarmsRing } from "./alarms-ring";
import { auditDatabase } from "./audit-database";
import { auditDelivered } from "./audit-delivered";
import { auditGoogle } from "./audit-google";
import { auditGoogleLogs } from "./audit-google-logs";
import { auditLocked } from "./audit-locked";
import { auditRecorded } from "./audit-recorded";
import { NOTICED_RULES } from "./changes-noticed";
import { copyFed } from "./copy-fed";
import { custodianKey } from "./custodian-key";
import { defaultsClosed } from "./defaults-closed";
import { dataRead } from "./data-read";
import { datasetHoused } from "./dataset-housed";
import { destinationInside } from "./destination-inside";
import { driftCustody } from "./drift-custody";
import { DRIFT_RULES } from "./drift-guards";
import { driftKept } from "./drift-kept";
import { driftLocation } from "./drift-location";
import { EVERYWHERE_RULES } from "./everywhere";
import { signInKept } from "./sign-in";
import { storeExpires } from "./store-expires";
import { edgeFiltered } from "./edge-filtered";
import { endpointPolicy } from "./endpoint-policy";
import { googlePerimeter } from "./google-perimeter";
import { grantNamed } from "./grant-named";
import { GUARDRAIL_RULES } from "./guardrails";
import { isolatedNetwork } from "./isolated-network";
import { CALLERS_NAMED_RULES } from "./callers-named";
import { CONDITIONS_ASKED_RULES } from "./conditions-asked";
import { accountsNamed } from "./accounts-named";
import { aclNarrow } from "./acl-narrow";
import { archiveCopied } from "./archive-copied";
import { archiveExpires } from "./archive-expires";
import { auditorReads } from "./auditor-reads";
import { watchedByOurs } from "./watched-by-ours";
import { webFirewall } from "./web-firewall";
import { allowsNamed } from "./allows-named";
import { serviceActsFor } from "./service-acts-for";
import { OWN_DENIAL_RULES } from "./own-denials";
import { guardsTaken } from "./guards-taken";
import { keyLasting } from "./key-lasting";
import { keyManaged } from "./key-managed";
import { keyOrigin } from "./key-origin";
import { keyPolicy } from "./key-policy";
import { lineBuilt } from "./line-built";
import { lineDeclared } from "./line-declared";
import { ledgerKept } from "./ledger-kept";
import { privateLink } from "./private-link";
import { placeInside } from "./place-inside";
import { outputsClosed } from "./outputs-closed";
import { planWhole } from "./plan-whole";
import { doorsClosed } from "./access-doors";
import { providerKnown } from "./provider-known";
import { providerInside } from "./provider-inside";
import { releasePath } from "./release-path";
import { releaseWorks } from "./release-works";
import type { Rule } from "./rule";
import { sameDenials } from "./same-denials";
import { sideKey } from "./side-key";
import { sourceInspected } from "./source-inspected";
import { stateInside } from "./state-inside";
import { storeClaimed } from "./store-claimed";
import { storeGuarded } from "./store-guarded";
import { storeKept } from "./store-kept";
import { SWITCHED_ON_RULES } from "./switched-on";
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
];
