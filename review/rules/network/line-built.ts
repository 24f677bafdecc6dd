import type { DeclaredLine } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import { partsOf } from "./line-parts";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

export const lineBuilt: SetRule = {
  id: "NETWORK-13",
  claim: "network",
  subject: "set",
  title: "A private line that the program declares is built: gateway, end and routes, in the home that it ends in.",
  why: "What is to move over a line that nobody builds moves another way, or not at all by the date; and a line that was torn down while a copy is on its way leaves the copy without the way that was judged.",
  fix: "Apply the line's stack, or take the line's end out of the program when the line stands already or is none of the program's.",
  judge: (facts) => (facts.whole ? (facts.scope.lines ?? []).map((line) => judge(line, facts)) : []),
};

function judge(line: DeclaredLine, facts: Facts): Verdict {
  const { missing, unplaced } = partsOf(line, facts);
  const to = `the line from ${line.network} to ${line.networks.join(", ")}`;
  const address = `line.${line.network}`;
  if (missing.length > 0)
    return breach(`${to} has no ${missing.join(", no ")}`, {
      address,
      value: missing.join(),
      expected: `${line.end.kind} to the old site`,
    });
  return unplaced.length > 0
    ? unknown(`whether the ${unplaced.join(", the ")} of ${to} is its own is not known`, { address })
    : { ...met(), address };
}
