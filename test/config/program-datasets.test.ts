import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { ARCHIVE, CONTENT, PROFILES, SESSIONS, refuses, type Loose } from "./refused";

describe("united-states is refused with networks and datasets that are wrong", () => {
  refuses(unitedStates, [
    { of: "two zones", change: (p) => p.networks.east.zones.pop(), code: "PROGRAM-ZONES", says: "three different zones of us-east-1" },
    { of: "one zone twice", change: (p) => (p.networks.east.zones[1] = "us-east-1a"), code: "PROGRAM-ZONES", says: "networks.east.zones" },
    { of: "a zone of another region", change: (p) => (p.networks.east.zones[2] = "us-west-2a"), code: "PROGRAM-ZONES", says: "us-west-2a" },
    {
      of: "host bits",
      change: (p) => (p.networks.east.cidr = "10.20.0.1/16"),
      code: "PROGRAM-CIDR",
      says: "host bits of zero, as in 10.20.0.0/16",
    },
    { of: "no prefix", change: (p) => (p.networks.east.cidr = "10.20.0.0"), code: "PROGRAM-CIDR", says: "an address and a prefix length" },
    {
      of: "a network that is too small",
      change: (p) => (p.networks.east.cidr = "10.20.0.0/23"),
      code: "PROGRAM-SHAPE",
      says: "a prefix of /16 to /22",
    },
    {
      of: "a network that is too large",
      change: (p) => (p.networks.east.cidr = "10.0.0.0/15"),
      code: "PROGRAM-SHAPE",
      says: "a prefix of /16 to /22",
    },
    {
      of: "overlapping networks",
      change: (p) => (p.networks.west.cidr = "10.20.128.0/17"),
      code: "PROGRAM-OVERLAP",
      says: "a network apart from east (10.20.0.0/16)",
    },
    {
      of: "a home without a network",
      change: (p) => delete p.networks.west,
      code: "PROGRAM-NETWORK",
      says: "home us-west-2, which has no network",
    },
    {
      of: "two datasets of one name",
      change: (p) => (p.datasets[PROFILES].name = "user-content"),
      code: "PROGRAM-DUPLICATE",
      says: "datasets[1]",
    },
    {
      of: "two copies of one name",
      change: (p) => (p.datasets[CONTENT].legacy[1].name = "former-cloud"),
      code: "PROGRAM-DUPLICATE",
      says: "legacy[1] (former-cloud).name",
    },
    {
      of: "a warehouse on AWS",
      change: (p) => (p.datasets[SESSIONS].store = "warehouse"),
      code: "PROGRAM-STORE",
      says: "warehouse on aws",
    },
    {
      of: "no recovery and no reason",
      change: (p) => delete p.datasets[CONTENT].recovery,
      code: "PROGRAM-RECOVERY",
      says: "or withoutRecovery with a reason",
    },
    {
      of: "a recovery in the home's region",
      change: (p) => (p.datasets[CONTENT].recovery.region = "us-east-1"),
      code: "PROGRAM-RECOVERY",
      says: "another region than the home's",
    },
    {
      of: "a recovery in the home's account",
      change: (p) => (p.datasets[CONTENT].recovery.account = "home"),
      code: "PROGRAM-RECOVERY",
      says: "another account than the home's",
    },
    {
      of: "a legacy copy in an inner account",
      change: (p) => (p.datasets[CONTENT].legacy[1].account = "recovery"),
      code: "PROGRAM-PURPOSE",
      says: "an account with purpose legacy",
    },
    {
      of: "closed while copies stand",
      change: (p) => ((p.datasets[CONTENT].phase = "closed"), (p.datasets[CONTENT].legacy[1].phase = "soak")),
      code: "PROGRAM-PHASE",
      says: "closed, while overseas-backup stand",
    },
    {
      of: "cut over, while a copy is still copied",
      change: (p) => ((p.datasets[CONTENT].phase = "cutover"), (p.datasets[CONTENT].legacy[0].phase = "copy")),
      code: "PROGRAM-PHASE",
      says: /former-cloud\).phase: .*copy, while the dataset is in cutover.*expected cutover or later/,
    },
    {
      of: "a copy purged before its dataset is cut over",
      change: (p) => (p.datasets[CONTENT].legacy[0].phase = "purge"),
      code: "PROGRAM-PHASE",
      says: /former-cloud\).phase: .*purge, while the dataset is in prepare.*the app still writes to the old copies/,
    },
    {
      of: "cut over, without saying when the last write was",
      change: (p) => (p.datasets[CONTENT].phase = "cutover"),
      code: "PROGRAM-PHASE",
      says: "overseas-backup).frozenAt",
    },
    ...["purge", "closed"].flatMap((phase) => [
      {
        of: `${phase} without evidence`,
        change: (p: Loose) => (p.datasets[CONTENT].phase = phase),
        code: "PROGRAM-EVIDENCE",
        says: "legacy[0] (former-cloud).evidence: a purge has no signed evidence; given nothing",
      },
      {
        of: `${phase} without the auditor's key`,
        change: (p: Loose) => (p.datasets[CONTENT].phase = phase),
        code: "PROGRAM-EVIDENCE",
        says: "parties.auditor.evidenceKey",
      },
    ]),
    ...(["recoveryPoints", "snapshots"] as const).map((field) => ({
      of: `a vault purged without its ${field}`,
      change: (p: Loose) => (p.datasets[ARCHIVE].phase = "purge"),
      code: "PROGRAM-PURGE-LIST",
      says: `(overseas-vault).${field}`,
    })),
    {
      of: "a database purged without its instance and backups",
      change: (p) => (p.datasets[PROFILES].phase = "purge"),
      code: "PROGRAM-PURGE-LIST",
      says: "(former-cloud).resources",
    },
    {
      of: "a database purged with more replicas than one condition names",
      change: (p) => {
        p.datasets[PROFILES].phase = "purge";
        const one = p.datasets[PROFILES].legacy[0];
        one.resources = ["", "-1", "-2", "-3", "-4", "-5"].map(
          (end) => `//sqladmin.googleapis.com/projects/old-project/instances/${one.instance}${end}`,
        );
      },
      code: "PROGRAM-PURGE-LIST",
      says: "6 instances",
    },
    {
      of: "a warehouse purged without its dataset",
      change: (p) => warehouse(p, ["events/tables/likes"]),
      code: "PROGRAM-PURGE-LIST",
      says: "the dataset events",
    },
    {
      of: "a warehouse purged with more tables outside than one condition names",
      change: (p) => warehouse(p, ["events", "events/tables/likes", ...Array.from({ length: 10 }, (_, i) => `backup/tables/likes_${i}`)]),
      code: "PROGRAM-PURGE-LIST",
      says: "10 tables of other datasets",
    },
    {
      of: "a warehouse's resource that would end a condition",
      change: (p) => warehouse(p, ['events/tables/a" || true || "']),
      code: "PROGRAM-SHAPE",
      says: "expected //bigquery.googleapis.com/projects/PROJECT/datasets/DATASET",
    },
    {
      of: "a Google bucket closed without its HMAC keys",
      change: (p) => (p.datasets[CONTENT].phase = "closed"),
      code: "PROGRAM-PURGE-LIST",
      says: "(former-cloud).hmacKeys",
    },
    {
      of: "a data centre closed without a record of its media",
      change: (p) => (p.datasets[ARCHIVE].phase = "closed"),
      code: "PROGRAM-SANITISATION",
      says: "(virginia).sanitisation",
    },
    {
      of: "a database's old copy into a bucket",
      change: (p) => p.datasets[CONTENT].legacy.push({ ...p.datasets[PROFILES].legacy[0], name: "old-sql" }),
      code: "PROGRAM-LEG",
      says: "a google-sql into a bucket",
    },
    {
      of: "an old bucket declared twice under two names",
      change: (p) => p.datasets[CONTENT].legacy.push({ ...p.datasets[CONTENT].legacy[1], name: "again" }),
      code: "PROGRAM-DUPLICATE",
      says: "s3://app-user-content-backup, as user-content from overseas-backup",
    },
    {
      of: "an old database that two datasets have",
      change: (p) => p.datasets.push({ ...p.datasets[PROFILES], name: "messages" }),
      code: "PROGRAM-DUPLICATE",
      says: "the database app of app-profiles, legacy-google, as profiles from former-cloud",
    },
    {
      of: "an instance purged under a database that is not proved",
      change: (p) => {
        const [old] = p.datasets[PROFILES].legacy;
        p.datasets.push({ ...p.datasets[PROFILES], name: "messages", legacy: [{ ...old, database: "messages" }], phase: "soak" });
        p.datasets[PROFILES].phase = "purge";
      },
      code: "PROGRAM-PHASE",
      says: "purge, while messages from former-cloud lies in the same instance and is in soak",
    },
    {
      of: "a recovery point of two copies",
      change: (p) => {
        const [, vault] = p.datasets[ARCHIVE].legacy;
        vault.recoveryPoints = ["arn:aws:backup:ap-southeast-1:888888888888:recovery-point:1"];
        p.datasets[ARCHIVE].legacy.push({ ...vault, name: "again", vault: "other" });
      },
      code: "PROGRAM-DUPLICATE",
      says: "recovery-point:1, as media-archive from overseas-vault",
    },
    {
      of: "two copies whose stacks would have one name",
      change: (p) => {
        p.datasets[CONTENT].name = "user";
        p.datasets[CONTENT].legacy[0].name = "content-old";
        p.datasets.push({ ...p.datasets[SESSIONS], name: "user-content", store: "bucket", workloads: [] });
        p.datasets.at(-1).legacy = [{ ...p.datasets[CONTENT].legacy[1], name: "old", bucket: "another" }];
      },
      code: "PROGRAM-DUPLICATE",
      says: "user-content-old, as user from content-old",
    },
    {
      of: "copying from nowhere",
      change: (p) => (p.datasets[SESSIONS].phase = "copy"),
      code: "PROGRAM-PHASE",
      says: "copy, without an open legacy copy",
    },
    {
      of: "a purge under legal hold",
      change: (p) => Object.assign(p.datasets[CONTENT], { phase: "purge", legalHold: { reference: "No. 21-1", since: "2026-01-01" } }),
      code: "PROGRAM-HOLD",
      says: "purge under hold No. 21-1",
    },
    {
      of: "an obligation over nothing",
      change: (p) => (p.obligations[0].datasets = ["user-contents"]),
      code: "PROGRAM-OBLIGATION",
      says: "user-contents",
    },
    {
      of: "an engine for a bucket",
      change: (p) => (p.datasets[CONTENT].engine = "postgres"),
      code: "PROGRAM-STORE",
      says: "postgres for a bucket",
    },
    {
      of: "MySQL whose users' names would be cut",
      change: (p) => Object.assign(p.datasets[PROFILES], { engine: "mysql", name: "profiles-of-users" }),
      code: "PROGRAM-STORE",
      says: "ringfence_write_profiles_of_users, expected at most 16 letters",
    },
    { of: "logs for a month", change: (p) => (p.retention = { logDays: 30 }), code: "PROGRAM-RETENTION", says: "365 or more" },
    {
      of: "versions for a day",
      change: (p) => (p.retention = { versionDays: 1 }),
      code: "PROGRAM-RETENTION",
      says: "retention.versionDays",
    },
    { of: "backups for a day", change: (p) => (p.retention = { backupDays: 1 }), code: "PROGRAM-RETENTION", says: "retention.backupDays" },
  ]);
});

