import { RingfenceError } from "../../config/errors";
import { EVIDENCE_PAGES } from "../errors";
import { sha256 } from "../file";
import { PURGE_ROLES } from "../gate/purge-evidence";
import { goingOf, type PurgeList } from "../gate/purge-list";
import type { Reconciliation } from "../reconcile/result";
import { verifyEnvelope, type TrustedKey, type Verified } from "../sign/envelope";
import type { Kind, Predicate } from "../sign/predicates";
import { datesOf, isToCome, type CertifiedDate } from "./dates";
import { givenUp, type GivenUp } from "./given-up";
import { checkMedia } from "./media";
import { notClaimed } from "./words";

export interface CertificateInput {
  readonly dataset: string;
  readonly evidence: readonly { readonly name: string; readonly content: string }[];
  /** Contents of the rows' files that the reconciliations wrote. */
  readonly rows: readonly string[];
  readonly trusted: readonly TrustedKey[];
  /** The roles that must have signed each piece, beside gatekeeper and auditor. */
  readonly needed: readonly string[];
  readonly asOf: string;
  readonly version: string;
}

/** One legacy copy that was destroyed. */
export interface CertifiedCopy {
  readonly copy: string;
  readonly program: string;
  readonly destruction: Predicate<"destruction">;
  /** What was compared before: the objects, how they were proved, and by which digests. */
  readonly compared: Pick<Reconciliation, "counts" | "proof" | "query" | "engine"> & {
    readonly taken: string | null;
    readonly objects: number;
    readonly noncurrent: number;
    readonly bytes: string;
    readonly inventories: readonly string[];
    /** The listing of the home that it was compared with. */
    readonly home: { readonly taken: string | null; readonly inventories: readonly string[] };
  };
  readonly disposed: readonly GivenUp[];
  readonly holdsReleased: readonly { readonly reference: string; readonly released: string; readonly reason: string }[];
  readonly dates: readonly CertifiedDate[];
  /** The last of the dates; null when a copy remains for which nobody knows one, or nobody says when what was deleted has left its systems. */
  readonly nothingLeftAfter: string | null;
  /** What this certificate does not say of the copy. */
  readonly notClaimed: readonly string[];
}

export interface Certificate {
  readonly schema: "ringfence.certificate/1";
  readonly tool: { readonly name: "ringfence"; readonly version: string };
  readonly dataset: string;
  readonly asOf: string;
  readonly copies: readonly CertifiedCopy[];
  /** Each piece of evidence, with the digest of its file and who signed it. */
  readonly evidence: readonly {
    readonly name: string;
    readonly sha256: string;
    readonly kind: Kind;
    readonly signedBy: readonly string[];
  }[];
}

type Named = Verified & { readonly name: string };

/** A certificate of what verified evidence carries, and of nothing more. */
export function certify(input: CertificateInput): Certificate {
  const { dataset, evidence, rows, trusted, needed, asOf, version } = input;
  // Fewer keys than theirs would let one of them certify alone.
  const roles = [...new Set([...PURGE_ROLES, ...needed])];
  const verified: Named[] = evidence.map(({ name, content }) => ({ name, ...verifyEnvelope(content, name, trusted, roles) }));
  const destructions = of(verified, "destruction").filter((each) => each.dataset === dataset);
  if (destructions.length === 0) throw refuse(dataset, "no signed record of a destruction", "one for each copy that was destroyed");
  const copies = destructions.map((destruction) => certifyCopy(destruction, verified, { rows, asOf }));
  const twice = copies.find(({ copy }, index) => copies.findIndex((other) => other.copy === copy) !== index);
  if (twice) throw refuse(twice.copy, "two records of its destruction", "one");
  return {
    schema: "ringfence.certificate/1",
    tool: { name: "ringfence", version },
    dataset,
    asOf,
    copies,
    evidence: verified.map(({ name, statement, signedBy }, index) => ({
      name,
      sha256: sha256(evidence[index]?.content ?? ""),
      kind: statement.kind,
      signedBy,
    })),
  };
}

