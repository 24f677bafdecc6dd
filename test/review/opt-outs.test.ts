import { Program } from "../../config/program";
import { program } from "../../config/programs/united-states";
import { GUARDRAILS } from "../../config/schema/guardrails";
import { GOOGLE_GUARDRAILS } from "../../config/schema/google-guardrails";
import { render } from "../../review/report/formats";
import { review } from "../../review/review";
import { changed } from "../config/refused";
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

test("a program that gave up nothing shows nothing", async () => {
  const report = await review([empty], Program.of(program).scope(), DAY);
  expect(report.tolerated.filter(({ rule }) => rule === "PROGRAM")).toEqual([]);
});
