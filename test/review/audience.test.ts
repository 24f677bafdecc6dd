import { compareReports, type Comparison } from "../../review/compare";
import { renderComparison } from "../../review/report/markdown";
import { comparisonFor, reportFor } from "../../review/report/audience";
import { FORMATS, render } from "../../review/report/formats";
import type { Report } from "../../review/report/report";
import { review } from "../../review/review";
import { bucket, CUSTODY, encryption, folder, HOME, KEY, PARENT, SCOPE, stack, STRANGER } from "./estate";

const KEY_ID = "11111111-2222-3333-4444-555555555555";
const PROJECT = "parent-project";
/** Account ids stand in names, in ARNs, in keys of maps and in messages; paths in inputs, and in what somebody wrote. */
async function reported(key: string): Promise<Report> {
  const at = folder({
    "cdk.tf.json": stack("s", {
      aws_s3_bucket: { b: bucket({ bucket: `profiles-${HOME}-us-east-1` }), [`of-${STRANGER}`]: bucket({ bucket: `x_${STRANGER}` }) },
      aws_s3_bucket_server_side_encryption_configuration: { e: encryption(key) },
      google_storage_bucket: { g: { name: "g", location: "EU", project: PROJECT } },
    }),
  });
  const report = await review([at], SCOPE, { asOf: "2026-11-24" });
  const [first] = report.findings;
  if (!first) throw new Error("no finding");
  return {
    ...report,
    findings: report.findings.map((finding, index) =>
      index === 0
        ? {
            ...finding,
            message: `${finding.message}, see ${at}/notes.txt, ~/notes and C:\\keys\\${HOME}.txt, ocid1.compartment.oc1..aaaa, o-custodian01`,
            acknowledged: { reason: `agreed with ${PARENT}`, owner: "/home/jane", expires: "2027-01-01", expired: false },
          }
        : finding,
    ),
    access: [
      {
        who: "parent",
        action: "s3:GetObject",
        on: `arn:aws:s3:::b-${HOME}/*`,
        verdict: "allowed",
        witness: { account: PARENT },
        deniedBy: [],
      },
    ],
    paths: [{ from: `arn:aws:ec2:us-east-1:${HOME}:vpc/a`, to: "internet", verdict: "open", hops: [`eni of ${HOME}`] }],
  };
}

let report: Report;
beforeAll(async () => (report = await reported(KEY.replace(CUSTODY, STRANGER))));
const LEAKS = new RegExp(`\\b\\d{12}\\b|${PROJECT}|11111111-2222|ocid1|o-custodian01|/tmp|/home|C:\\\\\\\\?keys|~/notes`);

describe("for the audience of a pull request", () => {
  test("the fixture holds what must not get out", () => {
    const text = JSON.stringify(report);
    for (const leak of [HOME, STRANGER, PARENT, PROJECT, KEY_ID, "ocid1", "o-custodian01", "C:\\\\keys"]) expect(text).toContain(leak);
    expect(text).toMatch(LEAKS);
  });

  test.each(FORMATS)("no account id, witness or path is left in %s", async (format) => {
    const whole = await render(report, format);
    expect(whole).toMatch(LEAKS);
    const text = await render(reportFor("pr", report), format);
    expect(LEAKS.exec(text.replaceAll(/\b[0-9a-f]{16,64}\b/g, ""))?.[0]).toBeUndefined();
    expect(text).not.toMatch(/arn:[a-z-]+:[a-z0-9-]*:[a-z0-9-]*:\d/);
  });

  test("what was found, and how it is told apart, is the same", () => {
    const short = reportFor("pr", report);
    expect(short.findings.map(({ fingerprint, rule, verdict }) => [fingerprint, rule, verdict])).toEqual(
      report.findings.map(({ fingerprint, rule, verdict }) => [fingerprint, rule, verdict]),
    );
    expect([short.blocks, short.verdict, short.claims.map(({ verdict }) => verdict)]).toEqual([
      report.blocks,
      report.verdict,
      report.claims.map(({ verdict }) => verdict),
    ]);
    expect(short.access).toMatchObject([{ who: "parent", verdict: "allowed", witness: null }]);
    expect(short.paths).toEqual([]);
  });

  test("two accounts are still two", () => {
    const places = reportFor("pr", report).resources.map(({ place }) => place.account);
    expect(new Set(places).size).toBe(new Set(report.resources.map(({ place }) => place.account)).size);
    expect(places[0]).toMatch(/^\[account \d+\]$/);
  });

  test("and for everybody else nothing is left out", () => expect(reportFor("all", report)).toBe(report));

  test("a comparison's changes lose their ids as well", async () => {
    const sides = [await reported(KEY), report] as const;
    const whole = compareReports(...sides);
    expect(JSON.stringify(whole)).toMatch(LEAKS);
    const short = comparisonFor("pr", whole, sides);
    const shown = (comparison: Comparison) => [JSON.stringify(comparison), renderComparison(comparison)];
    for (const text of shown(short)) expect(LEAKS.exec(text.replaceAll(/\b[0-9a-f]{16,64}\b/g, ""))?.[0]).toBeUndefined();
    expect(short.blocking).toEqual(whole.blocking);
    expect(short.changes.length).toBe(whole.changes.length);
    expect(comparisonFor("all", whole, sides)).toBe(whole);
  });
});
