import { createHash } from "node:crypto";
import { RingfenceError, RingfenceErrors } from "./errors";
import { Jurisdiction } from "./jurisdiction";
import { Place } from "./place";
import { custodyRules } from "./rules/custody-rules";
import { identityCenterOptOuts } from "./permission-sets";
import { weakerSettings } from "./rules/weaker-settings";
import { parentIds, readersOf } from "./readers";
import { accessRules } from "./rules/access-rules";
import { datasetRules } from "./rules/dataset-rules";
import { guardrailRules } from "./rules/guardrail-rules";
import { auditorGroups } from "./google-access";
import { snapshotsBrought } from "./old-snapshots";
import { awsGuards } from "./aws-guards";
import { googleGuards } from "./google-scope";
import { keyManagers } from "./key-managers";
import { googleRules } from "./rules/google-rules";
import { edgeRules } from "./rules/edge-rules";
import { declaredLines } from "./lines";
import { lineRules } from "./rules/line-rules";
import { PROGRAM_PAGES } from "./rules/pages";
import { accountRules, Complaints, contextOf, networkRules, partyRules } from "./rules/rules";
import { releaseWorks } from "./release-works";
import { releaseRules } from "./rules/release-rules";
import { wholeRules } from "./rules/whole-rules";
import { shapeError } from "./shape-error";
import {
  type AccessData,
  programSchema,
  type AccountData,
  type CopyData,
  type DatasetData,
  type NetworkData,
  type ProgramData,
  type ProgramInput,
} from "./schema/schema";
import { declaredPrincipals } from "./declared";
import { guardrailOptOuts } from "./rules/guardrail-opt-outs";
import type { Scope, ScopedPlace } from "./scope";

/** AWS's documentation writes account ids as three blocks of one digit; no real estate looks so. */
const PLACEHOLDER = /^(\d)\1{3}(\d)\2{3}(\d)\3{3}$/;

/**
 * The one typed description of the obligations and the estate, checked and with every default filled in.
 * What a construct or a stack knows, it knows from here.
 */
export class Program {
  readonly jurisdiction: Jurisdiction;
  /** `sha256:` of the normalised program, in the report and in evidence. */
  readonly digest: string;
  /** Throws RingfenceErrors with everything that is wrong. `file` is where the input came from. */
  static of(input: ProgramInput | unknown, file = "the program"): Program {
    const parsed = programSchema.safeParse(input);
    if (!parsed.success) throw new RingfenceErrors(parsed.error.issues.map((issue) => shapeError(issue, input, file)));
    const data = parsed.data;
    const jurisdiction = Jurisdiction.of(data.jurisdiction, `${file} jurisdiction`);
    const complaints = new Complaints(file);
    const context = contextOf(data, jurisdiction, complaints);
    for (const rule of [
      partyRules,
      accountRules,
      networkRules,
      edgeRules,
      lineRules,
      datasetRules,
      releaseRules,
      wholeRules,
      custodyRules,
      guardrailRules,
      accessRules,
      googleRules,
    ])
      rule(context);
    if (complaints.errors.length > 0) throw new RingfenceErrors(complaints.errors);
    return new Program(data, jurisdiction, file);
  }

  private constructor(
    readonly data: ProgramData,
    jurisdiction: Jurisdiction,
    readonly file: string,
  ) {
    this.jurisdiction = jurisdiction;
    this.digest = digestOf(data);
  }

  get name(): string {
    return this.data.name;
  }

  /** EXAMPLE with placeholder accounts, which deploy to the loopback only; SANDBOX when it can be torn down. */
  get headline(): Scope["headline"] {
    const placeholders = Object.values(this.data.accounts).some((account) => account.cloud === "aws" && PLACEHOLDER.test(account.id));
    const example =
      placeholders || Object.values(this.data.accounts).some((account) => account.cloud === "google" && account.id.startsWith("example-"));
    if (example) return "EXAMPLE";
    return this.data.sandbox ? "SANDBOX" : null;
  }

  account(name: string): AccountData {
    const found = Object.hasOwn(this.data.accounts, name) ? this.data.accounts[name] : undefined;
    if (found) return found;
    throw new RingfenceError(PROGRAM_PAGES.account, {
      at: this.file,
      given: JSON.stringify(name),
      expected: `one of ${Object.keys(this.data.accounts).join(", ")}`,
      fix: "Name an account of the program.",
    });
  }

  /** The only way to a place: an account of the program, and a region that lies wholly inside the jurisdiction. */
  place(accountName: string, region: string, at = this.file): Place {
    const account = this.account(accountName);
    return Place.make(accountName, account, this.jurisdiction.region(account.cloud, region, at));
  }

