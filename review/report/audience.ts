import type { Comparison } from "../compare";
import type { Report } from "./report";

/** Who reads: `all` reads everything; `pr` is whoever may see a pull request, which may be everybody. */
export const AUDIENCES = ["all", "pr"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Digests are of what was read and of what was found; they are kept, and hold no id. */
const DIGESTS = new Set(["sha256", "fingerprint", "digest", "blocking"]);
/** AWS's account ids: twelve digits that stand alone, in an ARN as in a name. */
const TWELVE_DIGITS = /(?<![0-9A-Za-z])\d{12}(?![0-9A-Za-z])/g;
/** Oracle's compartments, Azure's subscriptions, organizations, and ids that clouds mint for keys. */
const OTHER_IDS = /\bocid1\.[\w.-]+|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\bo-[a-z0-9]{10,32}\b/g;
const ABSOLUTE_PATH = /(?<![\w./~-])(?:file:\/\/)?(?:~?\/|[A-Za-z]:[\\/])(?:[^\s"'<>|:;,()]*[\\/])*[^\s"'<>|:;,()]+/g;

/**
 * Takes ids out of every text. One account is one word wherever it stands, so that a reader still sees that two things
 * lie in different accounts.
 */
class Redactor {
  private readonly words = new Map<string, string>();
  private readonly known: readonly string[];

  /** `known`: account ids in the forms of other clouds, which no pattern tells from a word. */
  constructor(known: Iterable<string | null>) {
    // Longest first: one id may begin with another.
    this.known = [...new Set(known)].filter((id): id is string => id !== null && id !== "").sort((a, b) => b.length - a.length);
  }

  text(text: string): string {
    const without = this.known.reduce((left, id) => left.replaceAll(id, this.word(id)), text);
    // A key's id may end in twelve digits, so it goes before them.
    return without
      .replace(OTHER_IDS, "[id]")
      .replace(TWELVE_DIGITS, (id) => this.word(id))
      .replace(ABSOLUTE_PATH, "[path]");
  }

  /** The same value, with every text in it redacted; keys of objects are ours. */
  all<T>(value: T, key = ""): T {
    if (typeof value === "string") return (DIGESTS.has(key) ? value : this.text(value)) as T;
    if (Array.isArray(value)) return value.map((each) => this.all<unknown>(each, key)) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.all<unknown>(each, name)])) as T;
  }

  private word(id: string): string {
    const word = this.words.get(id) ?? `[account ${this.words.size + 1}]`;
    this.words.set(id, word);
    return word;
  }
}

type Placed = Pick<Report["resources"][number], "place" | "destinations">;
const accountsOf = (resources: readonly Placed[]) =>
  resources.flatMap(({ place, destinations }) => [place.account, ...destinations.map((destination) => destination.place.account)]);

/** The report without account ids, witnesses and paths, whatever the format that it is rendered in. */
export function reportFor(audience: Audience, report: Report): Report {
  if (audience === "all") return report;
  const redacted = new Redactor(accountsOf(report.resources)).all(report);
  return {
    ...redacted,
    ...(redacted.migration ? { migration: withoutKeys(redacted.migration) } : {}),
    inputs: redacted.inputs.map((input) => ({ ...input, path: "" })),
    resources: redacted.resources.map((resource) => ({ ...resource, key: resource.key && { ...resource.key, id: null } })),
    access: redacted.access.map((each) => ({ ...each, witness: null })),
    paths: [],
  };
}

/** What the gate says of evidence names objects, and their keys are the users': the code alone is for everybody. */
function withoutKeys(migration: NonNullable<Report["migration"]>): NonNullable<Report["migration"]> {
  const bare = <T extends { readonly waits: readonly string[] }>(copy: T): T => ({
    ...copy,
    waits: [...new Set(copy.waits.map((wait) => wait.replace(/^(evidence that verifies: [A-Z]+(?:-[A-Z]+)*) .*$/s, "$1")))],
  });
  return { ...migration, copies: migration.copies.map(bare), critical: migration.critical && bare(migration.critical) };
}

/** The same of a comparison; its sides say which accounts there are. */
export function comparisonFor(
  audience: Audience,
  comparison: Comparison,
  sides: readonly { readonly resources: readonly Placed[] }[],
): Comparison {
  if (audience === "all") return comparison;
  return new Redactor(sides.flatMap(({ resources }) => accountsOf(resources))).all(comparison);
}
