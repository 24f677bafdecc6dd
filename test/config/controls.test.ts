import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { answering, CONTROLS } from "../../config/controls/controls";
import { ORDER } from "../../config/programs/order";
import { RULES } from "../../review/rules/rules";

test("every rule has an id of its own", () => expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length));

const rules = new Map(RULES.map(({ id, claim }) => [id, claim]));

test("every clause of the order has a control, and every control a clause", () => {
  const clauses = ORDER.map(({ clause }) => clause);
  expect(clauses.filter((clause) => !CONTROLS.some((control) => control.clauses.includes(clause)))).toEqual([]);
  for (const control of CONTROLS) {
    expect(control.clauses).not.toEqual([]);
    for (const clause of control.clauses) expect(clauses).toContain(clause);
  }
});

test("a clause is answered under a claim that it names", () => {
  for (const { clause, claims } of ORDER) {
    const answered = CONTROLS.filter((control) => control.clauses.includes(clause)).map(({ claim }) => claim);
    expect({ clause, unanswered: claims.filter((claim) => !answered.includes(claim)) }).toEqual({ clause, unanswered: [] });
    expect({ clause, strange: answered.filter((claim) => !claims.includes(claim)) }).toEqual({ clause, strange: [] });
  }
});

test.each(CONTROLS.map((control) => [control.name, control] as const))("%s names files that are there, and rules", (_, control) => {
  expect(control.constructs.filter((file) => !existsSync(join("constructs", file)))).toEqual([]);
  expect(control.constructs).not.toEqual([]);
  expect(control.tests.filter((file) => !existsSync(join("test", file)))).toEqual([]);
  expect(control.tests).not.toEqual([]);
  expect(control.rules.filter((id) => !rules.has(id))).toEqual([]);
});

test("every folder of constructs and every rule is part of some control", () => {
  const folders = readdirSync("constructs", { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const named = new Set(CONTROLS.flatMap(({ constructs }) => constructs.map((file) => file.split("/")[0])));
  expect(folders.map(({ name }) => name).filter((name) => !named.has(name))).toEqual([]);
  const judged = new Set(CONTROLS.flatMap((control) => control.rules));
  expect([...rules.keys()].filter((id) => !judged.has(id))).toEqual([]);
});

test("mappings are written as their standards write them", () => {
  for (const { nist, iso } of CONTROLS) {
    for (const control of nist) expect(control).toMatch(/^[A-Z]{2}-\d{1,2}(\(\d{1,2}\))?$/);
    // Annex A has 37 organizational, 8 people, 14 physical and 34 technological controls.
    for (const control of iso) {
      const [, theme = "", number = ""] = /^A\.([5-8])\.(\d{1,2})$/.exec(control) ?? [];
      expect(Number(number)).toBeGreaterThan(0);
      expect(Number(number)).toBeLessThanOrEqual({ 5: 37, 6: 8, 7: 14, 8: 34 }[Number(theme)] ?? 0);
    }
  }
});

describe("what answers an obligation", () => {
  const datasets: string[] = [];
  test("of the order: its own controls", () => {
    const [custody] = ORDER.filter(({ clause }) => clause === "3");
    const answers = answering({ clause: "3", text: custody?.text ?? "", claims: ["custody"], datasets });
    expect(answers).toContainEqual({ construct: "keys/custodian-key", claim: "custody" });
    expect(new Set(answers.map(({ claim }) => claim))).toEqual(new Set(["custody"]));
    expect(answers.some(({ construct }) => construct.startsWith("network/"))).toBe(false);
  });
  test("of another order, whose third clause is another: the controls of its claims", () => {
    const answers = answering({ clause: "3", text: "No way out.", claims: ["network"], datasets });
    expect(answers).toContainEqual({ construct: "network/isolated-network", claim: "network" });
    expect(answers.some(({ construct }) => construct.startsWith("keys/"))).toBe(false);
  });
  test("each construct once", () => {
    const answers = answering({ clause: "x", text: "All.", claims: ["location", "access"], datasets }).map((one) => JSON.stringify(one));
    expect(new Set(answers).size).toBe(answers.length);
  });
});