function certifyCopy(
  destruction: Predicate<"destruction">,
  verified: readonly Named[],
  { rows, asOf }: Pick<CertificateInput, "rows" | "asOf">,
): CertifiedCopy {
  const { dataset, copy, program, deletedAt } = destruction;
  const same = (each: { readonly dataset: string; readonly copy: string | null; readonly program: string | null }) =>
    each.dataset === dataset && each.copy === copy && each.program === program;
  const [found, ...others] = of(verified, "reconciliation").filter(same);
  if (!found || others.length > 0)
    throw refuse(copy, `${found ? others.length + 1 : 0} reconciliations of it`, "exactly one, of the same program");
  const disposed = of(verified, "disposition")
    .filter(same)
    .flatMap(({ objects }) => objects);
  const lost = givenUp(found, disposed, rows, ({ code }, at, given, expected) => {
    throw refuse(
      copy,
      `${code} ${at}: ${given}`,
      expected,
      "Name every disposition with --evidence, and the reconciliation's rows with --rows.",
    );
  });
  if (deletedAt.slice(0, 10) > asOf) throw refuse(copy, `a destruction at ${deletedAt}`, `one that is not later than ${asOf}`);
  if (found.legacy.taken === null || found.legacy.taken >= deletedAt)
    throw refuse(copy, `an inventory of ${found.legacy.taken ?? "no date"}`, `one from before the destruction at ${deletedAt}`);
  checkErase(destruction, asOf);
  checkMedia(destruction, asOf, (given, expected) => {
    throw refuse(copy, given, expected, "Have the destruction signed with the records of the media.");
  });
  const list = theList(destruction, of(verified, "purge-list").filter(same));
  const dates = datesOf(destruction);
  const until = [...dates.map(({ at }) => at), ...destruction.remaining.map((each) => each.until)];
  return {
    copy,
    program,
    destruction,
    compared: {
      counts: found.counts,
      proof: found.proof,
      query: found.query,
      engine: found.engine,
      taken: found.legacy.taken,
      objects: found.legacy.objects,
      noncurrent: found.legacy.noncurrent,
      bytes: found.legacy.bytes,
      inventories: found.legacy.files.map((file) => file.sha256),
      home: { taken: found.home.taken, inventories: found.home.files.map((file) => file.sha256) },
    },
    disposed: lost,
    holdsReleased: of(verified, "hold-release")
      .filter(same)
      .map(({ reference, released, reason }) => ({ reference, released, reason })),
    dates,
    nothingLeftAfter:
      until.includes(null) || !endIsKnown(destruction)
        ? null
        : (until
            .map((each) => (each ?? "").slice(0, 10))
            .sort()
            .at(-1) ?? null),
    notClaimed: notClaimed(destruction, found, { list, asOf }),
  };
}

/** Of a logical deletion Google alone says when it has left its systems; else the key's end says it, or the record of the media. */
const endIsKnown = ({ store, method, sanitisation }: Predicate<"destruction">): boolean =>
  store.kind.startsWith("google-") || method !== "logical deletion" || sanitisation !== undefined;

/** Cryptographic erase holds only where a destroyed key covered this data (NIST SP 800-88 Rev. 2); until its day a key can be called back. */
function checkErase({ copy, method, keys }: Predicate<"destruction">, asOf: string): void {
  if (method !== "logical deletion and cryptographic erase") return;
  if (keys.length === 0) throw refuse(copy, "cryptographic erase without a destroyed key", "the key whose destruction erases the data");
  const later = keys.find((key) => isToCome(key.destroyedAt, asOf));
  if (later)
    throw refuse(
      copy,
      `cryptographic erase, while ${later.name} is destroyed at ${later.destroyedAt}`,
      `keys that are destroyed by ${asOf}, or the method logical deletion`,
    );
}

/** The signed list of the backups that were destroyed, which names every one of them. */
function theList({ copy, backups }: Predicate<"destruction">, lists: readonly PurgeList[]): PurgeList | null {
  if (!backups) return null;
  const [list, ...others] = lists;
  if (!list || others.length > 0) throw refuse(copy, `${lists.length} lists of its backups`, "exactly one, of the same program");
  const listed = new Set(goingOf(list).map(({ arn, created }) => `${arn} ${created}`));
  const stray = backups.find(({ arn, created }) => !listed.has(`${arn} ${created}`));
  if (stray) throw refuse(copy, `${stray.arn} of ${stray.created}, destroyed`, "backups that the signed list names");
  return list;
}

function of<K extends Kind>(verified: readonly Named[], kind: K): readonly Predicate<K>[] {
  return verified.filter(({ statement }) => statement.kind === kind).map(({ statement }) => statement.predicate as Predicate<K>);
}

const NAME_ALL = "Name every piece of evidence of this dataset with --evidence.";

function refuse(at: string, given: string, expected: string, fix = NAME_ALL): RingfenceError {
  return new RingfenceError(EVIDENCE_PAGES.certificate, {
    at,
    given,
    expected,
    fix,
  });
}
