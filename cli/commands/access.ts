import type { Report } from "../../review/report/report";
import { judge, type JudgeOptions } from "../judge";
import { clean, say } from "../terminal";
import { oneOf, usage } from "../usage";

export interface AccessOptions extends JudgeOptions {
  readonly who: string;
  readonly can?: string;
  readonly on?: string;
  readonly expect?: string;
  readonly format?: string;
}

type Row = Report["access"][number];
const WHO = ["parent", "auditor", "gatekeeper", "workload"] as const;

/** Who can read what of the protected stores. With `--expect none`, exit 1 when somebody can or nobody knows. */
export async function access(paths: readonly string[], options: AccessOptions): Promise<number> {
  const who = oneOf("access", options.who, WHO, "--who");
  const format = oneOf("access", options.format ?? (process.stdout.isTTY ? "terminal" : "json"), ["terminal", "json"] as const, "--format");
  if (options.expect !== undefined) oneOf("access", options.expect, ["none"] as const, "--expect");
  const report = await judge(paths.length > 0 ? paths : ["cdktf.out"], options);
  const rows = report.access.filter(
    (row) => row.who === who && matches(options.can ?? "*", row.action) && matches(options.on ?? "*", row.on),
  );
  // An answer about nothing would read as "nobody can".
  if (rows.length === 0)
    throw usage("access", "--who", [who, options.can, options.on].filter((word) => word !== undefined).join(" "), known(report, who));
  say(format === "json" ? JSON.stringify(rows, null, 2) : rows.map(inTerminal).join("\n"));
  return options.expect === "none" && rows.some(({ verdict }) => verdict !== "denied") ? 1 : 0;
}

/** `*` stands for any text. */
function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split("*")
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join(".*");
  return new RegExp(`^${source}$`, "i").test(text);
}

function known({ access: rows }: Report, who: string): string {
  const own = rows.filter((row) => row.who === who);
  if (own.length === 0) return `a protected store and a ${who} that reaches for it, in these inputs`;
  return `one of ${[...new Set(own.map(({ action, on }) => `${action} on ${on}`))].join("; ")}`;
}

function inTerminal({ who, action, on, verdict, witness, deniedBy }: Row): string {
  const why =
    verdict === "allowed" ? `witness: ${JSON.stringify(witness)}` : verdict === "denied" ? `by ${deniedBy.join(", ")}` : "not determined";
  return clean(`${who} ${action} on ${on}: ${verdict}\n    ${why}`);
}