  /** Where an old copy lies: the one kind of place that may lie outside. */
  legacyPlace(copy: Extract<CopyData, { region: string }>): Place {
    const account = this.account(copy.account);
    return Place.make(
      copy.account,
      account,
      Jurisdiction.legacyRegion(account.cloud, copy.region, `${this.file} legacy copy ${copy.name}`),
    );
  }

  networkAt(place: Place): NetworkData | undefined {
    return Object.values(this.data.networks).find(
      (network) => network.account === place.accountName && network.region === place.region.name,
    );
  }

  homeOf(dataset: DatasetData): Place {
    return this.place(dataset.home.account, dataset.home.region);
  }

  recoveryOf(dataset: DatasetData): Place | undefined {
    return dataset.recovery && this.place(dataset.recovery.account, dataset.recovery.region);
  }

  /** What the review needs to know of it. */
  scope(): Scope {
    const { data } = this;
    const holdsKeys = (account: AccountData) => account.owner !== "parent" && account.purpose !== "legacy";
    return {
      name: data.name,
      digest: this.digest,
      headline: this.headline,
      jurisdiction: this.jurisdiction,
      accounts: Object.values(data.accounts).map((account) => ({
        cloud: account.cloud,
        id: account.id,
        owner: account.owner,
        holdsKeys: holdsKeys(account),
        legacy: account.purpose === "legacy",
        edge: account.purpose === "edge",
        ...(account.cloud === "aws" && account.inOrganization && data.parties.custodian.aws
          ? { organization: data.parties.custodian.aws.organization, unit: account.unit, management: account.purpose === "management" }
          : {}),
        ...(account.cloud === "google" ? { number: account.number } : {}),
      })),
      custodyMode: data.custody.mode,
      keyManagers: keyManagers(data),
      datasets: data.datasets.map((dataset) => ({
        name: dataset.name,
        protected: dataset.sensitivity === "protected",
        phase: dataset.phase,
        home: scoped(this.homeOf(dataset)),
        recovery: hasSecondStore(dataset, this) ? scoped(this.recoveryOf(dataset)) : undefined,
        ...(dataset.withoutReadEvents ? { withoutReadEvents: dataset.withoutReadEvents } : {}),
      })),
      paths: declaredPaths(data),
      lines: declaredLines(data),
      brought: snapshotsBrought(data),
      obligations: data.obligations,
      organization: data.parties.custodian.aws?.organization,
      parent: parentIds(data),
      readers: readersOf(data),
      ...(data.guardrails.quota ? { guardrailQuota: data.guardrails.quota } : {}),
      awsGuards: awsGuards(this),
      googleGuards: googleGuards(data, this.jurisdiction),
      ...(data.release ? { works: releaseWorks(data.release, this.place(data.release.account, data.release.region), data.name) } : {}),
      ...(data.access ? { signIn: signInOf(data.access.gatekeeper) } : {}),
      examiners: [...auditorGroups(data), ...(data.access?.auditor?.principals ?? [])],
      deadline: data.deadline,
      declaredPrincipals: declaredPrincipals(data),
      acknowledgements: data.acknowledgements,
      logDays: data.retention.logDays,
      classified: data.classify,
      optOuts: [
        ...data.datasets.flatMap((dataset) => (dataset.withoutRecovery ? [{ of: dataset.name, reason: dataset.withoutRecovery }] : [])),
        ...guardrailOptOuts(data),
        ...identityCenterOptOuts(data),
        ...weakerSettings(data),
      ],
    };
  }
}

const digestOf = (data: unknown): string => `sha256:${createHash("sha256").update(JSON.stringify(data)).digest("hex")}`;

/** A database on Google is recovered from backups that Google keeps in the second region, and that no stack names. */
function hasSecondStore(dataset: DatasetData, program: Program): boolean {
  return dataset.store === "bucket" || program.homeOf(dataset).isAws();
}

/** Metadata that are the path of a file are not read here. */
function signInOf({ metadata, oidc }: AccessData["gatekeeper"]): NonNullable<Scope["signIn"]> {
  return {
    ...(metadata?.trimStart().startsWith("<") ? { metadata } : {}),
    ...(oidc ? { issuer: oidc.issuer } : {}),
  };
}

function scoped(place: Place): ScopedPlace;
function scoped(place: Place | undefined): ScopedPlace | undefined;
function scoped(place: Place | undefined): ScopedPlace | undefined {
  return place && { cloud: place.account.cloud, account: place.accountId, region: place.region.name };
}

/** What the program lets through, both ways, as the network claim lists it. */
function declaredPaths(data: ProgramData): Scope["paths"] {
  if (Object.keys(data.networks).length === 0) return undefined;
  return Object.entries(data.networks).flatMap(([network, { account: name, region, egress, ingress, edge }]) => {
    const account = data.accounts[name];
    const through = edge && data.accounts[edge.account];
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
