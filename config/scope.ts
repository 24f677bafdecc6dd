import type { Fence } from "./guardrails/fenced";
import type { FrozenBucket } from "./migration/frozen";
import type { Freed, LedgerEntry } from "./migration/freed";
import type { GoogleOrgPolicy } from "./google/org-policy";
import type { Jurisdiction } from "./jurisdiction";
import type { Cloud } from "./region";
import type { Guardrail } from "./schema/guardrails";

/** The six things that the review proves. */
export const CLAIMS = ["location", "custody", "access", "network", "audit", "migration"] as const;
export type Claim = (typeof CLAIMS)[number];

/** One clause of the order. */
export interface Obligation {
  readonly clause: string;
  readonly text: string;
  readonly claims: readonly Claim[];
  /** Names of the datasets it covers; empty means all of them. */
  readonly datasets: readonly string[];
}

export type Party = "custodian" | "parent" | "gatekeeper" | "auditor";

export const PHASES = ["prepare", "copy", "reconcile", "cutover", "soak", "purge", "closed"] as const;
export type Phase = (typeof PHASES)[number];

/** How the keys over protected data are held, strongest first. */
export type CustodyMode = "external" | "imported" | "custodian-account";

/** An account (AWS), project (Google), compartment (Oracle) or subscription (Azure), and whose it is. */
export interface KnownAccount {
  readonly cloud: Cloud;
  /** As the cloud writes it: twelve digits, a project id, an OCID. */
  readonly id: string;
  readonly owner: Party;
  /** May a key that encrypts protected data lie here? True for the custody account and where the custodian administers a key role. */
  readonly holdsKeys: boolean;
  /** Part of the estate that the migration empties: stores there are outside by design until purge. */
  readonly legacy: boolean;
  /** The account of the firewalls, which stores no data: the only one that may hold a gateway to the internet. */
  readonly edge?: boolean;
  /** The AWS organization in which it stands under the guardrails; undefined where it stands in none that the program knows. */
  readonly organization?: string;
  /** Its organizational unit, by id. */
  readonly unit?: string;
  /** The organization's own account, which no guardrail binds. */
  readonly management?: boolean;
  /** On Google, the number by which a project's own service agents are named. */
  readonly number?: string;
}

/** A way into or out of an isolated network that the program declares, and that leads through an edge. */
export interface DeclaredPath {
  readonly network: string;
  readonly cloud: Cloud;
  readonly account: string;
  readonly region: string;
  /** The edge's account. */
  readonly edge: string | null;
  readonly way: "in" | "out";
  /** `host:port`, of the other side when it leads out, of the app when it leads in. */
  readonly to: string;
  readonly reason: string;
}

/** TCP ports, both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** A private line from a home's network to an old site. It is declared for as long as something moves over it, and for no longer. */
export interface DeclaredLine {
  readonly network: string;
  /** Of the network, on AWS. */
  readonly account: string;
  readonly region: string;
  /** The network's own block. */
  readonly cidr: string;
  /** The part of it that holds the line's subnets, the only ones with a route to the old site. */
  readonly subnets: string;
  /** What the line leads to: a device with a public address, or a Direct Connect gateway by id. */
  readonly end:
    | { readonly kind: "vpn"; readonly address: string; readonly asn: number }
    | { readonly kind: "direct-connect"; readonly gateway: string };
  /** The old site's networks. */
  readonly networks: readonly string[];
  /** Who may open connections, and to which ports: `in` the old site, `out` the line's subnets. */
  readonly opened: { readonly in: readonly PortRange[]; readonly out: readonly PortRange[] };
  /** What the line's subnets ask of the home's own databases. */
  readonly atHome: readonly PortRange[];
}

/** The custodian's HSM outside the clouds, as one of them calls it. */
export interface KeyManager {
  readonly cloud: Cloud;
  readonly account: string;
  readonly region: string;
  readonly host: string;
  /** AWS: of the proxy's API. */
  readonly path?: string;
  /** Google: the Service Directory service that leads to it, and its TLS certificate, DER in base64. */
  readonly service?: string;
  readonly certificate?: string;
  /** Ids or paths of the keys in it. */
  readonly keys: readonly string[];
}

