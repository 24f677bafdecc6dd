import { RULES } from "../../review/rules/rules";
import { ALL_PAGES } from "../pages";
import { say } from "../terminal";
import { usage } from "../usage";

/** Words that others use for what Ringfence calls otherwise. */
const ALSO: Readonly<Record<string, string>> = {
  suppress: "acknowledgement",
  suppression: "acknowledgement",
  ignore: "acknowledgement",
  exception: "acknowledgement",
};
const ACKNOWLEDGEMENT = `acknowledgement
  A reasoned, owned, expiring exception to one finding. Add the finding's fingerprint to the program:
    acknowledgements: [{ fingerprint: "…", reason: "…", owner: "…", expires: "2027-03-31" }]
  It is printed in every report, and on the day after it expires it blocks again.`;

/** The page of a rule or of an error code. */
export function explain(code: string): number {
  const wanted = code.toUpperCase();
  const rule = RULES.find((known) => known.id === wanted);
  const page = ALL_PAGES.find((known) => known.code === wanted);
  if (rule) say(`${rule.id} (${rule.claim})  ${rule.title}\n  why      ${rule.why}\n  to mend  ${rule.fix}`);
  else if (page) say(`${page.code}  ${page.title}\n  why      ${page.why}`);
  else if ((ALSO[code.toLowerCase()] ?? code.toLowerCase()) === "acknowledgement") say(ACKNOWLEDGEMENT);
  else {
    throw usage("explain", "the code", JSON.stringify(code), expected(wanted));
  }
  return 0;
}

/** All that begin as the word does; else how the lists are found, since nobody reads two hundred codes. */
function expected(wanted: string): string {
  const family = wanted.split("-")[0] ?? "";
  const alike = [...RULES.map(({ id }) => id), ...ALL_PAGES.map(({ code }) => code)]
    .filter((known) => known.split("-")[0] === family)
    .sort();
  return alike.length > 0
    ? `one of ${alike.join(", ")}`
    : "a rule such as CUSTODY-01 or an error such as PROGRAM-PLACE; docs/rules.md and docs/errors.md list them";
}
