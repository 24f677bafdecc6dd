import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { userErrors } from "../../config/errors";
import { loadProgram } from "../../config/load";
import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";

/** The program with one thing changed. The input's type is no help here: what is written by hand may be anything. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Loose = any;
type Change = (input: Loose) => unknown;

function changed(input: ProgramInput, change: Change): ProgramInput {
  const copy = structuredClone(input);
  change(copy);
  return copy;
}

/** What Program.of says is wrong. */
function errorsOf(input: unknown): { code: string; message: string }[] {
  try {
    Program.of(input);
    return [];
  } catch (error) {
    const errors = userErrors(error);
    if (!errors) throw error;
    return errors.map(({ code, message }) => ({ code, message }));
  }
}

interface Bad {
  readonly of: string;
  readonly change: Change;
  readonly code: string;
  readonly says: string | RegExp;
}

const [CONTENT, PROFILES, SESSIONS, ARCHIVE] = [0, 1, 2, 3];

const UNITED_STATES: readonly Bad[] = [
  // The form.
  { of: "an unknown key", change: (p) => (p.gatekeepers = {}), code: "PROGRAM-SHAPE", says: "gatekeepers" },
  { of: "a misspelt safeguard", change: (p) => (p.datasets[CONTENT].legalhold = {}), code: "PROGRAM-SHAPE", says: "legalhold" },
  { of: "no name", change: (p) => delete p.name, code: "PROGRAM-SHAPE", says: "given nothing, expected a value of type string" },
  { of: "a name in capitals", change: (p) => (p.name = "United-States"), code: "PROGRAM-SHAPE", says: "lower-case words" },
  { of: "a name of 25 characters", change: (p) => (p.name = "a".repeat(25)), code: "PROGRAM-SHAPE", says: "at most 24" },
  { of: "an account id as a number", change: (p) => (p.accounts.home.id = 333333333333), code: "PROGRAM-SHAPE", says: "accounts.home.id" },
  {
    of: "an account id of eleven digits",
    change: (p) => (p.accounts.home.id = "33333333333"),
    code: "PROGRAM-SHAPE",
    says: "twelve digits in quotes",
  },
  {
    of: "an account on an unknown cloud",
    change: (p) => (p.accounts.home.cloud = "oracle"),
    code: "PROGRAM-SHAPE",
    says: "accounts.home.cloud",
  },
  {
    of: "a purpose that does not exist",
    change: (p) => (p.accounts.home.purpose = "storage"),
    code: "PROGRAM-SHAPE",
    says: "accounts.home.purpose",
  },
  {
    of: "an organization id that is none",
    change: (p) => (p.parties.custodian.aws.organization = "custodian"),
    code: "PROGRAM-SHAPE",
    says: "organization id such as",
  },
  { of: "no obligations", change: (p) => (p.obligations = []), code: "PROGRAM-SHAPE", says: "obligations" },
  {
    of: "an obligation without claims",
    change: (p) => (p.obligations[0].claims = []),
    code: "PROGRAM-SHAPE",
    says: "obligations[0].claims",
  },
  {
    of: "a claim that does not exist",
    change: (p) => (p.obligations[0].claims = ["privacy"]),
    code: "PROGRAM-SHAPE",
    says: "obligations[0].claims[0]",
  },
  { of: "no datasets", change: (p) => (p.datasets = []), code: "PROGRAM-SHAPE", says: "datasets" },
  {
    of: "a store that does not exist",
    change: (p) => (p.datasets[CONTENT].store = "tape"),
    code: "PROGRAM-SHAPE",
    says: "datasets[0].store",
  },
  { of: "a size below zero", change: (p) => (p.datasets[CONTENT].sizeGib = -1), code: "PROGRAM-SHAPE", says: "datasets[0].sizeGib" },
  { of: "a deadline that is no day of the calendar", change: (p) => (p.deadline = "2027-02-30"), code: "PROGRAM-SHAPE", says: "deadline" },
  {
    of: "a legacy copy of an unknown kind",
    change: (p) => (p.datasets[CONTENT].legacy[0].kind = "floppy"),
    code: "PROGRAM-SHAPE",
    says: "legacy[0].kind",
  },
  {
    of: "a reason that is no reason",
    change: (p) => (p.datasets[CONTENT].withoutRecovery = "no"),
    code: "PROGRAM-SHAPE",
    says: "withoutRecovery",
  },
  {
    of: "an RPO of half a minute",
    change: (p) => (p.datasets[CONTENT].recovery.rpoMinutes = 0.5),
    code: "PROGRAM-SHAPE",
    says: "rpoMinutes",
  },

  // The jurisdiction and places.
  { of: "no such country", change: (p) => (p.jurisdiction = "USA"), code: "PROGRAM-JURISDICTION", says: /given "USA".*capital letters/ },
  { of: "a country in small letters", change: (p) => (p.jurisdiction = "us"), code: "PROGRAM-JURISDICTION", says: 'given "us"' },
  {
    of: "an inherited name as the country",
    change: (p) => (p.jurisdiction = "constructor"),
    code: "PROGRAM-JURISDICTION",
    says: '"constructor"',
  },
  {
    of: "a home in Singapore",
    change: (p) => (p.datasets[CONTENT].home.region = "ap-southeast-1"),
    code: "PROGRAM-PLACE",
    says: 'the bucket of user-content in aws "ap-southeast-1", outside US',
  },
  {
    of: "a recovery in Dublin",
    change: (p) => (p.datasets[ARCHIVE].recovery.region = "eu-west-1"),
    code: "PROGRAM-PLACE",
    says: 'the recovery copy of media-archive in aws "eu-west-1", outside US',
  },
  { of: "a network in Canada", change: (p) => (p.networks.east.region = "ca-central-1"), code: "PROGRAM-PLACE", says: "network east" },
  {
    of: "terraform state in Frankfurt",
    change: (p) => (p.accounts.home.state = { region: "eu-central-1" }),
    code: "PROGRAM-PLACE",
    says: "terraform state of home",
  },
  {
    of: "a region of the government's cloud",
    change: (p) => (p.datasets[CONTENT].home.region = "us-gov-west-1"),
    code: "PROGRAM-PLACE",
    says: "outside US",
  },
  {
    of: "a region in capitals",
    change: (p) => (p.datasets[CONTENT].home.region = "US-EAST-1"),
    code: "PROGRAM-PLACE",
    says: "no known location",
  },
  {
    of: "a region with a Cyrillic letter",
    change: (p) => (p.datasets[CONTENT].home.region = "us-еast-1"),
    code: "PROGRAM-PLACE",
    says: "no known location",
  },
  {
    of: "a region with a space",
    change: (p) => (p.datasets[CONTENT].home.region = "us-east-1 "),
    code: "PROGRAM-PLACE",
    says: "no known location",
  },
  {
    of: "a region's zone as a home",
    change: (p) => (p.datasets[CONTENT].home.region = "us-east-1a"),
    code: "PROGRAM-PLACE",
    says: '"us-east-1a", no region',
  },
  {
    of: "a region's zone as a recovery",
    change: (p) => (p.datasets[CONTENT].recovery.region = "us-west-2b"),
    code: "PROGRAM-PLACE",
    says: '"us-west-2b", no region',
  },

  // Accounts and parties.
  {
    of: "a home account that does not exist",
    change: (p) => (p.datasets[CONTENT].home.account = "hone"),
    code: "PROGRAM-ACCOUNT",
    says: /"hone", expected one of management, custody, home/,
  },
  {
    of: "an inherited name as the account",
    change: (p) => (p.datasets[CONTENT].home.account = "toString"),
    code: "PROGRAM-ACCOUNT",
    says: '"toString"',
  },
  {
    of: "a legacy account that does not exist",
    change: (p) => (p.datasets[CONTENT].legacy[0].account = "old"),
    code: "PROGRAM-ACCOUNT",
    says: "legacy[0].account",
  },
  { of: "custody in no account of the program", change: (p) => (p.custody.aws = "vault"), code: "PROGRAM-ACCOUNT", says: "custody.aws" },
  {
    of: "custody on another cloud",
    change: (p) => (p.custody.aws = "legacy-google"),
    code: "PROGRAM-ACCOUNT",
    says: "an account of google",
  },
  {
    of: "custody with the parent",
    change: (p) => (p.custody.aws = "legacy-singapore"),
    code: "PROGRAM-OWNER",
    says: "legacy-singapore (888888888888), owned by the parent",
  },
  { of: "custody in the home account", change: (p) => (p.custody.aws = "home"), code: "PROGRAM-PURPOSE", says: "home, a home account" },
  {
    of: "a home with the auditor",
    change: (p) => (p.datasets[CONTENT].home.account = "audit"),
    code: "PROGRAM-OWNER",
    says: "owned by the auditor",
  },
  {
    of: "a home in the recovery account",
    change: (p) => (p.datasets[CONTENT].home.account = "recovery"),
    code: "PROGRAM-PURPOSE",
    says: "recovery, a recovery account",
  },
  {
    of: "a recovery with the parent",
    change: (p) => (p.datasets[CONTENT].recovery.account = "legacy-singapore"),
    code: "PROGRAM-OWNER",
    says: "recovery.account",
  },
  {
    of: "a recovery in the audit account",
    change: (p) => (p.datasets[CONTENT].recovery.account = "custody"),
    code: "PROGRAM-PURPOSE",
    says: "custody, a custody account",
  },
  {
    of: "a home account of the gatekeeper's",
    change: (p) => (p.accounts.home.owner = "gatekeeper"),
    code: "PROGRAM-OWNER",
    says: "custodian, for a home account",
  },
  {
    of: "an audit account of the parent's",
    change: (p) => (p.accounts.audit.owner = "parent"),
    code: "PROGRAM-OWNER",
    says: "another owner for a audit account",
  },
  {
    of: "a network of the parent's",
    change: (p) => (p.networks.east.account = "legacy-singapore"),
    code: "PROGRAM-OWNER",
    says: "which the parent owns",
  },
  {
    of: "one id for two accounts",
    change: (p) => (p.accounts.recovery.id = p.accounts.home.id),
    code: "PROGRAM-DUPLICATE",
    says: "an id apart from home's",
  },
  {
    of: "the parent as the auditor",
    change: (p) => (p.parties.auditor.name = "Parent"),
    code: "PROGRAM-PARTY",
    says: "parties.auditor.name",
  },
  {
    of: "an auditor in the custodian's organization",
    change: (p) => (p.parties.auditor.aws.organization = "o-custodian01"),
    code: "PROGRAM-PARTY",
    says: "parties.auditor.aws.organization",
  },
  {
    of: "a custodian in the parent's organization",
    change: (p) => (p.parties.custodian.aws.organization = "o-parentcorp1"),
    code: "PROGRAM-PARTY",
    says: "a parent apart from the custodian",
  },
  {
    of: "a custodian without an organization",
    change: (p) => delete p.parties.custodian.aws,
    code: "PROGRAM-PARTY",
    says: "the custodian's aws organization",
  },
  { of: "no custody account", change: (p) => delete p.custody.aws, code: "PROGRAM-CUSTODY", says: "the custody account for aws" },

  // Networks.
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

  // Datasets.
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
    says: "legacy[1].name",
  },
  { of: "a warehouse on AWS", change: (p) => (p.datasets[SESSIONS].store = "warehouse"), code: "PROGRAM-STORE", says: "warehouse on aws" },
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
    change: (p) => (p.datasets[CONTENT].phase = "closed"),
    code: "PROGRAM-PHASE",
    says: "closed, while former-cloud, overseas-backup stand",
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
  { of: "a custody mode that is not built", change: (p) => (p.custody.mode = "external"), code: "PROGRAM-MODE", says: "external" },
  { of: "logs for a month", change: (p) => (p.retention = { logDays: 30 }), code: "PROGRAM-RETENTION", says: "365 or more" },
  { of: "versions for a day", change: (p) => (p.retention = { versionDays: 1 }), code: "PROGRAM-RETENTION", says: "retention.versionDays" },
  { of: "backups for a day", change: (p) => (p.retention = { backupDays: 1 }), code: "PROGRAM-RETENTION", says: "retention.backupDays" },
];

