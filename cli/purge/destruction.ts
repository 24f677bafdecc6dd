import { join } from "node:path";
import { digestFile, writeWhole } from "../../evidence/file";
import type { BackupKind, Predicate } from "../../evidence/sign/predicates";
import type { Books } from "./books";
import type { Listing } from "./listing";
import { goingOf } from "../../evidence/gate/purge-list";
import type { PurgeRun } from "./plan";
import { redirected } from "./redirected";
import type { Item } from "./store";
import type { Told } from "./record";

/** Written when nothing stands any more, for gatekeeper and auditor to sign; it says what the record says, or what the destruction says that took the store along. */
export async function writeDestruction(
  run: PurgeRun,
  books: Books,
  record: string,
  { last, told }: { readonly last: Listing; readonly told: Told },
): Promise<string | null> {
  const { objects, versions, markers, uploads, bytes, backups } = await books.deleted();
  const along = takenAlong(run, backups);
  const deletedAt = [told.lastDeletion, along.length > 0 ? (run.goneWith?.deletedAt ?? null) : null]
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  if (last.items > 0 || deletedAt === undefined || told.before === null) return null;
  const { dataset, copy, program } = run.about;
  const gone = [...backups.map(({ kind, key, id }) => ({ kind: kind as BackupKind, arn: key, created: id })), ...along];
  const led = await redirected(run.kind);
  const other = along.length > 0 ? run.goneWith : null;
  const destruction: Predicate<"destruction"> = {
    schema: "ringfence.destruction/1",
    dataset,
    copy,
    program,
    store: run.kind,
    method: "logical deletion",
    objects: objects + gone.length,
    versions,
    // Sizes stand in the other's statement for all of it together.
    bytes: other && backups.length === 0 && along.length === other.backups?.length ? other.bytes : bytes,
    deletedAt,
    hardDeleteTime: last.softDeleted.last,
    keys: [],
    remaining: [],
    proof: {
      ...{ record: (await digestFile(record)).sha256, before: told.before, after: last.sha256, markers, uploads },
      ...(led.length > 0 ? { redirected: [...led] } : {}),
    },
    ...(other?.proof ? { goneWith: { dataset: other.dataset, copy: other.copy, record: other.proof.record } } : {}),
    ...(run.plan.from === "list" ? { backups: gone } : {}),
  };
  const file = join(run.folder, "destruction.json");
  writeWhole(file, `${JSON.stringify(destruction, null, 2)}\n`);
  return file;
}

/** What both the list of this copy and the signed destruction of the other name, by name and creation, and no run here deleted. */
function takenAlong({ plan, goneWith }: PurgeRun, deleted: readonly Item[]): NonNullable<Predicate<"destruction">["backups"]> {
  if (plan.from !== "list" || !goneWith) return [];
  const own = new Set(deleted.map(({ key, id }) => `${key} ${id}`));
  const listed = new Set(goingOf(plan.list).map(({ arn, created }) => `${arn} ${created}`));
  return (goneWith.backups ?? []).filter(({ arn, created }) => listed.has(`${arn} ${created}`) && !own.has(`${arn} ${created}`));
}
