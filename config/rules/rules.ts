import { Cidr } from "../cidr";
import { RingfenceError, type ErrorPage } from "../errors";
import { type Jurisdiction } from "../jurisdiction";
import type { AccountData, ProgramData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";

/** Collects what is wrong, so that all of it is reported at once. */
export class Complaints {
  readonly errors: RingfenceError[] = [];

  constructor(private readonly file: string) {}

  add(page: ErrorPage, at: string, given: string, expected: string, fix: string): void {
    this.errors.push(new RingfenceError(page, { at: `${this.file} ${at}`, given, expected, fix }));
  }
}

export interface RuleContext {
  readonly data: ProgramData;
  readonly jurisdiction: Jurisdiction;
  readonly complaints: Complaints;
  /** The account by name; complains and answers undefined when there is none. */
  account(ref: string, at: string): AccountData | undefined;
  /** Complains unless the region is one of the jurisdiction's, for a location `what`. */
  inside(cloud: AccountData["cloud"], region: string, at: string, what: string): void;
}

/** Is the account for that? Where nothing is built it need not say what it is for. */
export function serves({ purpose }: Pick<Partial<AccountData>, "purpose">, wanted: AccountData["purpose"]): boolean {
  return purpose === undefined || purpose === wanted;
}

export function contextOf(data: ProgramData, jurisdiction: Jurisdiction, complaints: Complaints): RuleContext {
  const names = Object.keys(data.accounts);
  return {
    data,
    jurisdiction,
    complaints,
    account(ref, at) {
      const found = Object.hasOwn(data.accounts, ref) ? data.accounts[ref] : undefined;
      if (!found)
        complaints.add(
          P.account,
          at,
          JSON.stringify(ref),
          names.length > 0 ? `one of ${names.join(", ")}` : "an account under accounts",
          "Name an account of the program, or add it under accounts.",
        );
      return found;
    },
    inside(cloud, region, at, what) {
      const regions = jurisdiction.regions(cloud).map((known) => known.name);
      if (regions.includes(region)) return;
      const verdict = jurisdiction.judge(cloud, region);
      // A zone or a multi-region lies inside without being a region that a stack can belong to.
      const why =
        verdict === "inside"
          ? "no region"
          : verdict === "unknown"
            ? "no known location of that cloud"
            : `${verdict === "straddles" ? "partly " : ""}outside ${jurisdiction.code}`;
      complaints.add(
        P.placement,
        at,
        `${what} in ${cloud} ${JSON.stringify(region)}, ${why}`,
        `one of ${regions.join(", ")}`,
        `Change ${at} to a region of ${jurisdiction.code}.`,
      );
    },
  };
}

/** Networks: inside, over three of their own zones, in nobody's way. */
export function networkRules(context: RuleContext): void {
  const { data, complaints } = context;
  const seen: { name: string; cidr: Cidr }[] = [];
  const places = new Map<string, string>();
  for (const [name, network] of Object.entries(data.networks)) {
    const at = `networks.${name}`;
    const account = context.account(network.account, `${at}.account`);
    if (account) context.inside(account.cloud, network.region, `${at}.region`, `network ${name}`);
    if (account?.owner === "parent")
      complaints.add(
        P.owner,
        `${at}.account`,
        `${network.account}, which the parent owns`,
        "an account of the custodian's",
        "Move the network to a home account.",
      );
    if (account?.cloud === "aws") {
      const own = network.zones.filter((zone) => new RegExp(`^${network.region}[a-z]$`).test(zone));
      if (own.length !== 3 || network.zones.length !== 3 || new Set(own).size !== 3)
        complaints.add(
          P.zones,
          `${at}.zones`,
          JSON.stringify(network.zones),
          `three different zones of ${network.region}`,
          `Write ["${network.region}a", "${network.region}b", "${network.region}c"].`,
        );
    }
    const twin = places.get(`${network.account} ${network.region}`);
    if (twin)
      complaints.add(
        P.duplicate,
        `${at}.region`,
        `a second network at ${network.account} ${network.region}`,
        `one, which is ${twin}`,
        "Join the two networks.",
      );
    places.set(`${network.account} ${network.region}`, name);
    let cidr: Cidr;
    try {
      cidr = Cidr.of(network.cidr, `${at}.cidr`);
    } catch (error) {
      if (!(error instanceof RingfenceError)) throw error;
      complaints.add(error.page, `${at}.cidr`, error.details.given, error.details.expected, error.details.fix);
      continue;
    }
    if (cidr.prefix < 16 || cidr.prefix > 22)
      complaints.add(
        P.shape,
        `${at}.cidr`,
        network.cidr,
        "a prefix of /16 to /22, which leaves room for three subnets",
        "Choose another prefix length.",
      );
    for (const other of seen.filter((entry) => entry.cidr.overlaps(cidr)))
      complaints.add(
        P.overlap,
        `${at}.cidr`,
        network.cidr,
        `a network apart from ${other.name} (${other.cidr})`,
        "Choose another block for one of them.",
      );
    seen.push({ name, cidr });
  }
}

/** Parties: nobody watches himself, and the parent owns nothing inside. */
export function partyRules({ data, complaints }: RuleContext): void {
  const parties: Partial<ProgramData["parties"]> = data.parties;
  const roles = ["custodian", "parent", "gatekeeper", "auditor"] as const;
  for (const [index, one] of roles.entries())
    for (const two of roles.slice(index + 1)) {
      const pairs = [
        ["name", parties[one]?.name, parties[two]?.name],
        ["aws.organization", parties[one]?.aws?.organization, parties[two]?.aws?.organization],
        ["google.organization", parties[one]?.google?.organization, parties[two]?.google?.organization],
      ] as const;
      for (const [field, left, right] of pairs) {
        const shared = left !== undefined && left === right;
        // The gatekeeper may work in the custodian's organization; the parent and the auditor may share one with nobody.
        if (shared && (field === "name" || one === "parent" || two === "parent" || two === "auditor"))
          complaints.add(
            P.party,
            `parties.${two}.${field}`,
            `${JSON.stringify(right)}, which is the ${one}'s too`,
            `a ${two} apart from the ${one}`,
            "Give each party its own.",
          );
      }
    }
}

/** Accounts: unique, and each where its purpose allows. */
export function accountRules(context: RuleContext): void {
  const { data, complaints } = context;
  const seen = new Map<string, string>();
  for (const [name, account] of Object.entries(data.accounts)) {
    const at = `accounts.${name}`;
    const other = seen.get(`${account.cloud} ${account.id}`);
    if (other) complaints.add(P.duplicate, `${at}.id`, account.id, `an id apart from ${other}'s`, "Give each account its own id.");
    seen.set(`${account.cloud} ${account.id}`, name);
    if (account.owner === "parent" && !serves(account, "legacy"))
      complaints.add(
        P.owner,
        `${at}.owner`,
        "parent",
        `another owner for a ${account.purpose} account`,
        "The parent owns legacy accounts only.",
      );
    if (["custody", "home", "recovery", "management"].includes(account.purpose) && account.owner !== "custodian")
      complaints.add(
        P.owner,
        `${at}.owner`,
        account.owner,
        `custodian, for a ${account.purpose} account`,
        "The custodian owns the accounts of data and keys.",
      );
    if (account.state) context.inside(account.cloud, account.state.region, `${at}.state.region`, `terraform state of ${name}`);
  }
}
