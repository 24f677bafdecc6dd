import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { RingfenceError, RingfenceErrors, type ErrorPage } from "../config/errors";
import type { Program } from "../config/program";
import { storesOf } from "../config/migration/old-stores";
import { reverseOf } from "../config/migration/reverse-legs";
import { phaseOf } from "../config/rules/phase";
import type { LedgerEntry } from "../config/migration/freed";
import { PHASES } from "../config/scope";
import type { CopyData, DatasetData } from "../config/schema/schema";
import { goingBack, holdsInWords, sameHold, type Hold } from "../evidence/back/going-back";
import { isReleased } from "../evidence/gate/hold-release";
import { renamed } from "../evidence/back/renamed";
import { today } from "./terminal";

export const LEDGER_PAGE: ErrorPage = {
  code: "LEDGER-FORM",
  title: "the ledger of protected addresses cannot be read",
  why: "`prevent_destroy` leaves together with its block; only the ledger remembers that a store stood there.",
};

const ledgerSchema = z.strictObject({
  schema: z.literal("ringfence.ledger/1"),
  protected: z.array(z.strictObject({ stack: z.string(), address: z.string(), dataset: z.string().optional() })),
  /** Where each old copy stood when the stacks were last built, since when it took back what was written at home, its latest last write, which holds stand on it, and every store that it was of. */
  moves: z
    .array(
      z.strictObject({
        dataset: z.string(),
        copy: z.string(),
        phase: z.enum(PHASES),
        reversed: z.iso.datetime().optional(),
        frozenAt: z.iso.datetime().optional(),
        holds: z.array(z.strictObject({ reference: z.string(), since: z.iso.date() })).optional(),
        stores: z.array(z.string()).optional(),
      }),
    )
    .default([]),
});
type Ledger = z.infer<typeof ledgerSchema>;

/** Beside the program, to be committed with it. */
export function ledgerFile(program: Program): string {
  return program.file.replace(/\.[^./\\]+$/, "") + ".ledger.json";
}

/** Undefined before the first write: nothing was protected yet. */
export function readLedger(program: Program): readonly LedgerEntry[] | undefined {
  return readAll(program)?.protected;
}

/** Throws when a copy goes back to a phase that it may not go back to, or goes on to its purge as if nothing had come back, no hold had stood, or it were another. */
export function refuseGoingBack(program: Program): void {
  const stood = readAll(program)?.moves ?? [];
  const missing = [...renamed(program, stood), ...goingBack(program, stood)];
  if (missing.length > 0) throw new RingfenceErrors(missing);
}

function readAll(program: Program): Ledger | undefined {
  const file = ledgerFile(program);
  if (!existsSync(file)) return undefined;
  try {
    return ledgerSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (error) {
    throw new RingfenceError(LEDGER_PAGE, {
      at: file,
      given: (error as Error).message,
      expected: "the ledger as it was written",
      fix: "Restore it from version control; do not delete it.",
    });
  }
}

/** Adds what is protected now, never removing any, and notes where each move stands. An EXAMPLE deploys nowhere and a SANDBOX protects nothing, so neither begins a ledger; one that was begun is kept on, or a placeholder among the accounts would make it forget. */
export function writeLedger(program: Program, outdir: string): void {
  if (program.headline && !existsSync(ledgerFile(program))) return;
  const entries = new Map((readLedger(program) ?? []).map((entry) => [`${entry.stack} ${entry.address}`, entry]));
  for (const entry of protectedAddresses(outdir)) entries.set(`${entry.stack} ${entry.address}`, entry);
  const sorted = [...entries.keys()].sort().map((key) => entries.get(key) as LedgerEntry);
  const before = readAll(program)?.moves ?? [];
  const now = program.data.datasets.flatMap((dataset) =>
    dataset.legacy.map((copy) => {
      const stood = before.find(isOf(dataset.name, copy.name));
      const reversed = reverseOf(copy, dataset)?.from ?? stood?.reversed;
      const frozenAt = later(stood?.frozenAt, copy.frozenAt);
      const holds = standing(program, dataset, copy, stood?.holds ?? []);
      return {
        dataset: dataset.name,
        copy: copy.name,
        phase: phaseOf(copy, dataset),
        ...(reversed === undefined ? {} : { reversed }),
        ...(frozenAt === undefined ? {} : { frozenAt }),
        ...(holds.length === 0 ? {} : { holds }),
        // A store that it was of once is never forgotten, or another copy could be of it next.
        stores: [...new Set([...(stood?.stores ?? []), ...storesOf(copy, program.data)])].sort(),
      };
    }),
  );
  // A copy that leaves the program and comes back is the one that it was.
  const moves = [...now, ...before.filter(({ dataset, copy }) => !now.some(isOf(dataset, copy)))];
  const ledger: Ledger = { schema: "ringfence.ledger/1", protected: sorted, moves };
  writeFileSync(ledgerFile(program), `${JSON.stringify(ledger, null, 2)}\n`);
}

const later = (one: string | undefined, other: string | undefined): string | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Date.parse(one) > Date.parse(other) ? one : other;

type Move = Ledger["moves"][number];
const isOf = (dataset: string, copy: string) => (move: Pick<Move, "dataset" | "copy">) => move.dataset === dataset && move.copy === copy;

/** The holds on a copy: those that stood, and the program's own, until its release verifies. */
function standing(program: Program, dataset: DatasetData, copy: CopyData, before: readonly Hold[]): Hold[] {
  const own = dataset.legalHold;
  const others = before.filter((each) => !sameHold(each, own));
  if (own === undefined || isReleased(program, dataset, copy, today())) return others;
  return [...others, { reference: own.reference, since: own.since }].sort((a, b) => (holdsInWords([a]) < holdsInWords([b]) ? -1 : 1));
}

interface Synthesized {
  resource?: Record<
    string,
    Record<string, { lifecycle?: { prevent_destroy?: boolean }; tags?: Record<string, string>; labels?: Record<string, string> }>
  >;
}

function protectedAddresses(outdir: string): LedgerEntry[] {
  return readdirSync(join(outdir, "stacks")).flatMap((stack) => {
    const { resource = {} } = JSON.parse(readFileSync(join(outdir, "stacks", stack, "cdk.tf.json"), "utf8")) as Synthesized;
    return Object.entries(resource).flatMap(([type, named]) =>
      Object.entries(named)
        .filter(([, body]) => body.lifecycle?.prevent_destroy === true)
        .map(([name, body]) => ({
          stack,
          address: `${type}.${name}`,
          dataset: body.tags?.["ringfence:dataset"] ?? body.labels?.ringfence_dataset,
        })),
    );
  });
}
