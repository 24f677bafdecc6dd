import { createHash } from "node:crypto";
import { declaredPrincipals } from "./access/declared";
import { RingfenceError } from "./errors";
import { auditorGroups } from "./google/access";
import { Jurisdiction } from "./jurisdiction";
import { keyManagers } from "./keys/key-managers";
import { parentIds } from "./access/readers";
import { checkParts } from "./rules/checks";
import { PROGRAM_PAGES } from "./rules/pages";
import { shaped } from "./rules/shape";
import { leftOut, partsSchema, type PartsData } from "./schema/parts";
import type { AccessData, DatasetData } from "./schema/schema";
import type { Scope, ScopedPlace } from "./scope";

/** AWS's documentation writes account ids as three blocks of one digit; no real estate looks so. */
const PLACEHOLDER = /^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/;

/** What a program says, be it all of it or a few lines: enough to judge plans by, since what is left out is left unjudged. */
export class ProgramParts<D extends PartsData = PartsData> {
  /** `sha256:` of the normalised program, in the report and in evidence. */
  readonly digest: string;

  /** Throws RingfenceErrors with everything that is wrong. `file` is where the input came from. */
  static parts(input: unknown, file = "the program"): ProgramParts {
    const data = shaped(partsSchema, input, file);
    const jurisdiction = Jurisdiction.of(data.jurisdiction, `${file} jurisdiction`);
    checkParts(data, jurisdiction, file);
    return new ProgramParts(data, jurisdiction, file);
  }

  protected constructor(
    readonly data: D,
    readonly jurisdiction: Jurisdiction,
    readonly file: string,
  ) {
    this.digest = `sha256:${createHash("sha256").update(JSON.stringify(data)).digest("hex")}`;
  }

  get name(): string {
    return this.data.name;
  }

  /** EXAMPLE with placeholder accounts, which deploy to the loopback only; SANDBOX when it can be torn down. */
  get headline(): Scope["headline"] {
    const accounts = Object.values(this.data.accounts);
    if (accounts.some(({ cloud, id }) => (cloud === "aws" ? PLACEHOLDER.test(id) : id.startsWith("example-")))) return "EXAMPLE";
    return this.data.sandbox ? "SANDBOX" : null;
  }

  account(name: string): D["accounts"][string] {
    const found = Object.hasOwn(this.data.accounts, name) ? (this.data.accounts[name] as D["accounts"][string] | undefined) : undefined;
    if (found) return found;
    throw new RingfenceError(PROGRAM_PAGES.account, {
      at: this.file,
      given: JSON.stringify(name),
      expected: `one of ${Object.keys(this.data.accounts).join(", ")}`,
      fix: "Name an account of the program.",
    });
  }

  /** What the review needs to know of it. */
  scope(): Scope {
    const { name, accounts, parties = {}, custody, datasets, networks, obligations = [], ...data }: PartsData = this.data;
    const { custodian, parent } = parties;
    const absent = leftOut(this.data);
    return {
      name,
      digest: this.digest,
      headline: this.headline,
      jurisdiction: this.jurisdiction,
      accounts: Object.values(accounts).map((account) => ({
        cloud: account.cloud,
        id: account.id,
        owner: account.owner,
        holdsKeys: account.owner !== "parent" && account.purpose !== "legacy",
        legacy: account.purpose === "legacy",
        edge: account.purpose === "edge",
        ...(account.cloud === "aws" && account.inOrganization && custodian?.aws
          ? { organization: custodian.aws.organization, unit: account.unit, management: account.purpose === "management" }
          : {}),
        ...(account.cloud === "google" ? { number: account.number } : {}),
      })),
      custodyMode: custody?.mode,
      ...(custody && (custody.mode !== "external" || custody.external) ? { keyManagers: keyManagers({ custody, accounts }) } : {}),
      datasets: datasets?.map((dataset) => ({
        name: dataset.name,
        protected: dataset.sensitivity === "protected",
        phase: dataset.phase,
        ...(absent.length > 0 && dataset.phase === "closed" && dataset.legacy.length > 0 ? { unproved: true } : {}),
        home: this.scoped(dataset.home),
        recovery: dataset.recovery && this.hasSecondStore(dataset) ? this.scoped(dataset.recovery) : undefined,
        ...(dataset.withoutReadEvents ? { withoutReadEvents: dataset.withoutReadEvents } : {}),
      })),
      paths: networks && declaredPaths(networks, accounts),
      obligations,
      organization: custodian?.aws?.organization,
      ...(parent ? { parent: parentIds(parent) } : {}),
      ...(data.access ? { signIn: signInOf(data.access.gatekeeper) } : {}),
      examiners: [...auditorGroups(data), ...(data.access?.auditor?.principals ?? [])],
      deadline: data.deadline,
      declaredPrincipals: declaredPrincipals({ accounts, release: data.release }),
      acknowledgements: data.acknowledgements,
      logDays: data.retention?.logDays,
      classified: data.classify,
      optOuts: [
        ...(datasets ?? []).flatMap(({ name: of, withoutRecovery: reason }) => (reason ? [{ of, reason }] : [])),
        ...unjudged(absent),
      ],
    };
  }

  /** A database on Google is recovered from backups that Google keeps in the second region, and that no stack names. */
  private hasSecondStore({ store, home }: DatasetData): boolean {
    return store === "bucket" || this.account(home.account).cloud === "aws";
  }

  private scoped({ account, region }: DatasetData["home"]): ScopedPlace {
    const { cloud, id } = this.account(account);
    return { cloud, account: id, region: this.jurisdiction.region(cloud, region, this.file).name };
  }
}

/** What nobody said is missed in no plan; whoever reads that a claim is met reads this too. */
function unjudged(parts: readonly string[]): Scope["optOuts"] {
  const reason = `${parts.join(", ")} left out, so that what they ask for is unjudged, and so are the guardrails, roles and lines of a whole program`;
  return parts.length === 0 ? [] : [{ of: "the program", reason }];
}

/** Metadata that are the path of a file are not read here. */
function signInOf({ metadata, oidc }: AccessData["gatekeeper"]): NonNullable<Scope["signIn"]> {
  return {
    ...(metadata?.trimStart().startsWith("<") ? { metadata } : {}),
    ...(oidc ? { issuer: oidc.issuer } : {}),
  };
}

/** What the program lets through, both ways, as the network claim lists it. */
function declaredPaths(networks: NonNullable<PartsData["networks"]>, accounts: PartsData["accounts"]): Scope["paths"] {
  if (Object.keys(networks).length === 0) return undefined;
  return Object.entries(networks).flatMap(([network, { account: name, region, egress, ingress, edge }]) => {
    const account = accounts[name];
    const through = edge && accounts[edge.account];
    if (!account) return [];
    const at = { network, cloud: account.cloud, account: account.id, region, edge: through?.id ?? null };
    const path = (way: "in" | "out") => (one: (typeof egress)[number]) => ({
      ...at,
      way,
      to: `${one.host}:${one.port}`,
      reason: one.reason,
    });
    return [...egress.map(path("out")), ...ingress.map(path("in"))];
  });
}
