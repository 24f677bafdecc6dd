import type { Finding, Report, ReportedClaim, ReportedResource } from "./report/report";

export type ComparedFinding = Pick<
  Finding,
  "rule" | "claim" | "verdict" | "address" | "stack" | "attribute" | "message" | "expected" | "fix" | "fingerprint" | "acknowledged"
>;
type ComparedResource = Pick<ReportedResource, "address" | "stack" | "action" | "holdsData" | "place" | "destinations" | "key">;

/** The part of a report that a comparison reads; a report of an older release has it too. */
export interface Comparable {
  readonly program: Pick<Report["program"], "name" | "digest">;
  readonly asOf: string;
  readonly inputs: readonly Pick<Report["inputs"][number], "stack" | "join">[];
  readonly claims: readonly Pick<ReportedClaim, "claim" | "unjudged">[];
  readonly findings: readonly ComparedFinding[];
  readonly resources: readonly ComparedResource[];
}

/** A fact of one resource that is not what it was; null where there was, or is, none. */
export interface Change {
  readonly stack: string;
  readonly address: string;
  readonly fact: "place" | "key" | "destination";
  readonly before: string | null;
  readonly after: string | null;
}

/** What HEAD changes against BASE: `ringfence.diff/1`. */
export interface Comparison {
  readonly schema: "ringfence.diff/1";
  readonly base: Side;
  readonly head: Side;
  readonly blocks: boolean;
  /** Fingerprints of what blocks in HEAD and did not in BASE. */
  readonly blocking: readonly string[];
  readonly new: readonly ComparedFinding[];
  readonly fixed: readonly ComparedFinding[];
  readonly unchanged: readonly ComparedFinding[];
  readonly changes: readonly Change[];
  readonly acknowledgements: {
    readonly appeared: readonly ComparedFinding[];
    readonly expired: readonly ComparedFinding[];
    readonly withdrawn: readonly ComparedFinding[];
  };
  /** Claims that BASE judged and HEAD does not: what seems fixed there may only be unseen. */
  readonly unjudged: readonly string[];
  /** One side was judged from plans alone, so that its fingerprints name places where the other's name stacks. */
  readonly unlike: boolean;
}

interface Side {
  readonly program: string;
  readonly digest: string;
  readonly asOf: string;
}

export function compareReports(base: Comparable, head: Comparable): Comparison {
  const before = new Map(base.findings.map((finding) => [finding.fingerprint, finding]));
  const after = new Map(head.findings.map((finding) => [finding.fingerprint, finding]));
  const was = ({ fingerprint }: ComparedFinding) => before.get(fingerprint);
  const blocking = head.findings.filter((finding) => blocksAnew(was(finding), finding)).map(({ fingerprint }) => fingerprint);
  return {
    schema: "ringfence.diff/1",
    base: side(base),
    head: side(head),
    blocks: blocking.length > 0,
    blocking: [...new Set(blocking)],
    new: head.findings.filter((finding) => !was(finding)),
    fixed: base.findings.filter(({ fingerprint }) => !after.has(fingerprint)),
    unchanged: head.findings.filter((finding) => was(finding)),
    changes: changesOf(base, head),
    acknowledgements: {
      appeared: head.findings.filter((finding) => finding.acknowledged && !was(finding)?.acknowledged),
      expired: head.findings.filter((finding) => finding.acknowledged?.expired && !was(finding)?.acknowledged?.expired),
      withdrawn: head.findings.filter((finding) => !finding.acknowledged && was(finding)?.acknowledged),
    },
    unjudged: base.claims.filter(({ claim, unjudged }) => unjudged === undefined && !judges(head, claim)).map(({ claim }) => claim),
    unlike: planAlone(base) !== planAlone(head),
  };
}

const side = ({ program, asOf }: Comparable): Side => ({ program: program.name, digest: program.digest, asOf });
const judges = ({ claims }: Comparable, wanted: string) => claims.some(({ claim, unjudged }) => claim === wanted && unjudged === undefined);
const planAlone = ({ inputs }: Comparable) => inputs.length > 0 && inputs.every(({ join }) => join === "plan-only");
const blocks = ({ acknowledged }: ComparedFinding) => acknowledged === null || acknowledged.expired;

/** New to block: it was not there, an acknowledgement shielded it, or what was not determined is now a breach. */
function blocksAnew(before: ComparedFinding | undefined, after: ComparedFinding): boolean {
  if (!blocks(after)) return false;
  return !before || !blocks(before) || (before.verdict === "unknown" && after.verdict === "breach");
}

/** Facts by stack and address; a plan's stack has only its file's name, so two single stacks are the same one. */
function changesOf(base: Comparable, head: Comparable): Change[] {
  const single = [base, head].every(({ inputs }) => new Set(inputs.map(({ stack }) => stack)).size === 1);
  const index = ({ resources }: Comparable) =>
    new Map(
      resources
        .filter(({ action }) => action !== "delete")
        .map((resource) => [JSON.stringify([single ? "" : resource.stack, resource.address]), resource]),
    );
  const before = index(base);
  const after = index(head);
  return [...new Set([...before.keys(), ...after.keys()])].sort().flatMap((key) => changesIn(before.get(key), after.get(key)));
}

function changesIn(before: ComparedResource | undefined, after: ComparedResource | undefined): Change[] {
  const either = after ?? before;
  if (!either) return [];
  // One that came or went is told of when data lies in it or leaves through it.
  if ((!before || !after) && !either.holdsData && either.destinations.length === 0) return [];
  const { stack, address } = either;
  const place = [before, after].map((resource) => (resource ? placeInWords(resource.place) : null));
  const key = [before, after].map((resource) => (resource?.key ? keyInWords(resource.key) : null));
  const [lost, gained] = [destinations(before), destinations(after)];
  const pairs: readonly (readonly [Change["fact"], string | null, string | null])[] = [
    ["place", place[0] ?? null, place[1] ?? null],
    ["key", key[0] ?? null, key[1] ?? null],
    ...[...lost].filter((each) => !gained.has(each)).map((each) => ["destination", each, null] as const),
    ...[...gained].filter((each) => !lost.has(each)).map((each) => ["destination", null, each] as const),
  ];
  return pairs.flatMap(([fact, was, is]) => (was === is ? [] : [{ stack, address, fact, before: was, after: is }]));
}

/** By what they are, not by their place in a list: a rule that moves up is no new destination. */
function destinations(resource: ComparedResource | undefined): Set<string> {
  return new Set((resource?.destinations ?? []).map(({ via, place }) => `${via} to ${placeInWords(place)}`).sort());
}

function placeInWords({ cloud, account, region, jurisdiction }: ComparedResource["place"]): string {
  if (account === null && region === null && jurisdiction === null) return "a place that is not determined";
  return `${cloud ?? "?"} ${account ?? "?"} ${region ?? "?"} (${jurisdiction ?? "jurisdiction not determined"})`;
}

function keyInWords({ kind, id, holder }: NonNullable<ComparedResource["key"]>): string {
  return `${kind}${id === null ? "" : ` ${id}`}, holder ${holder}`;
}
