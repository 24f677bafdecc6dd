import { join } from "node:path";
import { digestFile, writeWhole } from "../../evidence/file";
import type { BackupKind, Predicate } from "../../evidence/sign/predicates";
import type { Books } from "./books";
import type { Listing } from "./listing";
import type { PurgeRun } from "./plan";
import type { Told } from "./record";

/** Written when nothing stands any more, for gatekeeper and auditor to sign; it says what the record says. */
export async function writeDestruction(
  run: PurgeRun,
  books: Books,
  record: string,
  { last, told }: { readonly last: Listing; readonly told: Told },
): Promise<string | null> {
  if (last.items > 0 || told.lastDeletion === null || told.before === null) return null;
  const { objects, versions, markers, uploads, bytes, backups } = await books.deleted();
  const { dataset, copy, program } = run.about;
  const destruction: Predicate<"destruction"> = {
    schema: "ringfence.destruction/1",
    dataset,
    copy,
    program,
    store: run.kind,
    method: "logical deletion",
    objects: objects + backups.length,
    versions,
    bytes,
    deletedAt: told.lastDeletion,
    hardDeleteTime: last.softDeleted.last,
    keys: [],
    remaining: [],
    proof: { record: (await digestFile(record)).sha256, before: told.before, after: last.sha256, markers, uploads },
    ...(run.plan.from === "list"
      ? { backups: backups.map(({ kind, key, id }) => ({ kind: kind as BackupKind, arn: key, created: id })) }
      : {}),
  };
  const file = join(run.folder, "destruction.json");
  writeWhole(file, `${JSON.stringify(destruction, null, 2)}\n`);
  return file;
}
