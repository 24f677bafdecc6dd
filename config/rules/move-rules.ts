import type { CopyData, DatasetData } from "../schema/schema";
import { PHASES, type Phase } from "../scope";
import { endRules } from "./end-rules";
import { oldStoreRules } from "./old-store-rules";
import { phaseOf } from "./phase";
import { databaseRules } from "./database-rules";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";
import { reverseRules } from "./reverse-rules";
import { snapshotRules } from "./snapshot-rules";
import { sourceRules } from "./source-rules";

const order = (phase: Phase): number => PHASES.indexOf(phase);

/** Which old copies each kind of store can take in, by the legs that exist. */
const TAKES: Readonly<Record<DatasetData["store"], readonly CopyData["kind"][]>> = {
  bucket: ["google-bucket", "google-bigquery", "data-centre", "aws-bucket", "aws-snapshots", "aws-backup-vault"],
  file: ["data-centre", "aws-snapshots", "aws-backup-vault"],
  relational: ["google-sql", "data-centre", "aws-snapshots", "aws-backup-vault"],
  table: ["aws-backup-vault"],
  block: ["aws-snapshots", "aws-backup-vault"],
  warehouse: ["google-bigquery"],
};

/** The dataset's move and its copies': no copy is ahead of what has been proved, none behind what has been switched. */
export function moveRules(context: RuleContext, dataset: DatasetData, at: string): void {
  const { data, complaints } = context;
  if (data.sandbox && dataset.legacy.length > 0)
    complaints.add(P.sandbox, `${at}.legacy`, `${dataset.legacy.length} copies`, "none", "Remove the legacy copies from the sandbox.");
  const open = dataset.legacy.filter((copy) => phaseOf(copy, dataset) !== "closed");
  if (dataset.phase !== "closed" && dataset.phase !== "prepare" && open.length === 0)
    complaints.add(
      P.phase,
      `${at}.phase`,
      `${dataset.phase}, without an open legacy copy`,
      "closed or prepare",
      "Set the phase to closed, or list the copies.",
    );
  if (dataset.phase === "closed" && open.length > 0)
    complaints.add(
      P.phase,
      `${at}.phase`,
      `closed, while ${open.map((copy) => copy.name).join(", ")} stand`,
      "legacy copies that are closed",
      "Finish the purge, and mark the copies closed.",
    );
  const names = dataset.legacy.map((copy) => copy.name);
  for (const [index, copy] of dataset.legacy.entries()) {
    const where = `${at}.legacy[${index}] (${copy.name})`;
    if (names.indexOf(copy.name) !== index)
      complaints.add(P.duplicate, `${where}.name`, copy.name, "a name of its own", "Rename the copy.");
    if (!TAKES[dataset.store].includes(copy.kind))
      complaints.add(
        P.leg,
        where,
        `a ${copy.kind} into a ${dataset.store}`,
        `one of ${TAKES[dataset.store].join(", ")}`,
        "Move it by way of a bucket, as a dataset of its own.",
      );
    copyRules(context, dataset, copy, where);
    oldStoreRules(context, dataset, copy, where);
    databaseRules(context, dataset, copy, where);
    sourceRules(context, dataset, copy, where);
    snapshotRules(context, copy, where);
    reverseRules(context, dataset, copy, where);
  }
}

function copyRules(context: RuleContext, dataset: DatasetData, copy: CopyData, at: string): void {
  const { complaints } = context;
  const own = phaseOf(copy, dataset);
  const behind = order(own) < order("cutover") && order(dataset.phase) >= order("cutover");
  const ahead = order(own) >= order("cutover") && order(dataset.phase) < order("cutover");
  if (behind || ahead)
    complaints.add(
      P.phase,
      `${at}.phase`,
      `${own}, while the dataset is in ${dataset.phase}`,
      behind ? "cutover or later: the app already works at home" : "reconcile or earlier: the app still writes to the old copies",
      "Cut the dataset over when every copy of it is reconciled.",
    );
  if (order(own) >= order("cutover") && !copy.frozenAt)
    complaints.add(
      P.phase,
      `${at}.frozenAt`,
      "nothing",
      `the moment of the last write, since the phase is ${own}`,
      "Freeze the copy, and write down when.",
    );
  if (order(own) >= order("purge")) {
    proofRules(context, dataset, copy, own, at);
    endRules(context, copy, own, at);
  }
  if (copy.kind === "data-centre") return;
  const account = context.account(copy.account, `${at}.account`);
  if (account && account.purpose !== "legacy")
    complaints.add(
      P.purpose,
      `${at}.account`,
      `${copy.account}, a ${account.purpose} account`,
      "an account with purpose legacy",
      "Add the old account with purpose legacy.",
    );
}

/** What purge and closed need, as far as a program can say it; whether the evidence holds is verified when stacks are built. */
function proofRules({ data, complaints }: RuleContext, dataset: DatasetData, copy: CopyData, phase: Phase, at: string): void {
  if (dataset.legalHold && !dataset.legalHold.release)
    complaints.add(
      P.hold,
      `${at}.phase`,
      `${phase} under hold ${dataset.legalHold.reference}`,
      "a phase before purge",
      "Keep the copies until the release is signed.",
    );
  if (copy.evidence.length === 0)
    complaints.add(
      P.evidence,
      `${at}.evidence`,
      "nothing",
      "the signed reconciliation of this copy",
      "Reconcile, have the gatekeeper and the auditor sign, and name the file.",
    );
  for (const party of ["gatekeeper", "auditor"] as const)
    if (!data.parties[party].evidenceKey)
      complaints.add(
        P.evidence,
        `parties.${party}.evidenceKey`,
        "nothing",
        "the Ed25519 public key that its signatures are checked with",
        "Write the public key's PEM into the program.",
      );
}