const EUROPEAN_UNION: readonly Bad[] = [
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
];

test("the two programs that are shipped are accepted", () => {
  expect(Program.of(unitedStates).data.datasets).toHaveLength(4);
  expect(Program.of(europeanUnion).data.datasets).toHaveLength(3);
});

describe.each([
  ["united-states", unitedStates, UNITED_STATES],
  ["european-union", europeanUnion, EUROPEAN_UNION],
] as const)("%s is refused with", (_name, input, table) => {
  test.each(table.map((bad) => [bad.of, bad] as const))("%s", (_of, bad) => {
    const errors = errorsOf(changed(input, bad.change));
    expect(errors.map(({ code }) => code)).toContain(bad.code);
    const messages = errors.filter(({ code }) => code === bad.code).map(({ message }) => message);
    expect(messages.join("\n")).toMatch(
      typeof bad.says === "string" ? new RegExp(bad.says.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")) : bad.says,
    );
  });
});

test.each([null, undefined, 7, "united-states", []])("%p is no program", (input) => {
  expect(errorsOf(input).map(({ code }) => code)).toEqual(["PROGRAM-SHAPE"]);
});

test("everything that is wrong is said at once", () => {
  const errors = errorsOf(
    changed(unitedStates, (p) => {
      p.datasets[ARCHIVE].recovery.region = "eu-west-1";
      p.networks.west.cidr = "10.20.0.0/16";
    }),
  );
  expect(errors.map(({ code }) => code).sort()).toEqual(["PROGRAM-OVERLAP", "PROGRAM-PLACE"]);
  const shape = errorsOf(changed(unitedStates, (p) => ((p.name = "X"), (p.deadline = "soon"))));
  expect(shape.map(({ code }) => code)).toEqual(["PROGRAM-SHAPE", "PROGRAM-SHAPE"]);
});

test("a home in Singapore names the dataset, the place and what to change", () => {
  const errors = errorsOf(changed(unitedStates, (p) => (p.datasets[CONTENT].home.region = "ap-southeast-1")));
  const place = errors.find(({ code }) => code === "PROGRAM-PLACE")?.message ?? "";
  expect(place).toContain("datasets[0] (user-content).home.region");
  expect(place).toContain('aws "ap-southeast-1"');
  expect(place).toContain("expected one of us-east-1, us-east-2, us-west-1, us-west-2.");
  expect(place).toContain("Change datasets[0] (user-content).home.region to a region of US.");
});

test("keys with the parent name the account, its owner and what to change", () => {
  const errors = errorsOf(changed(unitedStates, (p) => (p.custody.aws = "legacy-singapore")));
  expect(errors).toHaveLength(1);
  expect(errors[0]?.code).toBe("PROGRAM-OWNER");
  expect(errors[0]?.message).toContain(
    "custody.aws: the account belongs to the wrong party; given legacy-singapore (888888888888), owned by the parent",
  );
  expect(errors[0]?.message).toContain("Keep the keys in the custodian's custody account.");
});

describe("the headline", () => {
  /** Real ids: twelve digits that are no placeholders, and projects that are no examples. */
  const real: Change = (p) => {
    for (const [index, account] of Object.values<Loose>(p.accounts).entries())
      account.id = account.cloud === "aws" ? `10293847560${index}` : `app-legacy-${index}`;
  };
  const headline = (change: Change) => Program.of(changed(unitedStates, change)).headline;

  test("is EXAMPLE with placeholder accounts", () => {
    expect(Program.of(unitedStates).headline).toBe("EXAMPLE");
    expect(Program.of(europeanUnion).headline).toBe("EXAMPLE");
  });
  test("is EXAMPLE when one placeholder is left", () =>
    expect(headline((p) => (real(p), (p.accounts.audit.id = "111122223333")))).toBe("EXAMPLE"));
  test("is none with real accounts", () => expect(headline(real)).toBeNull());
  test("is SANDBOX when it can be torn down", () =>
    expect(headline((p) => (real(p), (p.sandbox = true), p.datasets.forEach((d: Loose) => (d.legacy = []))))).toBe("SANDBOX"));
});

test("a sandbox refuses legacy copies", () => {
  expect(errorsOf(changed(unitedStates, (p) => (p.sandbox = true))).map(({ code }) => code)).toEqual([
    "PROGRAM-SANDBOX",
    "PROGRAM-SANDBOX",
    "PROGRAM-SANDBOX",
  ]);
});

test("the digest is the normalised program's", () => {
  const { digest } = Program.of(unitedStates);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  expect(Program.of(changed(unitedStates, (p) => (p.sandbox = false))).digest).toBe(digest);
  expect(Program.of(changed(unitedStates, (p) => (p.deadline = "2027-07-01"))).digest).not.toBe(digest);
});

describe("a program is loaded", () => {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-load-"));
  const file = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const never = () => {
    throw new Error("no module is loaded");
  };
  const { digest } = Program.of(unitedStates);
  const codesOf = (path: string, load = (_: string): unknown => never()): string => {
    try {
      loadProgram(path, load);
      return "";
    } catch (error) {
      return (userErrors(error) ?? []).map(({ message }) => message).join("\n");
    }
  };

  test("from JSON", () => expect(loadProgram(file("program.json", JSON.stringify(unitedStates)), never).digest).toBe(digest));
  test.each(["yaml", "yml"])("from .%s", (extension) =>
    expect(loadProgram(file(`program.${extension}`, stringify(unitedStates)), never).digest).toBe(digest),
  );
  test("from a module", () => expect(loadProgram(file("program.ts", ""), () => ({ program: unitedStates })).digest).toBe(digest));
  test("and its errors name the file", () => expect(codesOf(file("bad.json", "{}"))).toContain("bad.json name"));
  test.each([
    ["no file", join(folder, "absent.json"), "no such file"],
    ["broken JSON", file("broken.json", "{"), "not JSON"],
    ["broken YAML", file("broken.yaml", "a: [1"), "not YAML"],
    ["another format", file("program.toml", ""), "a .toml file"],
  ])("not from %s", (_of, path, says) => {
    expect(codesOf(path)).toContain("PROGRAM-FILE");
    expect(codesOf(path)).toContain(says);
  });
  test("not from a module without a program", () =>
    expect(codesOf(file("empty.ts", ""), () => ({}))).toContain("a module without a `program` export"));
});
