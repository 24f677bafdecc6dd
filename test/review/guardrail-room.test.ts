import Ajv2020 from "ajv/dist/2020";
import type { Scope } from "../../config/scope";
import { render } from "../../review/report/formats";
import { reportSchema } from "../../review/report/schema";
import { review } from "../../review/review";
import { folder, stack, WITHOUT_AUDITOR } from "./estate";

const text = (bytes: number, character = "a") => character.repeat(bytes);
const POLICIES = {
  scp: { name: "a", type: "SERVICE_CONTROL_POLICY", content: text(5_000) },
  // AWS makes an SCP where no type is said; and it counts bytes, of which this letter has two.
  untyped: { name: "b", content: text(50, "é") },
  rcp: { name: "c", type: "RESOURCE_CONTROL_POLICY", content: text(4_000) },
  tags: { name: "d", type: "TAG_POLICY", content: text(10) },
};
const reviewed = (policies: Record<string, object>, more: Partial<Scope> = {}) =>
  review(
    [folder({ "stacks/organization/cdk.tf.json": stack("organization", { aws_organizations_policy: policies } as never) })],
    {
      ...WITHOUT_AUDITOR,
      ...more,
    },
    { asOf: "2026-11-24" },
  );

test("each SCP and RCP is measured in its own text", async () => {
  const { guardrailDocuments: found } = await reviewed(POLICIES);
  expect(found?.map(({ address, kind, bytes, limit, room }) => [address, kind, bytes, limit, room])).toEqual([
    ["aws_organizations_policy.rcp", "RCP", 4_000, 5_120, 1_120],
    ["aws_organizations_policy.scp", "SCP", 5_000, 5_120, 120],
    ["aws_organizations_policy.untyped", "SCP", 100, 5_120, 5_020],
  ]);
});

test("the limits of 2026 hold for SCPs alone", async () => {
  const { guardrailDocuments: found } = await reviewed(POLICIES, { guardrailQuota: "2026" });
  expect(found?.map(({ limit }) => limit)).toEqual([5_120, 10_240, 10_240]);
});

test("a text that is not known yet is not counted as room", async () => {
  const report = await reviewed({ scp: { name: "a", type: "SERVICE_CONTROL_POLICY", content: "${aws_s3_bucket.b.arn}" } });
  expect(report.guardrailDocuments).toMatchObject([{ bytes: null, room: null }]);
  expect(await render(report, "terminal")).toContain("least room left not determined");
});

test("every format shows it, and the schema knows it", async () => {
  const report = await reviewed(POLICIES);
  const line = "Guardrails: RCP 4000 of 5120, SCP 5000 of 5120, SCP 100 of 5120 bytes; least room left 120 bytes.";
  for (const format of ["terminal", "markdown", "html"] as const)
    expect([format, (await render(report, format)).includes(line)]).toEqual([format, true]);
  expect(await render(report, "html")).toContain("<td>5000 of 5120</td><td>120</td>");
  expect(new Ajv2020({ strict: false }).compile(reportSchema())(report)).toBe(true);
});

test("without policies nothing is said", async () => {
  const report = await review([folder({ "stacks/a/cdk.tf.json": stack("a", {}) })], WITHOUT_AUDITOR, { asOf: "2026-11-24" });
  expect(report).not.toHaveProperty("guardrailDocuments");
});
