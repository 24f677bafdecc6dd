import { ORDER } from "../../config/programs/order";
import type { Obligation, Scope } from "../../config/scope";
import { obligationsOf } from "../../review/claims";
import type { ReportedClaim } from "../../review/report/report";
import { RULES } from "../../review/rules/rules";
import { SCOPE } from "./estate";

const clause = (wanted: string): Obligation => {
  const found = ORDER.find((one) => one.clause === wanted);
  if (!found) throw new Error(`the order has no clause ${wanted}`);
  return { ...found, datasets: [] };
};
const AUDIT: ReportedClaim = { claim: "audit", verdict: "met", judged: 1, met: 1, breach: 0, unknown: 0 };

/** The verdict on an obligation, with the audit claim met and a judgement of each of these rules. */
function verdict(obligation: Obligation, ...asked: string[]): string | undefined {
  const scope: Scope = { ...SCOPE, obligations: [obligation] };
  const counts = new Map(RULES.filter(({ id }) => asked.includes(id)).map((rule) => [rule, { met: 1, breach: 0, unknown: 0 }]));
  return obligationsOf([AUDIT], scope, { counts })[0]?.verdict;
}

describe("an obligation of the order", () => {
  it("is met where its claims are and its own rules judged something", () => expect(verdict(clause("10"), "AUDIT-06")).toBe("met"));
  it("is not determined where the claim was met by what answers other clauses", () =>
    expect(verdict(clause("10"), "AUDIT-05", "AUDIT-07")).toBe("unknown"));
  it("is answered on Google by Google's rules", () => {
    expect(verdict(clause("9"), "AUDIT-07")).toBe("met");
    expect(verdict(clause("11"), "AUDIT-05")).toBe("met");
  });
  it("of another order is answered by its claims alone", () =>
    expect(verdict({ clause: "10", text: "Logs are kept.", claims: ["audit"], datasets: [] })).toBe("met"));
});
