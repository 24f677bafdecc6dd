import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program } from "../../config/programs/united-states";
import { GUARDRAILS } from "../../config/schema/guardrails";
import { GOOGLE_GUARDRAILS } from "../../config/schema/google-guardrails";
import { render } from "../../review/report/formats";
import { review } from "../../review/review";
import { changed, errorsOf, type Change, type Loose } from "../config/refused";
import { folder, stack } from "./estate";

const REASON = "Held by the landing zone";
const DAY = { asOf: "2026-11-24" };
const empty = folder({ "stacks/a/cdk.tf.json": stack("a", {}) });
/** Every guardrail in its weaker form, and a region and a dataset besides. */
const weaker = changed(program, (p) => {
  p.guardrails = {
    weaker: GUARDRAILS.map((control) => ({ control, reason: `${REASON}: ${control}` })),
    regionExceptions: [{ region: "eu-west-1", actions: ["acm:RequestCertificate"], reason: `${REASON}: region` }],
  };
  p.googleGuardrails = { weaker: GOOGLE_GUARDRAILS.map((control) => ({ control, reason: `${REASON}: google ${control}` })) };
  const [dataset] = p.datasets;
  if (dataset) {
    delete dataset.recovery;
    dataset.withoutRecovery = `${REASON}: recovery`;
  }
});
const REASONS = [...GUARDRAILS, ...GOOGLE_GUARDRAILS.map((control) => `google ${control}`), "region", "recovery"].map(
  (of) => `${REASON}: ${of}`,
);

test.each(["terminal", "markdown", "html", "json"] as const)("each weaker variant shows its reason in %s", async (format) => {
  const text = await render(await review([empty], Program.of(weaker).scope(), DAY), format);
  for (const reason of REASONS) expect([reason, text.includes(reason)]).toEqual([reason, true]);
});

test.each<[string, Change, string]>([
  ["guardrails on the test unit", () => undefined, "guardrails.attach"],
  [
    "a shorter retention",
    (p) => (p.retention = { versionDays: 10, shorter: "The order says ten days." }),
    "10 days: The order says ten days.",
  ],
])("%s is told in the report", async (_, change, told) => {
  const report = await review([empty], Program.of(changed(program, change)).scope(), DAY);
  expect(await render(report, "terminal")).toContain(told);
});

test("a shorter retention wants a reason", () => {
  const codes = errorsOf(changed(program, (p) => (p.retention = { backupDays: 10 }))).map(({ code, message }) => `${code} ${message}`);
  expect(codes).toEqual([expect.stringMatching(/^PROGRAM-RETENTION .*retention\.shorter/)]);
});

test("a perimeter that only logs is told for a home on Google, and one that refuses is not", () => {
  const of = (perimeter: "dry-run" | "enforced") =>
    Program.of(changed(europeanUnion, (p) => (p.googleGuardrails = { ...p.googleGuardrails, perimeter }))).scope().optOuts;
  expect(of("dry-run").map(({ of }) => of)).toContain("googleGuardrails.perimeter");
  expect(of("enforced").map(({ of }) => of)).not.toContain("googleGuardrails.perimeter");
});

test("a program that gave up nothing shows nothing", async () => {
  const whole = changed(program, (p) => {
    p.guardrails = { attach: "fence" };
    for (const account of Object.values<Loose>(p.accounts)) if (account.purpose !== "legacy") account.unit = "ou-cust-fence001";
  });
  const report = await review([empty], Program.of(whole).scope(), DAY);
  expect(report.tolerated.filter(({ rule }) => rule === "PROGRAM")).toEqual([]);
});