/** What the review knows of a dataset. */
export interface ScopedDataset {
  readonly name: string;
  readonly protected: boolean;
  readonly phase: Phase;
  /** The program is too small to hold the evidence of its phase. */
  readonly unproved?: boolean;
  /** Where it lives, and where its second copy does; a few lines of a program may leave both out. */
  readonly home?: ScopedPlace;
  readonly recovery?: ScopedPlace;
  /** Why it is accepted that no event shows who reads it. */
  readonly withoutReadEvents?: string;
}

export interface ScopedPlace {
  readonly cloud: Cloud;
  readonly account: string;
  readonly region: string;
}

/**
 * What the review judges against: the part of a program that says what must be true, without what is to be built.
 * A few lines are enough for plans that nobody here wrote; what is absent is left unjudged, and the report says so.
 */
export interface Scope extends Partial<Freed> {
  readonly name: string;
  /** `sha256:…` of the normalised program. */
  readonly digest: string;
  readonly headline: "EXAMPLE" | "SANDBOX" | null;
  readonly jurisdiction: Jurisdiction;
  /** Empty when the program names no account: custody is then unjudged. */
  readonly accounts: readonly KnownAccount[];
  /** Undefined where no program says how keys are held: their origin is then unjudged. */
  readonly custodyMode?: CustodyMode;
  /** Every key manager that the clouds may call; undefined where no program says how keys are held. */
  readonly keyManagers?: readonly KeyManager[];
  /** Undefined when the program lists no datasets: stores are then judged, but none is missed or unclaimed. */
  readonly datasets?: readonly ScopedDataset[];
  /** Undefined when the program declares no networks: nobody then says which network is isolated. */
  readonly paths?: readonly DeclaredPath[];
  readonly lines?: readonly DeclaredLine[];
  /** Old snapshots and images that the program brings home, from wherever they lie, by ARN. */
  readonly brought?: readonly { readonly dataset: string; readonly arn: string }[];
  /** The accounts are those that hold keys and the parent's, as flags name them: in which others data may lie nobody says. */
  readonly keysAlone?: true;
  /** Old buckets that nobody writes to any more; undefined where no program says so. */
  readonly frozen?: readonly FrozenBucket[];
  readonly obligations: readonly Obligation[];
  /** The custodian's AWS organization, in which callers of the fence stand. */
  readonly organization?: string;
  /** Ids of the parent's organizations and customers; its accounts stand among the accounts. */
  readonly parent?: readonly string[];
  /** The roles that may reach a protected dataset. Undefined when the program says nothing of them: readers are then not judged. */
  readonly readers?: readonly Reader[];
  /** The organization has AWS's larger limits for SCPs. */
  readonly guardrailQuota?: "2026";
  /** What must stand in the AWS organization; undefined where no program says so, and nothing is then missed. */
  readonly awsGuards?: AwsGuards;
  /** What must stand on Google; undefined where no program says so, and nothing is then missed. */
  readonly googleGuards?: GoogleGuards;
  /** What examines, builds and signs code; undefined where the program has no release path. */
  readonly works?: readonly ScopedWork[];
  /** Where people sign in: SAML metadata as they stand in the program, or an OpenID Connect issuer. Undefined: nothing is said of it. */
  readonly signIn?: { readonly metadata?: string; readonly issuer?: string };
  /** The auditor's own: members of IAM on Google, and on AWS the roles, in its accounts, that become ours. */
  readonly examiners?: readonly string[];
  /** `YYYY-MM-DD`, the regulator's date. */
  readonly deadline?: string;
  readonly acknowledgements: readonly Acknowledgement[];
  /** Resource types that no table knows, and why they hold and move no user data. */
  readonly classified?: readonly { readonly type: string; readonly reason: string }[];
  /** The only principals of the parent's that a policy may name. None, where the program declares none. */
  readonly declaredPrincipals?: readonly DeclaredPrincipal[];
  /** Reasons for opting out of a safe default, by construct path or dataset; printed in the report. */
  readonly optOuts: readonly { readonly of: string; readonly reason: string }[];
  /** How long logs are kept, in days; undefined when the program does not say. */
  readonly logDays?: number;
  /** Addresses that must not vanish: `stack:address`. */
  readonly ledger?: readonly LedgerEntry[];
}