describe("european-union is refused with", () => {
  refuses(europeanUnion, [
    {
      of: "a home in London",
      change: (p) => (p.datasets[0].home.region = "europe-west2"),
      code: "PROGRAM-PLACE",
      says: 'the bucket of user-content in google "europe-west2", outside EU',
    },
    { of: "a home in Zürich", change: (p) => (p.datasets[1].home.region = "europe-west6"), code: "PROGRAM-PLACE", says: "outside EU" },
    {
      of: "a table on Google",
      change: (p) => (p.datasets[1].store = "table"),
      code: "PROGRAM-STORE",
      says: "table on google, expected one of bucket, relational, warehouse",
    },
    {
      of: "MySQL on Google",
      change: (p) => Object.assign(p.datasets[1], { store: "relational", engine: "mysql" }),
      code: "PROGRAM-STORE",
      says: "mysql on google, expected postgres",
    },
    {
      of: "a project id in capitals",
      change: (p) => (p.accounts.home.id = "Example-Home"),
      code: "PROGRAM-SHAPE",
      says: "a project id such as",
    },
    {
      of: "a project's number without quotes",
      change: (p) => (p.accounts.home.number = 200000000020),
      code: "PROGRAM-SHAPE",
      says: "accounts.home.number",
    },
    {
      of: "copies on two clouds",
      change: (p) =>
        Object.assign(p.accounts, { second: { cloud: "aws", id: "123456789012", owner: "custodian", purpose: "recovery" } }) &&
        (p.datasets[1].recovery = { account: "second", region: "eu-west-1", rpoMinutes: 60 }),
      code: "PROGRAM-RECOVERY",
      says: "google, as the home",
    },
    {
      of: "the parent's Cloud organization as the auditor's",
      change: (p) => (p.parties.auditor.google.organization = "900000000009"),
      code: "PROGRAM-PARTY",
      says: "parties.auditor.google.organization",
    },
    { of: "a dozen regions as a jurisdiction", change: (p) => (p.jurisdiction = "EUROPE"), code: "PROGRAM-JURISDICTION", says: "EUROPE" },
  ]);
});

/** A dataset of BigQuery in the purge, with these resources. */
function warehouse(p: Loose, names: readonly string[]): void {
  const resources = names.map((name) => `//bigquery.googleapis.com/projects/example-app-legacy/datasets/${name}`);
  const copy = {
    kind: "google-bigquery",
    name: "former-tables",
    account: "legacy-google",
    region: "us-east4",
    dataset: "events",
    resources,
  };
  Object.assign(p.datasets[CONTENT], { phase: "purge", legacy: [{ ...copy, exportBucket: "app-events-export" }] });
}
