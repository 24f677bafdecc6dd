/** What every guardrail is drawn around: accounts, regions, and the roles that have a part in it. */
export interface Fence {
  /** The program's accounts inside. A legacy account is outside, even where it stands in the same organization. */
  readonly accounts: readonly string[];
  /** The auditor's among them. */
  readonly auditAccounts: readonly string[];
  readonly custodyAccounts: readonly string[];
  /** The custodian's organization, the auditor's, and others in which accounts of the fence stand. */
  readonly organizations: readonly string[];
  /** The jurisdiction's regions. */
  readonly regions: readonly string[];
  /** Does a legacy copy lie in an AWS region outside the jurisdiction, to be read from there? */
  readonly readsOutside: boolean;
  /** The regions from which snapshots are copied home. */
  readonly copiesFrom: readonly string[];
  /** What takes back to an old copy what was written at home, and between which moments. */
  readonly waysBack: readonly { readonly role: string; readonly from: string; readonly until: string }[];
  /** What purges an old copy outside. */
  readonly purgers: readonly Purger[];
  /** Roles of old accounts, each by its whole ARN: deployers from the copy on, and what purges in the purge. */
  readonly oldRoles: readonly string[];
  /** Roles that are assumed from outside, and by whom. */
  readonly doors: readonly Door[];
  readonly roles: FenceRoles;
  /** The custodian's way to his keys in an emergency, which rings when it is taken. */
  readonly keyBreakGlass: string;
  /** When everything ends that is let out for the migration. */
  readonly until: string;
}

/** ARN patterns. The account is left open: only accounts of the fence are bound, and each has roles of these names. */
export interface FenceRoles {
  readonly bootstrap: readonly string[];
  readonly deployers: readonly string[];
  readonly keys: readonly string[];
  /** The custodian's people who become deployers and purge, in the custody account. */
  readonly operators: readonly string[];
  /** It makes the roles of people and of the app's programs. */
  readonly access: readonly string[];
  readonly backup: readonly string[];
  readonly replication: readonly string[];
  /** They read legacy copies, and write at home. */
  readonly movers: readonly string[];
  /** Those among them that copy snapshots, each by its name. */
  readonly snapshotMovers: readonly string[];
  /** Those among them that write back what was written at home, each by its name. */
  readonly reverseMovers: readonly string[];
  /** They make movers and their tasks; none while nothing moves. */
  readonly migrators: readonly string[];
  /** What signs code; none where the program has no release path. */
  readonly signers: readonly string[];
  /** Who assigns permission sets; nobody where people come in by SAML. */
  readonly assigners: readonly string[];
}

/** A role of the fence that somebody assumes from outside of it, and nobody but him. */
export interface Door {
  /** A statement's Sid takes letters and digits only. */
  readonly name: string;
  /** The role, by its full ARN. */
  readonly role: string;
  /** The roles that the program lets in by it, by their full ARNs, wherever their accounts stand. */
  readonly from: readonly string[];
}

/** One role that purges outside the jurisdiction, in an account that guardrails can reach. */
export interface Purger {
  readonly role: string;
  readonly region: string;
  readonly deletes: "objects" | "backups";
}
