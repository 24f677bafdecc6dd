import { isEngine } from "../../config/engines";
import type { Reconciliation } from "../reconcile/result";
import { goingOf, type PurgeList } from "../gate/purge-list";
import type { Predicate } from "../sign/predicates";
import { isToCome } from "./dates";

/** `1 copy`, `1,516 objects`; of bytes, which may be more than a number holds, as text. */
export function count(number: number | string, one: string, many = `${one}s`): string {
  return `${BigInt(number).toLocaleString("en")} ${String(number) === "1" ? one : many}`;
}

/** What a signed list names: instances and datasets are no backups. */
export const listedAs = ({ kind }: Predicate<"destruction">["store"]): string =>
  kind === "google-sql" || kind === "google-bigquery" ? "resource" : "backup";

/** What its listing has a line for: a database's are ranges of its tables' keys and its definitions, and say nothing of bytes. */
export const isDatabase = ({ kind, export: spoken }: Predicate<"destruction">["store"]): boolean =>
  kind === "google-sql" || isEngine(spoken);

/** `120 ranges and definitions`. */
export const ranges = (number: number): string => count(number, "range or definition", "ranges and definitions");

/** What a certificate leaves unsaid must be said, or a reader hears it. */
export function notClaimed(
  destruction: Predicate<"destruction">,
  compared: Reconciliation,
  { list, asOf }: { readonly list: PurgeList | null; readonly asOf: string },
): readonly string[] {
  const { store, method, sanitisation, keys, remaining, objects, versions, proof } = destruction;
  const physical = method === "physical destruction";
  const provider = store.kind.startsWith("google-") ? "Google" : "AWS";
  const weak = compared.counts.match - compared.proof.sha256;
  const listed = list ? goingOf(list).length : compared.legacy.objects + compared.legacy.noncurrent;
  const what = list ? `${listedAs(store)}s` : isDatabase(store) ? "ranges and definitions" : "objects and versions";
  const shared = keys.filter(({ onlyThisData }) => !onlyThisData);
  const coming = keys.filter(({ destroyedAt }) => isToCome(destroyedAt, asOf));
  const external = keys.filter(({ externallyManaged }) => externallyManaged);
  return [
    ...(physical || sanitisation
      ? [
          `That the ${sanitisation?.length ?? 0} media named here are all that held the data, and that each was sanitised as its record says, rests on those records.`,
        ]
      : [
          `The deletion is logical: ${store.kind === "data-centre" ? "the data centre's own system" : provider} accepted it. That the media were cleared, purged or destroyed in the sense of NIST SP 800-88 Rev. 2 is not claimed.`,
        ]),
    ...(proof?.redirected
      ? [`The deletion was asked of ${proof.redirected.join(", ")}; that ${provider} answered there is not claimed.`]
      : []),
    ...(provider === "AWS" && store.kind.startsWith("aws-")
      ? ["AWS publishes no period after which deleted data has left its systems; none is claimed."]
      : []),
    ...(method === "logical deletion" && keys.length > 0 ? ["Keys are destroyed or will be; cryptographic erase is not claimed."] : []),
    ...coming.map(
      ({ name, destroyedAt }) =>
        `${name}: to be destroyed at ${destroyedAt}. Until then the key exists and can be called back; that it is destroyed is not claimed.`,
    ),
    ...(shared.length > 0
      ? [
          `${shared.map(({ name }) => name).join(", ")}: the key protected other data too, or not all of this; its destruction is not claimed to erase what it did not cover.`,
        ]
      : []),
    ...(external.length > 0
      ? [
          `${external.map(({ name }) => name).join(", ")}: managed outside the provider; that its holder kept no copy rests on the holder's word.`,
        ]
      : []),
    ...(weak > 0
      ? [
          `${weak.toLocaleString("en")} of ${count(compared.counts.match, "match", "matches")} ${weak === 1 ? "rests" : "rest"} on MD5 or a CRC, which show accidents. That nobody altered these objects on purpose is not claimed.`,
        ]
      : []),
    ...(objects + versions !== listed
      ? [
          `${objects + versions} ${what} were deleted, ${listed} were listed before; that the difference was there or is gone is not claimed.`,
        ]
      : []),
    ...(list
      ? [
          `${provider} does not say the size of everything; the bytes are those of what it says.`,
          list.others.length === 0
            ? "That nothing else in the same account or project holds anything of the dataset rests on the signed list."
            : `${count(list.others.length, "other resource")} in the same account or project ${list.others.length === 1 ? "was" : "were"} looked at and left; that nothing of the dataset is there rests on the signed list.`,
        ]
      : []),
    ...(remaining.length > 0
      ? [`${count(remaining.length, "copy remains; it is", "copies remain; they are")} not certified as destroyed.`]
      : []),
    "Copies that this evidence does not name, at third parties or made by users, are not spoken of.",
  ];
}