/** A project of the release path. */
export interface ScopedWork {
  readonly project: string;
  /** Its commands, in JSON. */
  readonly buildspec: string;
  readonly image: string;
}

/** Guards that the program's own stacks put around its AWS accounts. */
export interface AwsGuards {
  /** The organizational units that must carry them, by id. */
  readonly units: readonly string[];
  /** Those that the program has not weakened. */
  readonly controls: readonly Guardrail[];
  /** Regions outside in which the program lets some actions through. */
  readonly exceptRegions: readonly string[];
  /** What they are drawn around; undefined where no program says it, and whom they spare is then not asked. */
  readonly fence?: Fence;
}

/** Guards that the program's own stacks put around its Google projects. */
export interface GoogleGuards {
  /** `folders/…` or `projects/…`, each of which has a deny policy. */
  readonly denyOn: readonly string[];
  /** What each of them denies, and whom. */
  readonly denied: readonly GoogleDenial[];
  /** The folder of the hierarchical firewall. */
  readonly firewallOn?: string;
  /** Do networks answer no name but their own zones'? */
  readonly blocksNames: boolean;
  /** Organization policies, each where it is set. */
  readonly policies: readonly (GoogleOrgPolicy & { readonly parent: string })[];
  readonly perimeter?: GooglePerimeterGuard;
  /** The pool in which the gatekeeper's people sign in; undefined where the program lets nobody in. */
  readonly pool?: string;
  /** The custodian's organization, by number. */
  readonly organization?: string;
  /** `folders/…` or `projects/…` whose opening Google's own staff has to ask for. */
  readonly approvalOn: readonly string[];
  /** The compliance regime of the Assured Workloads folder; undefined where the program wants none. */
  readonly assured?: string;
  /** Networks from which the gatekeeper's people come. */
  readonly peopleFrom: readonly string[];
  readonly rights: readonly GoogleRight[];
  /** Who agrees when somebody breaks the glass. */
  readonly approvers: readonly string[];
  /** The permissions of those who build. */
  readonly builds: readonly string[];
}

/** A role that the program gives on Google. */
export interface GoogleRight {
  /** As IAM writes it. */
  readonly member: string;
  readonly role: string;
  /** A project by its id, or a service account by its address; on any project of the program where it is left out. */
  readonly on?: string;
  /** What its condition has to hold it to: one store, the days of an examination, the roles that it may give. */
  readonly only?:
    | { readonly kind: "store" }
    | { readonly kind: "until"; readonly day: string }
    | { readonly kind: "grants"; readonly roles: readonly string[] };
}

/** What a deny policy keeps from somebody. */
export interface GoogleDenial {
  readonly description: string;
  /** As deny policies write it (IAM documentation, principal identifiers). */
  readonly principal: string;
  /** `SERVICE.googleapis.com/RESOURCE.VERB`, sorted. */
  readonly permissions: readonly string[];
}

/** The service perimeter around the program's projects. */
export interface GooglePerimeterGuard {
  readonly title: string;
  /** `projects/NUMBER` */
  readonly projects: readonly string[];
  /** Does it refuse, or only log what it would refuse? */
  readonly enforced: boolean;
}

/** A role that the program lets reach one dataset. */
export interface Reader {
  readonly who: "gatekeeper" | "workload" | "service";
  readonly dataset: string;
  /** Its ARN; on Google the member, as IAM writes it. */
  readonly arn: string;
}

/** A principal of the parent's that the program lets in on purpose: what it may do, on what, and why. Everything else of it is a breach. */
export interface DeclaredPrincipal {
  /** The principal itself; a statement may name its account's root, narrowed to this ARN. */
  readonly arn: string;
  readonly actions: readonly string[];
  readonly resource: string;
  readonly reason: string;
}

/** A reasoned, owned, expiring exception to one finding. */
export interface Acknowledgement {
  readonly fingerprint: string;
  readonly reason: string;
  readonly owner: string;
  /** `YYYY-MM-DD`; on the day after, it blocks again. */
  readonly expires: string;
}
