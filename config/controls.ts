import { ORDER } from "./programs/order";
import type { Claim, Obligation } from "./scope";

/** What answers a clause of the order, and what proves it. */
export interface Control {
  readonly name: string;
  readonly does: string;
  /** Clauses of the order; config/programs/order.ts has their texts. */
  readonly clauses: readonly string[];
  readonly claim: Claim;
  /** Files under constructs/. */
  readonly constructs: readonly string[];
  /** Rules of the review that judge it. */
  readonly rules: readonly string[];
  /** Files under test/. */
  readonly tests: readonly string[];
  /** NIST SP 800-53 revision 5. */
  readonly nist: readonly string[];
  /** ISO/IEC 27001:2022, Annex A. */
  readonly iso: readonly string[];
  /** What the clouds' own guides to sovereignty call it; only where they have a name for it. */
  readonly guides: { readonly aws?: string; readonly google?: string; readonly oracle?: string };
}

/** Every control, in the order of the clauses. One row is all that a new one takes; a test holds the table to the code. */
export const CONTROLS: readonly Control[] = [
  {
    name: "resident stores",
    does: "Stores, their state and every stack stand in a region of the jurisdiction, in an account that is pinned.",
    clauses: ["1"],
    claim: "location",
    constructs: [
      "place/aws-stack.ts",
      "place/google-stack.ts",
      "place/state-bucket.ts",
      "place/google-state-bucket.ts",
      "storage/resident-bucket.ts",
      "storage/resident-database.ts",
      "storage/resident-file-system.ts",
      "storage/resident-table.ts",
      "storage/google-resident-bucket.ts",
      "storage/google-resident-database.ts",
      "storage/google-resident-warehouse.ts",
    ],
    rules: [
      "LOCATION-01",
      "LOCATION-03",
      "LOCATION-04",
      "LOCATION-05",
      "LOCATION-06",
      "LOCATION-07",
      "LOCATION-08",
      "LOCATION-09",
      "LOCATION-11",
    ],
    tests: [
      "constructs/place.test.ts",
      "constructs/storage.test.ts",
      "stacks/aws-anywhere.test.ts",
      "review/location.test.ts",
      "review/drift.test.ts",
      "review/guardrails.test.ts",
    ],
    nist: ["SA-9(5)", "CM-8"],
    iso: ["A.5.23", "A.5.31"],
    guides: { aws: "Digital Sovereignty Pledge: control over the location of your data", google: "Assured Workloads: data residency" },
  },
  {
    name: "second copies inside",
    does: "Replicas and backups go to another region of the jurisdiction, under the custodian's keys, and nowhere else.",
    clauses: ["1", "6"],
    claim: "location",
    constructs: ["storage/backup.ts", "storage/google-recovery-copy.ts", "access/data-roles.ts"],
    rules: ["LOCATION-02"],
    tests: ["constructs/storage.test.ts", "stacks/google-stores.test.ts", "review/location.test.ts"],
    nist: ["CP-6", "CP-9", "SA-9(5)"],
    iso: ["A.8.13", "A.8.14"],
    guides: { aws: "Digital Sovereignty Pledge: resilience of the cloud" },
  },
  {
    name: "guardrails of place",
    does: "No role of the fence builds or copies outside the jurisdiction: regions are denied, and so is every path by which a service replicates.",
    clauses: ["1", "6"],
    claim: "location",
    constructs: [
      "guardrails/region-deny.ts",
      "guardrails/replication-egress.ts",
      "guardrails/inference-profiles.ts",
      "guardrails/google-org-policies.ts",
      "guardrails/google-perimeter.ts",
    ],
    rules: ["LOCATION-02", "LOCATION-10", "NETWORK-08"],
    tests: ["constructs/guardrails.test.ts", "policies/cases.test.ts", "stacks/organization.test.ts"],
    nist: ["AC-4", "SA-9(5)", "CM-7"],
    iso: ["A.5.23", "A.5.31"],
    guides: { aws: "Control Tower: digital sovereignty controls", google: "Organization policy: resource locations" },
  },
  {
    name: "no way for the parent",
    does: "Stores deny whoever is not of the custodian's organization; no policy names the parent but the one that is declared.",
    clauses: ["2"],
    claim: "access",
    constructs: [
      "policy/perimeter.ts",
      "storage/bucket-policy.ts",
      "storage/google-bucket-policy.ts",
      "access/boundary.ts",
      "access/service-role.ts",
      "access/google-deployer.ts",
    ],
    rules: ["ACCESS-01", "ACCESS-02", "ACCESS-10", "ACCESS-13", "ACCESS-14", "ACCESS-15"],
    tests: ["policies/cases.test.ts", "policies/store-statements.test.ts", "review/access.test.ts", "review/allows.test.ts"],
    nist: ["AC-3", "AC-4", "AC-6"],
    iso: ["A.5.15", "A.8.3"],
    guides: { aws: "Digital Sovereignty Pledge: verifiable control over data access" },
  },
  {
    name: "perimeters",
    does: "Principals, resources and networks of the fence meet only each other, by SCPs and RCPs that no account of it can change.",
    clauses: ["2"],
    claim: "access",
    constructs: [
      "guardrails/identity-perimeter.ts",
      "guardrails/network-perimeter.ts",
      "guardrails/resource-perimeter.ts",
      "guardrails/governance.ts",
      "guardrails/protection.ts",
    ],
    rules: ["ACCESS-02", "ACCESS-07", "ACCESS-08", "NETWORK-07"],
    tests: ["policies/guardrails-together.test.ts", "policies/cases.test.ts", "constructs/guardrails.test.ts"],
    nist: ["AC-3", "AC-4", "SC-7"],
    iso: ["A.5.15", "A.8.3"],
    guides: { aws: "Building a data perimeter on AWS", google: "VPC Service Controls" },
  },
  {
    name: "the custodian's keys",
    does: "Who administers a key never uses it, who uses it never administers it, and no account's root may do either.",
    clauses: ["3"],
    claim: "custody",
    constructs: [
      "keys/custodian-key.ts",
      "keys/key-policy.ts",
      "keys/key-roles.ts",
      "keys/google-custodian-key.ts",
      "keys/google-key-ring.ts",
      "keys/external-key-store.ts",
      "guardrails/key-origin.ts",
    ],
    rules: [
      "CUSTODY-01",
      "CUSTODY-02",
      "CUSTODY-03",
      "CUSTODY-04",
      "CUSTODY-05",
      "CUSTODY-06",
      "CUSTODY-07",
      "CUSTODY-08",
      "CUSTODY-09",
      "CUSTODY-10",
      "CUSTODY-11",
      "CUSTODY-12",
      "CUSTODY-13",
    ],
    tests: ["policies/key-statements.test.ts", "policies/cases.test.ts", "constructs/keys.test.ts", "review/custody.test.ts"],
    nist: ["SC-12", "SC-28", "AC-5"],
    iso: ["A.8.24", "A.5.3"],
    guides: { aws: "Digital Sovereignty Pledge: the ability to encrypt everything everywhere", google: "Cloud KMS: customer-managed keys" },
  },
  {
    name: "stores that outlast the move",
    does: "Every store says which dataset it holds; none vanishes before the copy that replaces it is proved.",
    clauses: ["4", "5", "6", "12"],
    claim: "migration",
    constructs: ["storage/tags.ts", "storage/closed-bucket.ts"],
    rules: [
      "MIGRATION-01",
      "MIGRATION-02",
      "MIGRATION-03",
      "MIGRATION-04",
      "MIGRATION-05",
      "MIGRATION-06",
      "MIGRATION-07",
      "MIGRATION-08",
      "MIGRATION-09",
      "MIGRATION-10",
      "MIGRATION-11",
    ],
    tests: ["review/migration.test.ts", "stacks/aws.test.ts"],
    nist: ["MP-6", "SI-12"],
    iso: ["A.8.10", "A.7.14"],
    guides: {},
  },
  {
    name: "the move, and its proof",
    does: "Home's own movers pull each old copy; it is frozen, reconciled, and destroyed only on evidence that gatekeeper and auditor signed.",
    clauses: ["4", "5", "6", "12"],
    claim: "migration",
    constructs: [
      "migration/transfer-leg.ts",
      "migration/batch-leg.ts",
      "migration/evidence-bucket.ts",
      "migration/legacy-bucket.ts",
      "migration/reverse-leg.ts",
      "migration/purge-role.ts",
    ],
    rules: [],
    tests: [
      "stacks/migration.test.ts",
      "stacks/purge.test.ts",
      "stacks/reverse.test.ts",
      "evidence/purge-gate.test.ts",
      "evidence/reconcile.test.ts",
    ],
    nist: ["MP-6", "SI-7", "AU-10"],
    iso: ["A.8.10", "A.7.14"],
    guides: {},
  },
  {
    name: "movers within bounds",
    does: "Each old copy has a mover of its own: it reads that copy, writes that store, opens that move's secrets, and ends with the order; no state holds what signs it in.",
    clauses: ["4", "5", "6"],
    claim: "migration",
    constructs: [
      "migration/mover-role.ts",
      "migration/mover-policies.ts",
      "migration/mover-boundary.ts",
      "migration/database-leg.ts",
      "access/migrator.ts",
    ],
    rules: [],
    tests: ["policies/migration-statements.test.ts", "policies/cases.test.ts", "stacks/migration.test.ts", "cli/source-location.test.ts"],
    nist: ["AC-6", "AC-4", "IA-5(7)"],
    iso: ["A.5.15", "A.8.2", "A.5.17"],
    guides: {},
  },
  {
    name: "operators of the custodian's only",
    does: "Deployers and key roles are assumed by named roles of the custody account, within a boundary, and open no data.",
    clauses: ["7"],
    claim: "access",
    constructs: ["access/deployer.ts", "access/deployed.ts", "access/boundary.ts"],
    rules: [],
    tests: ["policies/role-statements.test.ts", "policies/deployer.test.ts", "policies/cases.test.ts"],
    nist: ["AC-2", "AC-5", "AC-6"],
    iso: ["A.5.3", "A.8.2"],
    guides: { google: "Digital sovereignty: operational sovereignty" },
  },
  {
    name: "the gatekeeper's people",
    does: "People sign in at the custodian's identity provider and work by dataset, duty and ticket for an hour; two of them break the glass.",
    clauses: ["7"],
    claim: "access",
    constructs: [
      "access/hub.ts",
      "access/data-access.ts",
      "access/gatekeeper-trust.ts",
      "access/break-glass.ts",
      "access/human-boundaries.ts",
    ],
    rules: ["ACCESS-03", "ACCESS-04", "ACCESS-11", "ACCESS-12"],
    tests: ["policies/access-statements.test.ts", "policies/cases.test.ts", "review/access.test.ts"],
    nist: ["AC-2", "AC-3", "AC-6", "IA-2(1)"],
    iso: ["A.5.16", "A.5.18", "A.8.2"],
    guides: { google: "Digital sovereignty: operational sovereignty" },
  },
  {
    name: "the gatekeeper's people behind Identity Center",
    does: "People sign in through the custodian's instance of Identity Center: a permission set for one duty on one dataset, by group and for an hour, that goes on to the same roles; nobody but the access admin assigns or changes one.",
    clauses: ["7"],
    claim: "access",
    constructs: ["access/permission-sets.ts", "access/permission-set-admin.ts", "guardrails/permission-sets.ts"],
    rules: ["ACCESS-03", "ACCESS-04"],
    tests: ["stacks/identity-center.test.ts", "policies/cases.test.ts"],
    nist: ["AC-2", "AC-3", "AC-6", "IA-2(1)"],
    iso: ["A.5.16", "A.5.18", "A.8.2"],
    guides: { aws: "IAM Identity Center: delegated administration" },
  },
  {
    name: "the gatekeeper's people on Google",
    does: "People sign in to a workforce pool by the custodian's identity provider, for an hour, one duty on one dataset and a ticket; roles bind to that sign-in on the dataset's store alone; two of them break the glass by Privileged Access Manager; a deny policy keeps guardrails, keys and logs from all of them.",
    clauses: ["7"],
    claim: "access",
    constructs: [
      "access/google-workforce.ts",
      "access/google-duties.ts",
      "access/google-conditions.ts",
      "access/google-access-admin.ts",
      "guardrails/google-deny-policies.ts",
    ],
    rules: ["ACCESS-03", "ACCESS-05", "ACCESS-06", "ACCESS-09"],
    tests: ["stacks/google-access.test.ts", "review/access-google.test.ts"],
    nist: ["AC-2", "AC-3", "AC-5", "AC-6", "IA-2(1)", "IA-8"],
    iso: ["A.5.3", "A.5.15", "A.5.18", "A.8.2"],
    guides: { google: "Digital sovereignty: operational sovereignty" },
  },
  {
    name: "isolated networks",
    does: "The data's networks have no gateway and no peer; services are reached through endpoints, each with its own policy.",
    clauses: ["8"],
    claim: "network",
    constructs: ["network/isolated-network.ts", "network/endpoint-policies.ts", "network/google-isolated-network.ts"],
    rules: ["NETWORK-01", "NETWORK-02", "NETWORK-10", "NETWORK-11"],
    tests: ["constructs/network.test.ts", "policies/cases.test.ts", "review/network.test.ts"],
    nist: ["SC-7", "SC-7(5)", "AC-4"],
    iso: ["A.8.20", "A.8.22"],
    guides: {},
  },
  {
    name: "the private line of the move",
    does: "A line to an old site stands for as long as data moves over it: its own subnets, routes and ports to the networks that the program names, both tunnels logged, agents behind an endpoint of the home's.",
    clauses: ["8"],
    claim: "network",
    constructs: ["migration/private-line.ts", "migration/line-gateway.ts", "migration/agent-endpoint.ts", "migration/agents.ts"],
    rules: ["NETWORK-01", "NETWORK-09", "NETWORK-13"],
    tests: ["review/line.test.ts", "review/line-built.test.ts", "stacks/line.test.ts", "policies/cases.test.ts"],
    nist: ["SC-7", "SC-8", "AC-4"],
    iso: ["A.8.20", "A.8.22", "A.5.14"],
    guides: {},
  },
  {
    name: "the firewall above Google's networks",
    does: "A hierarchical policy on the fence's folder refuses and logs every connection that is not private, whatever a network's own rules say; names that no zone of the network answers are answered by none.",
    clauses: ["8"],
    claim: "network",
    constructs: ["guardrails/google-firewall-policy.ts", "network/google-isolated-network.ts"],
    rules: ["NETWORK-01", "NETWORK-05", "NETWORK-06"],
    tests: ["stacks/google-firewall.test.ts", "review/google-guards.test.ts"],
    nist: ["SC-7", "SC-7(5)", "SC-20"],
    iso: ["A.8.20", "A.8.22"],
    guides: { google: "Cloud NGFW: hierarchical firewall policies" },
  },
  {
    name: "firewalls around the edge",
    does: "What the program declares passes a firewall, a DNS firewall and a web firewall in an account that stores no data; all else is dropped.",
    clauses: ["8"],
    claim: "network",
    constructs: [
      "edge/edge-network.ts",
      "edge/edge-firewall.ts",
      "edge/web-firewall.ts",
      "edge/private-service.ts",
      "network/dns-firewall.ts",
    ],
    rules: ["NETWORK-03", "NETWORK-04", "NETWORK-12"],
    tests: ["constructs/edge.test.ts", "review/paths.test.ts"],
    nist: ["SC-7", "SC-7(8)", "SC-20"],
    iso: ["A.8.20", "A.8.23"],
    guides: {},
  },
  {
    name: "detectors",
    does: "Threats, misconfiguration and exposure are looked for in every account, and findings stay in the jurisdiction.",
    clauses: ["8"],
    claim: "network",
    constructs: ["security/posture.ts", "security/findings.ts", "security/config-recorder.ts"],
    rules: [],
    tests: ["constructs/security.test.ts", "policies/cases.test.ts"],
    nist: ["SI-4", "RA-5", "CM-6"],
    iso: ["A.8.8", "A.8.16"],
    guides: {},
  },
  {
    name: "findings on Google",
    does: "Security Command Center tells every finding on the fence's folder to a topic that stays in the jurisdiction, under the custodian's key, in the profile full.",
    clauses: ["8"],
    claim: "network",
    constructs: ["audit/google-findings.ts", "guardrails/google-notifications.ts"],
    rules: ["LOCATION-02"],
    tests: ["stacks/google-findings.test.ts"],
    nist: ["RA-5", "SI-4", "SI-5"],
    iso: ["A.8.8", "A.8.16"],
    guides: { google: "Security Command Center: data residency" },
  },
  {
    name: "the auditor's desk and archive",
    does: "Every log goes into a locked archive in the auditor's account, twice; he reads configuration and logs for a time, and never data.",
    clauses: ["9"],
    claim: "audit",
    constructs: [
      "audit/log-archive.ts",
      "audit/archive-policy.ts",
      "audit/query-set.ts",
      "access/auditor-roles.ts",
      "access/auditor-reads.ts",
    ],
    rules: ["AUDIT-02", "AUDIT-03", "AUDIT-08", "AUDIT-09", "AUDIT-10", "AUDIT-11"],
    tests: ["constructs/audit/statements.test.ts", "policies/cases.test.ts", "review/audit.test.ts"],
    nist: ["AU-9", "AU-9(2)", "AU-11", "CA-2(1)"],
    iso: ["A.5.33", "A.5.35", "A.8.34"],
    guides: {},
  },
  {
    name: "records that nobody shortens",
    does: "Inspection records and pushed source lie under a compliance lock for as long as logs are kept, signed under the custodian's key.",
    clauses: ["9"],
    claim: "audit",
    constructs: ["release/locked-bucket.ts", "keys/signing-policy.ts"],
    rules: [],
    tests: ["constructs/release.test.ts", "policies/cases.test.ts"],
    nist: ["AU-9", "AU-10", "AU-11", "CA-2(1)"],
    iso: ["A.5.33", "A.5.35"],
    guides: {},
  },
  {
    name: "logs on Google that nobody shortens",
    does: "Each project's logs lie in one locked bucket of the jurisdiction, under the custodian's key, for the program's retention; the auditor reads them there for the days of the examination.",
    clauses: ["9"],
    claim: "audit",
    constructs: ["audit/google-log-bucket.ts", "access/google-auditor.ts"],
    rules: ["AUDIT-07"],
    tests: ["stacks/google-logs.test.ts", "stacks/google-access.test.ts", "review/audit-google-logs.test.ts"],
    nist: ["AU-9", "AU-9(2)", "AU-11"],
    iso: ["A.5.33", "A.5.35", "A.8.15"],
    guides: { google: "Cloud Logging: locked buckets" },
  },
  {
    name: "source code examination",
    does: "The parent's source is mirrored, scanned, built without a network, approved by an inspector and signed; homes run nothing else.",
    clauses: ["10"],
    claim: "audit",
    constructs: [
      "release/bucket-policies.ts",
      "release/roles.ts",
      "release/pipeline.ts",
      "release/projects.ts",
      "release/signing-profiles.ts",
      "release/repository.ts",
      "release/replication.ts",
      "release/admission.ts",
      "guardrails/code-signing.ts",
    ],
    rules: ["AUDIT-06", "AUDIT-13"],
    tests: ["constructs/release.test.ts", "policies/cases.test.ts", "review/source-inspected.test.ts"],
    nist: ["SA-11", "SA-11(1)", "CM-14", "SI-7(15)", "SR-4"],
    iso: ["A.8.4", "A.8.28", "A.8.29", "A.8.30"],
    guides: { google: "Digital sovereignty: software sovereignty" },
  },
  {
    name: "who read what",
    does: "Reads and writes of every protected store are recorded, and an unexpected reader, a changed guardrail or a stopped trail rings.",
    clauses: ["11"],
    claim: "audit",
    constructs: [
      "audit/organization-trail.ts",
      "audit/event-selectors.ts",
      "audit/trail-alarms.ts",
      "audit/event-alarm.ts",
      "audit/google-audit-config.ts",
    ],
    rules: ["AUDIT-01", "AUDIT-04", "AUDIT-05", "AUDIT-12"],
    tests: ["review/audit.test.ts", "constructs/audit/statements.test.ts"],
    nist: ["AU-2", "AU-3", "AU-6", "AU-12"],
    iso: ["A.8.15", "A.8.16"],
    guides: { google: "Cloud Audit Logs: data access" },
  },
  {
    name: "flow logs",
    does: "Everything that passes through a network of the data's is logged, under the custodian's key, for the program's retention.",
    clauses: ["11"],
    claim: "audit",
    constructs: ["network/isolated-network.ts", "network/google-isolated-network.ts"],
    rules: [],
    tests: ["constructs/network.test.ts", "constructs/google.test.ts"],
    nist: ["AU-2", "AU-11", "AU-12", "SI-4"],
    iso: ["A.8.15", "A.8.16"],
    guides: {},
  },
];

