import { render } from "../../review/report/formats";
import { newerFormat } from "../../review/read/recognise";
import { review } from "../../review/review";
import { bucket, folder, plan, WITHOUT_AUDITOR } from "./estate";

const DAY = { asOf: "2026-11-24" };
const of = (format_version: string) => {
  const at = folder({ "plan.json": { ...plan([{ address: "aws_s3_bucket.b", after: bucket() }]), format_version } });
  return review([`${at}/plan.json`], { ...WITHOUT_AUDITOR, accounts: [], datasets: undefined }, DAY);
};

it.each(["0.1", "0.2", "1.0", "1.1", "1.2", "1.2.1"])("knows format %s", (format_version) =>
  expect(newerFormat({ format_version })).toBeUndefined(),
);

describe.each(["1.3", "1.99", "0.3"])("a plan of format %s", (format) => {
  it("is judged as any other, with a warning that blocks nothing", async () => {
    const [newer, known] = [await of(format), await of("1.2")];
    expect(newer.inputs[0]?.warning).toContain(`its format ${format} is newer than ${format[0]}.2`);
    expect(known.inputs[0]).not.toHaveProperty("warning");
    expect(newer.findings).toEqual(known.findings);
    expect([newer.verdict, newer.blocks]).toEqual([known.verdict, known.blocks]);
  });
});

it.each(["terminal", "html", "markdown"] as const)("the warning stands in %s", async (format) =>
  expect(await render(await of("1.3"), format)).toContain("its format 1.3 is newer than 1.2"),
);

it("a newer format with a section of changes that nobody knows is not determined", async () => {
  const json = { ...plan([]), format_version: "1.3", moved_data_changes: [{ address: "aws_s3_bucket.b" }] };
  const at = folder({ "plan.json": json });
  const { findings } = await review([`${at}/plan.json`], { ...WITHOUT_AUDITOR, accounts: [], datasets: undefined }, DAY);
  expect(findings.map(({ rule, address }) => `${rule} ${address}`)).toContain("LOCATION-06 moved_data_changes");
});
