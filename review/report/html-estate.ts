import { code, badge, markup, section, table, type Markup, type Part } from "./html-markup";
import type { Report, ReportedResource } from "./report";
import { storesInOrder } from "./stores";

/** Where each store lies and how that is known, and whose its key is. */
export function whereDataLies(report: Report): Markup {
  const all = storesInOrder(report);
  const { jurisdiction } = report.program;
  const row = (one: ReportedResource): Part[] => [one.dataset ?? "-", nameOf(one), placeOf(one, jurisdiction), one.place.why, one.key?.why];
  return section(
    "where",
    "Where data lies, and under whose key",
    all.length === 0
      ? markup`<p>No store of data in these inputs.</p>`
      : table("Where data lies", ["dataset", "store", "place", "known by", "key"], all.map(row)),
  );
}

const nameOf = ({ address, stack }: Pick<ReportedResource, "address" | "stack">) => markup`${code(address)}<br><small>${stack}</small>`;

function placeOf({ place }: ReportedResource, wanted: string): Markup {
  const { cloud, account, region, jurisdiction } = place;
  const country =
    jurisdiction === wanted
      ? markup`${jurisdiction}`
      : badge(jurisdiction === null ? "unknown" : "breach", jurisdiction ?? "not determined");
  return markup`${region ?? "region not determined"}, ${country}<br><small>${cloud}\u00a0${account ?? "account not determined"}</small>`;
}

const PARTIES = ["parent", "auditor", "gatekeeper", "workload"];

/** Each party and each protected store: can it read, and by what it is let in or kept out. */
export function whoCanReach({ access }: Report): Markup | null {
  if (access.length === 0) return null;
  const asked = new Map<string, Report["access"][number][]>();
  for (const row of access) asked.set(JSON.stringify([row.who, row.on]), [...(asked.get(JSON.stringify([row.who, row.on])) ?? []), row]);
  const rows = [...asked.values()].sort(([a], [b]) => PARTIES.indexOf(a?.who ?? "") - PARTIES.indexOf(b?.who ?? "")).map(reachOf);
  return section("access", "Who can reach it", table("Who can reach it", ["who", "store", "can read", "by"], rows));
}

function reachOf(rows: readonly Report["access"][number][]): Part[] {
  const { who = "", on = "" } = rows[0] ?? {};
  const of = (wanted: string) => rows.filter(({ verdict }) => verdict === wanted);
  const allowed = of("allowed");
  if (allowed.length > 0) {
    const callers = [...new Set(allowed.flatMap(({ witness }) => callerOf(witness)))];
    const what = `${allowed.map(({ action }) => action).join(", ")}${callers.length > 0 ? `, as ${callers.join(", ")}` : ""}`;
    return [who, code(on), badge(who === "parent" || who === "auditor" ? "breach" : "unjudged", "yes"), what];
  }
  if (of("unknown").length > 0) return [who, code(on), badge("unknown", "not determined"), ""];
  return [who, code(on), badge("met", "no"), [...new Set(rows.flatMap(({ deniedBy }) => deniedBy))].join(", ")];
}

const callerOf = (witness: unknown): string[] =>
  typeof witness === "object" && witness !== null && "caller" in witness && typeof witness.caller === "string" ? [witness.caller] : [];

/** What leads in or out, and that nothing else does. */
export function waysInAndOut({ paths }: Report): Markup | null {
  if (paths.length === 0) return null;
  const verdicts = { closed: "met", open: "breach", unknown: "unknown" } as const;
  const row = ({ from, to, verdict, hops }: Report["paths"][number]): Part[] => [
    from,
    to,
    badge(verdicts[verdict], verdict === "unknown" ? "not determined" : hops.length > 0 && verdict === "closed" ? "as declared" : verdict),
    hops.map((hop) => markup`<small>${hop}</small><br>`),
  ];
  return section("paths", "Ways in and out", table("Ways in and out", ["from", "to", "verdict", "through"], paths.map(row)));
}

const CHANGES = new Set(["create", "update", "replace", "delete", "forget"]);

/** What the plans among the inputs do; of stores and keys each one. */
export function whatChanges({ inputs, resources }: Report): Markup | null {
  if (!inputs.some(({ kind }) => kind === "plan")) return null;
  const changing = resources.filter(({ action }) => CHANGES.has(action));
  const counts = [...CHANGES].map((action) => [changing.filter((one) => one.action === action).length, action] as const);
  const told = counts.filter(([number]) => number > 0).map(([number, action]) => `${action}: ${number}`);
  const held = changing.filter(({ holdsData, destruction }) => holdsData || destruction !== undefined);
  return section(
    "changes",
    "What the plans change",
    markup`<p>${told.length === 0 ? "Nothing" : told.join(", ")}.</p>${
      held.length === 0
        ? null
        : table(
            "Stores and keys that change",
            ["store or key", "action", "dataset"],
            held.map((one) => [nameOf(one), one.action, one.dataset ?? "-"]),
          )
    }`,
  );
}