/** One construct that answers an obligation, and the claim that proves it. */
export interface Answering {
  /** Folder and file, without its ending: `keys/custodian-key`. */
  readonly construct: string;
  readonly claim: Claim;
}

/**
 * What answers an obligation: for a clause of the order, its own controls; for a clause of another order, whose numbers
 * mean something else, every control of the claims that it names.
 */
export function answering({ clause, text, claims }: Obligation): readonly Answering[] {
  const controls = CONTROLS.filter((control) =>
    isOfTheOrder({ clause, text }) ? control.clauses.includes(clause) : claims.includes(control.claim),
  );
  const all = controls.flatMap(({ constructs, claim }) => constructs.map((file) => ({ construct: file.replace(/\.ts$/, ""), claim })));
  return all.filter((one, index) => all.findIndex(({ construct, claim }) => construct === one.construct && claim === one.claim) === index);
}

/** The rules that judge a clause of the order; undefined for a clause of another order, and where the controls have none. */
export function rulesOf({ clause, text }: Obligation): ReadonlySet<string> | undefined {
  const rules = CONTROLS.filter(({ clauses }) => isOfTheOrder({ clause, text }) && clauses.includes(clause)).flatMap(
    (control) => control.rules,
  );
  return rules.length > 0 ? new Set(rules) : undefined;
}

function isOfTheOrder({ clause, text }: Pick<Obligation, "clause" | "text">): boolean {
  return ORDER.some((known) => known.clause === clause && known.text === text);
}
