import type { Scope } from "../../config/scope";
import { ask, matches } from "../../review/access/ask";
import { Facts } from "../../review/facts/facts";
import { read } from "../../review/read/read";
import type { Report } from "../../review/report/report";
import { judge, scopeOf, type JudgeOptions } from "../judge";
import { clean, say } from "../terminal";
import { dayOf, oneOf, usage } from "../usage";

export interface AccessOptions extends JudgeOptions {
  readonly who: string;
  readonly can?: string;
  readonly on?: string;
  readonly expect?: string;
  readonly format?: string;
}

type Row = Report["access"][number];
const WHO = ["parent", "auditor", "gatekeeper", "workload"] as const;

/**
 * Who gets what of the protected stores: a party of the program, or any caller, as an ARN, an account or a service. With
 * `--expect none`, exit 1 when somebody can or nobody knows.
 */
export async function access(paths: readonly string[], options: AccessOptions): Promise<number> {
  const who = /^arn:|^\d{12}$|\.amazonaws\.com$/.test(options.who) ? options.who : oneOf("access", options.who, WHO, "--who");
  const format = oneOf("access", options.format ?? (process.stdout.isTTY ? "terminal" : "json"), ["terminal", "json"] as const, "--format");
  if (options.expect !== undefined) oneOf("access", options.expect, ["none"] as const, "--expect");
  const can = options.can ?? "*";
  const on = options.on ?? "*";
  const inputs = paths.length > 0 ? paths : ["cdktf.out"];
  const isParty = (WHO as readonly string[]).includes(who);
  const scope = await scopeOf(options);
  // Without datasets nobody says which stores a party is asked about: each of its accounts is then a caller like any other.
  const asCallers = !isParty || scope.datasets === undefined;
  const all = asCallers
    ? answers(isParty ? accountsOf(who, scope) : [who], Facts.of(read(inputs), scope), options)
    : (await judge(inputs, options)).access.filter((row) => row.who === who);
  const rows = isParty ? all.filter((row) => matches(can, row.action) && matches(on, row.on)) : all;
  // An answer about nothing would read as "nobody can".
  if (rows.length === 0)
    throw usage("access", "--who", [who, options.can, options.on].filter((word) => word !== undefined).join(" "), known(all, who));
  say(format === "json" ? JSON.stringify(rows, null, 2) : rows.map(inTerminal).join("\n"));
  return options.expect === "none" && rows.some(({ verdict }) => verdict !== "denied") ? 1 : 0;
}

/** What each of them gets. */
function answers(callers: readonly string[], facts: Facts, options: AccessOptions): readonly Row[] {
  const asOf = dayOf("access", options.asOf);
  return callers.flatMap((who) => ask(facts, { who, can: options.can ?? "*", on: options.on ?? "*", asOf }));
}

/** A party's accounts, where no dataset says what they are asked about: the parent's only. */
function accountsOf(who: string, { accounts }: Scope): readonly string[] {
  const found = who === "parent" ? accounts.filter(({ cloud, owner }) => cloud === "aws" && owner === who).map(({ id }) => id) : [];
  if (found.length > 0) return found;
  throw usage(
    "access",
    "--who",
    who,
    "an ARN, an account or a service, or parent with an account of the parent's (--parent-account, or in the program), where no program lists datasets",
  );
}

function known(own: readonly Row[], who: string): string {
  if (own.length === 0) return `a protected store whose account is known and, of ${who}, somebody who reaches for it, in these inputs`;
  return `one of ${[...new Set(own.map(({ action, on }) => `${action} on ${on}`))].join("; ")}`;
}

function inTerminal({ who, action, on, verdict, witness, deniedBy }: Row): string {
  const why = verdict === "allowed" ? `witness: ${JSON.stringify(witness)}` : verdict === "denied" ? denial(deniedBy) : "not determined";
  return clean(`${who} ${action} on ${on}: ${verdict}\n    ${why}`);
}

/** Statements are named, and so deny by name; that nothing allows it is a sentence of its own. */
const denial = (deniedBy: readonly string[]): string =>
  deniedBy.some((each) => each.includes(" ")) ? deniedBy.join(", ") : `by ${deniedBy.join(", ")}`;
