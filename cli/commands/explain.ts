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
  else
    throw usage(
      "explain",
      "the code",
      JSON.stringify(code),
      [...RULES.map(({ id }) => id), ...ALL_PAGES.map((known) => known.code)].join(", "),
    );
  return 0;
}
