import type { ErrorPage } from "../errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

/** The pages of the program's own errors. */
export const PROGRAM_PAGES = {
  shape: page(
    "PROGRAM-SHAPE",
    "the program is not of the expected form",
    "Everything derives from the program, so nothing in it is guessed: an unknown key may be a misspelt safeguard.",
  ),
  parts: page(
    "PROGRAM-PARTS",
    "the program leaves out what is needed here",
    "A few lines are enough to judge plans by, and what they leave out is left unjudged. Nothing is built, moved or deleted by half a program.",
  ),
  file: page(
    "PROGRAM-FILE",
    "the program cannot be read",
    "A program is a module (.ts, .js) with a `program` export, or a .json or .yaml file.",
  ),
  placement: page(
    "PROGRAM-PLACE",
    "a place outside the jurisdiction",
    "The order's data stays inside the country: home, recovery, networks and terraform state alike.",
  ),
  edge: page(
    "PROGRAM-EDGE",
    "a declared path has no edge to lead through",
    "The isolated network has no way in or out; what the program declares leads through an account of its own, which holds the firewalls and no data.",
  ),
  account: page(
    "PROGRAM-ACCOUNT",
    "no such account in the program",
    "A stack belongs to one account, pinned by its id; a name that resolves to none would deploy wherever credentials point.",
  ),
  owner: page(
    "PROGRAM-OWNER",
    "the account belongs to the wrong party",
    "Stores and keys stand in accounts that the parent cannot reach, and only the custodian's keys count as custody.",
  ),
  purpose: page(
    "PROGRAM-PURPOSE",
    "the account serves another purpose",
    "Keys, home, recovery and audit are kept in accounts apart, so that nobody who holds one holds the other.",
  ),
  party: page(
    "PROGRAM-PARTY",
    "two parties are the same",
    "A custodian that is the parent, or an auditor that is the custodian, watches itself.",
  ),
  duplicate: page(
    "PROGRAM-DUPLICATE",
    "two entries are the same",
    "Names become bucket names, stack names and state keys, which must be unique.",
  ),
  recovery: page(
    "PROGRAM-RECOVERY",
    "the recovery copy does not survive what it is for",
    "A second copy in the home's own region or account is lost together with it.",
  ),
  overlap: page(
    "PROGRAM-OVERLAP",
    "two networks overlap",
    "Overlapping networks can never be connected to the same edge, and flow logs of one read like the other's.",
  ),
  zones: page(
    "PROGRAM-ZONES",
    "the network's zones do not fit its region",
    "An isolated network spans three zones of its own region, so that one zone's failure does not take the data away.",
  ),
  network: page(
    "PROGRAM-NETWORK",
    "a dataset has no network at its home",
    "Data actions are accepted only through the home network's endpoint, so without one nobody could read the data.",
  ),
  store: page(
    "PROGRAM-STORE",
    "the store kind does not exist on this cloud",
    "Each kind of store maps to one service of each cloud; docs/stores.md has the table.",
  ),
  phase: page(
    "PROGRAM-PHASE",
    "the phase contradicts the legacy copies",
    "A copy is cut over with its dataset, never before it is reconciled; a dataset that is closed has no open copy, and one without copies has nothing to migrate.",
  ),
  leg: page(
    "PROGRAM-LEG",
    "no mover takes this copy into this store",
    "Each kind of old copy has one way home; a copy without one would be destroyed or forgotten.",
  ),
  line: page(
    "PROGRAM-LINE",
    "a private line that cannot be built, or that would open more than its own",
    "A VPC has one virtual private gateway (Amazon VPC quotas), its routes lead to the old site's private networks and nowhere else, and an agent's traffic stays private only behind the endpoint of that network (AWS DataSync user guide, Choosing a VPC service endpoint).",
  ),
  vault: page(
    "PROGRAM-VAULT",
    "recovery points cannot leave their organization",
    "AWS Backup copies between accounts of one organization only, and the account that holds the source sends. So the old account is handed over: it joins the custodian's organization, outside the fence, and is the custodian's; or the points are restored where they are, into a bucket or a database, and that moves.",
  ),
  snapshots: page(
    "PROGRAM-SNAPSHOTS",
    "a snapshot cannot come home as it is described",
    "Another account copies a snapshot only when it is manual and shared with it; a snapshot lies in one region under a key of that region; and RDS encrypts no copy of a plain cluster snapshot (Amazon RDS API reference, CopyDBClusterSnapshot).",
  ),
  reverse: page(
    "PROGRAM-REVERSE",
    "a reverse leg that would be more than one way back",
    "From cutover on the old side takes no write, so that what was proved stays proved. The one exception is declared: one role, one prefix, some days of the soak; open beside a purge it would fill what is being emptied.",
  ),
  evidence: page(
    "PROGRAM-EVIDENCE",
    "a purge has no signed evidence",
    "Old copies are destroyed only after the gatekeeper and the auditor have signed that everything arrived. No flag takes the place of that.",
  ),
  purgeList: page(
    "PROGRAM-PURGE-LIST",
    "the program does not list what goes with the copy",
    "A copy has satellites: recovery points, snapshots, backups, keys that open it. What nobody lists is forgotten, or taken along by a role that may delete anything.",
  ),
  sanitisation: page(
    "PROGRAM-SANITISATION",
    "the media of a data centre have no sanitisation record",
    "No cloud deletes a disk in somebody's hall. NIST SP 800-88 Rev. 2 asks for a record of each medium, and the copy is closed by its digest.",
  ),
  hold: page(
    "PROGRAM-HOLD",
    "a legal hold forbids this phase",
    "An order to keep data outranks the order to destroy it until its release is signed.",
  ),
  rpo: page(
    "PROGRAM-RPO",
    "no service meets this recovery point",
    "S3 replicates within 15 minutes, backups and transfers run hourly at most; a shorter promise would be broken at the first failure.",
  ),
  obligation: page(
    "PROGRAM-OBLIGATION",
    "an obligation names a dataset that does not exist",
    "An obligation over nothing would read as met.",
  ),
  deadline: page("PROGRAM-DEADLINE", "the deadline is not a day that can be met", "Retention and locks are reckoned from real days."),
  custody: page(
    "PROGRAM-CUSTODY",
    "no custody account for a cloud in use",
    "Every protected store needs a key of the custodian's in its own cloud.",
  ),
  retention: page(
    "PROGRAM-RETENTION",
    "the retention is too short",
    "Outside a sandbox, audit logs are kept for a year at least, and versions long enough to notice a deletion.",
  ),
  sandbox: page(
    "PROGRAM-SANDBOX",
    "a sandbox names real legacy copies",
    "A sandbox can be torn down; it must never come near data that exists once.",
  ),
  access: page(
    "PROGRAM-ACCESS",
    "who is let in cannot be built as the program says",
    "The gatekeeper's people come from a known network through the custodian's identity provider, examiners for a time, programs by name.",
  ),
  mode: page(
    "PROGRAM-MODE",
    "the custody mode and its fields do not fit",
    "The mode is the claim. A key that the program promises from the custodian's HSM, and that nobody names there, would be one of the cloud's.",
  ),
  xks: page(
    "PROGRAM-XKS",
    "an external key store cannot work so",
    "AWS KMS reaches a proxy over two zones at least, by a DNS name that belongs to one store, and ties each of its keys to one key of the HSM (AWS KMS developer guide, external key stores).",
  ),
} as const;
