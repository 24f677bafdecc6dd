import "@microsoft/jest-sarif";
import { stripVTControlCharacters } from "node:util";
import type { Finding, Report } from "../../review/report/report";
import { render } from "../../review/report/formats";
import { review } from "../../review/review";
import { RULES } from "../../review/rules/rules";
import { bucket, encryption, folder, KEY, stack, WITHOUT_AUDITOR } from "./estate";

const DAY = { asOf: "2026-11-24" };
const HOSTILE =
  "x` <img src=x onerror=alert(1)> [click](https://evil.test) ![i](//evil.test) @octocat #1 www.evil.test ]]> \"' & | {0} \u0000\u0008\u001b[31m\u202e\ud800\n\n# owned";

const finding = (more: Partial<Finding> = {}): Finding => ({
  rule: "CUSTODY-01",
  claim: "custody",
  verdict: "breach",
  address: "aws_s3_bucket.b",
  stack: "storage",
  constructPath: null,
  attribute: "kms_key_arn",
  message: "its key belongs to another",
  expected: "a key of the custodian",
  fix: "Encrypt it.",
  fingerprint: "0123456789abcdef",
  action: "create",
  acknowledged: null,
  status: "new",
  ...more,
});
const acknowledged = (expired: boolean) => ({ reason: "moving", owner: "counsel", expires: "2026-12-31", expired });

let clean: Report;
const withFindings = (...findings: readonly Finding[]): Report => ({ ...clean, findings });
const hostile = () =>
  withFindings(
    finding({
      address: HOSTILE,
      stack: HOSTILE,
      attribute: HOSTILE,
      message: HOSTILE,
      expected: HOSTILE,
      fix: HOSTILE,
      constructPath: HOSTILE,
      acknowledged: { ...acknowledged(true), reason: HOSTILE, owner: HOSTILE },
    }),
    finding({ message: HOSTILE, acknowledged: { ...acknowledged(false), reason: HOSTILE, owner: HOSTILE } }),
  );

beforeAll(async () => {
  const at = folder({
    "stacks/storage/cdk.tf.json": stack("storage", {
      aws_s3_bucket: { b: bucket() },
      aws_s3_bucket_server_side_encryption_configuration: { e: encryption(KEY) },
    }),
  });
  clean = await review([at], WITHOUT_AUDITOR, DAY);
});

describe("terminal", () => {
  it("is coloured only where somebody looks, and says the same", async () => {
    const report = withFindings(finding(), finding({ verdict: "unknown", address: "a.odd" }));
    const [plain, coloured] = [await render(report, "terminal"), await render(report, "terminal", true)];
    expect(plain).not.toContain("\u001b");
    expect(coloured).toContain("\u001b[31m");
    expect(stripVTControlCharacters(coloured)).toBe(plain);
  });

  it("lists no more stores than somebody reads, and those first that are not as they should be", async () => {
    const [one] = clean.resources.filter(({ holdsData }) => holdsData);
    if (!one) throw new Error("no store");
    const many = Array.from({ length: 300 }, (_, index) => ({ ...one, address: `aws_s3_bucket.b${index}` }));
    const resources = [
      ...many,
      { ...one, address: "aws_s3_bucket.abroad", place: { ...one.place, region: "eu-west-1", jurisdiction: "IE" } },
    ];
    const text = await render({ ...clean, resources }, "terminal");
    expect(text).toContain("101 more stores: --format json lists each.");
    expect(text.indexOf("aws_s3_bucket.abroad")).toBeLessThan(text.indexOf("aws_s3_bucket.b0\n"));
    expect(text).not.toContain("aws_s3_bucket.b299");
    expect(await render({ ...clean, resources: many.slice(0, 200) }, "terminal")).not.toContain("more store");
  });
});

/** Thirty resources in one wrong region, told with one that is not determined, and one that was accepted before. */
const region = Array.from({ length: 30 }, (_, index) =>
  finding({
    rule: "LOCATION-01",
    claim: "location",
    message: "it lies outside",
    address: `aws_sns_topic.t${index}`,
    fingerprint: `of-${index}`,
  }),
);
const mixed = [finding({ status: "known", address: "aws_sqs_queue.known" }), finding({ verdict: "unknown", address: "a.odd" }), ...region];

describe("a claim that nothing was asked of", () => {
  it.each([
    ["terminal", /- audit +nothing was there to judge/],
    ["markdown", /- ➖ audit: `nothing was there to judge`/],
    ["html", /<li class="unjudged"><strong>audit<\/strong><span>nothing was there to judge<\/span><\/li>/],
    ["junit", /classname="audit" name="audit" time="0"><skipped message="nothing was there to judge"\/>/],
  ] as const)("is not shown as a green one in %s", async (format, shown) => {
    const silent = { claim: "audit" as const, verdict: "met" as const, judged: 0, met: 0, breach: 0, unknown: 0 };
    const claims = clean.claims.map((claim) => (claim.claim === "audit" ? silent : claim));
    expect(await render({ ...clean, claims }, format)).toMatch(shown);
  });
});

describe("findings that say the same", () => {
  it("are told once in a terminal, last, where the eye is, what blocks first", async () => {
    const text = await render(withFindings(...mixed), "terminal");
    expect(text.match(/it lies outside/g)).toHaveLength(1);
    expect(text).toContain("✘ LOCATION-01 at 30 places\n    it lies outside; expected a key of the custodian\n    fix: Encrypt it.\n");
    expect(text).toContain("\n      of-19 storage: aws_sns_topic.t19 kms_key_arn\n      and 10 more: --format json lists each\n");
    const order = ["aws_s3_bucket.b\n", "LOCATION-01", "a.odd", "aws_sqs_queue.known", "Nothing blocks."].map((part) => text.indexOf(part));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(Math.min(...order)).toBeGreaterThan(0);
  });

  it("name stores first among their places, since no more than twenty are read", async () => {
    const [one] = clean.resources.filter(({ holdsData }) => holdsData);
    if (!one) throw new Error("no store");
    const resources = [{ ...one, stack: "storage", address: "aws_sns_topic.t29" }];
    const text = await render({ ...withFindings(...region), resources }, "markdown");
    expect(text.indexOf("`aws_sns_topic.t29`")).toBeGreaterThan(0);
    expect(text.indexOf("`aws_sns_topic.t29`")).toBeLessThan(text.indexOf("`aws_sns_topic.t0`"));
  });

  it("are told once in a comment", async () => {
    const text = await render(withFindings(...mixed), "markdown");
    expect(text.match(/it lies outside/g)).toHaveLength(1);
    expect(text).toContain("- ❌ `LOCATION-01` at 30 places<br>\n");
    expect(text).toContain("\n  - `storage` `aws_sns_topic.t19` `kms_key_arn`, fingerprint `of-19`\n  - and 10 more");
    expect(text.indexOf("LOCATION-01")).toBeLessThan(text.indexOf("a.odd"));
  });

  it("are told once on the page, with all of their places", async () => {
    const text = await render(withFindings(...mixed), "html");
    expect(text.match(/it lies outside/g)).toHaveLength(1);
    for (const { address, fingerprint } of region) expect([address, fingerprint].filter((each) => !text.includes(each))).toEqual([]);
  });
});

describe("the page", () => {
  const page = async (more: Partial<Report>) => render({ ...clean, ...more }, "html");
  const asked = (who: string, verdict: "denied" | "allowed", more = {}) => ({
    who,
    action: "s3:GetObject",
    on: "arn:aws:s3:::b/any",
    verdict,
    witness: null,
    deniedBy: verdict === "denied" ? ["DenyOutside"] : [],
    ...more,
  });

  it("says why it blocks at its top, and findings before what answers the clauses", async () => {
    const obligations = [{ clause: "1", text: "Data stays.", claims: ["location"] as const, verdict: "met" as const, controls: [] }];
    const blocking = { breach: 2, unknown: 0, expired: 1 };
    const text = await page({ findings: [finding()], obligations, blocks: true, blocking });
    expect(text).toContain("blocks: 2 breaches, 1 expired acknowledgement");
    expect(text.indexOf("<h2>Findings</h2>")).toBeLessThan(text.indexOf("<h2>Obligations</h2>"));
  });

  it("says who can read each store, the parent first, and as whom", async () => {
    const caller = "arn:aws:iam::333333333333:role/reader";
    const text = await page({
      access: [asked("gatekeeper", "allowed", { witness: { caller } }), asked("gatekeeper", "denied"), asked("parent", "denied")],
    });
    const rows = /<h2>Who can reach it<\/h2>.*?<tbody>(.*?)<\/tbody>/s.exec(text)?.[1]?.split("</tr>") ?? [];
    expect(rows[0]).toMatch(/<td>parent<\/td>.*badge met">no<.*<td>DenyOutside<\/td>/);
    expect(rows[1]).toMatch(new RegExp(`<td>gatekeeper</td>.*>yes<.*<td>s3:GetObject, as ${caller}</td>`));
    expect(await page({ access: [asked("parent", "allowed")] })).toContain('<span class="badge breach">yes</span>');
  });

  it("says what plans change, and shows a store's country as a breach where it is another", async () => {
    const [one] = clean.resources.filter(({ holdsData }) => holdsData);
    if (!one) throw new Error("no store");
    const [input] = clean.inputs;
    if (!input) throw new Error("no input");
    const abroad = { ...one, action: "replace" as const, place: { ...one.place, region: "eu-west-1", jurisdiction: "IE" } };
    const text = await page({ resources: [abroad], inputs: [{ ...input, kind: "plan" }] });
    expect(text).toContain("<h2>What the plans change</h2><p>replace: 1.</p>");
    expect(text).toContain('eu-west-1, <span class="badge breach">IE</span>');
    expect(await page({})).not.toContain("What the plans change");
  });

  it("has a scope for each heading of a table, and a name for each part that scrolls", async () => {
    const text = await page({});
    expect(text.match(/<th>/g)).toBeNull();
    expect(text.match(/tabindex="0"/g)?.length).toBe(text.match(/role="region" aria-label="[^"]+" tabindex="0"/g)?.length);
  });
});

describe("markdown", () => {
  it("says what blocks, the claims and each finding", async () => {
    const blocking = { breach: 1, unknown: 0, expired: 0 };
    const text = await render({ ...withFindings(finding()), blocks: true, verdict: "breach", blocking }, "markdown");
    expect(text).toContain("## Ringfence: ❌ blocks (breach: 1)");
    expect(text).toContain("- ✅ custody: `held`");
    expect(text).toContain("- ❌ `CUSTODY-01` `storage` `aws_s3_bucket.b` `kms_key_arn`<br>");
    expect(text).toContain("`its key belongs to another`, expected `a key of the custodian`");
    expect(await render(clean, "markdown")).toContain("✅ nothing blocks");
  });

  it("keeps every text of a plan inside a code span", async () => {
    const text = await render(hostile(), "markdown");
    for (const line of text.split("\n")) expect((line.match(/`/g) ?? []).length % 2).toBe(0);
    const outside = text.replace(/`[^`\n]*`/g, "").replace(/<br>|^<!-- ringfence review -->$/gm, "");
    expect(outside).not.toMatch(/[<>@[\]|\\]|#\d|https?:|www|evil|octocat|owned/);
    // eslint-disable-next-line no-control-regex -- none of them may be there
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });

  it.each(["", "  ", "`", "```", "\\", "a\\", "\n"])("writes %j as one code span", async (message) => {
    const text = await render(withFindings(finding({ message, expected: null })), "markdown");
    expect(text.split("\n").find((line) => /^ {2}`/.test(line))).toMatch(/^ {2}`[^`]+`<br>$/);
  });

  it("fits a comment, keeping head and tail, what blocks first", async () => {
    const many = Array.from({ length: 2000 }, (_, index) =>
      finding({
        message: "🙂".repeat(index),
        address: `aws_s3_bucket.b${index}`,
        acknowledged: index === 1999 ? null : acknowledged(false),
      }),
    );
    const text = await render(withFindings(...many), "markdown");
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text.length).toBeGreaterThan(60_000);
    expect(text).toMatch(/^<!-- ringfence review -->\n## Ringfence/);
    expect(text).toMatch(/`ringfence explain RULE` says more\.\n$/);
    const shown = text.match(/^- ❌ /gm)?.length ?? 0;
    expect(text).toContain(`**${2000 - shown} more are left out here**`);
    expect(text.indexOf("aws_s3_bucket.b1999")).toBeGreaterThan(0);
    expect(text.indexOf("aws_s3_bucket.b1999")).toBeLessThan(text.indexOf("`aws_s3_bucket.b0`"));
    expect(text).not.toMatch(/\p{Cs}/u);
  });

  it("fits a comment whatever its inputs warn of, and however many clauses there are", async () => {
    const [input] = clean.inputs;
    if (!input) throw new Error("no input");
    const inputs = Array.from({ length: 900 }, (_, index) => ({ ...input, path: `${index}.json`, warning: "it is newer ".repeat(10) }));
    const clause = { clause: "1", text: "Data stays. ".repeat(40), claims: ["location"] as const, verdict: "met" as const, controls: [] };
    const text = await render({ ...withFindings(finding()), inputs, obligations: Array.from({ length: 900 }, () => clause) }, "markdown");
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain("its key belongs to another");
    expect(text).toMatch(/says more\.\n$/);
  });
});

interface Sarif {
  version: string;
  runs: {
    tool: { driver: { rules: { id: string }[] } };
    invocations: { toolExecutionNotifications: { message: { text: string } }[] }[];
    results: {
      ruleId: string;
      ruleIndex?: number;
      level: string;
      kind?: string;
      message: { text: string };
      locations: {
        physicalLocation?: { artifactLocation: { uri: string } };
        logicalLocations: { fullyQualifiedName: string; kind: string }[];
      }[];
      partialFingerprints: Record<string, string>;
      suppressions?: { status: string; justification: string }[];
    }[];
  }[];
}
const sarif = async (report: Report) => {
  const log = JSON.parse(await render(report, "sarif")) as Sarif;
  expect(log).toBeValidSarifLog();
  const [run] = log.runs;
  if (!run) throw new Error("no run");
  return { version: log.version, run };
};

describe("sarif", () => {
  it("is valid by the schema of SARIF 2.1.0, which refuses what is not", async () => {
    const { version, run } = await sarif(withFindings(finding()));
    const [result] = run.results;
    expect({ version, runs: [run] }).toBeValidSarifLog();
    for (const wrong of [
      { version: "2.0.0", runs: [run] },
      { version, runs: [{ ...run, results: [{ ...result, message: {} }] }] },
      { version, runs: [{ ...run, results: [{ ...result, level: "breach" }] }] },
      { version, runs: [{ ...run, results: [{ ...result, verdict: "breach" }] }] },
    ])
      expect(wrong).not.toBeValidSarifLog();
  });

  it("has every rule, and a result for each finding", async () => {
    const { version, run } = await sarif(
      withFindings(
        finding(),
        finding({ verdict: "unknown", acknowledged: acknowledged(false) }),
        finding({ rule: "OTHER-99", address: "", acknowledged: acknowledged(true) }),
      ),
    );
    expect(version).toBe("2.1.0");
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(RULES.map(({ id }) => id));
    expect(run.results.map(({ level, suppressions }) => [level, suppressions?.map(({ status }) => status)])).toEqual([
      ["error", undefined],
      ["error", undefined],
      ["warning", ["accepted"]],
    ]);
    const [first, other, unknown] = run.results;
    expect(run.tool.driver.rules[first?.ruleIndex ?? -1]?.id).toBe("CUSTODY-01");
    expect(other).not.toHaveProperty("ruleIndex");
    expect(first?.partialFingerprints).toEqual({ primaryLocationLineHash: "0123456789abcdef", "ringfence/v1": "0123456789abcdef" });
    expect(first?.locations[0]?.logicalLocations).toEqual([{ fullyQualifiedName: "aws_s3_bucket.b", kind: "resource" }]);
    expect(other?.locations[0]?.logicalLocations).toEqual([{ fullyQualifiedName: "storage", kind: "module" }]);
    expect(first?.locations[0]?.physicalLocation?.artifactLocation.uri).toMatch(/^file:\/\/\/.*cdk\.tf\.json$/);
    expect(unknown?.message.text).toMatch(/^Not determined: /);
    expect(unknown?.suppressions?.[0]?.justification).toContain("counsel");
  });

  it.each([
    ["out/a b#c?%.json", "out/a%20b%23c%3F%25.json"],
    ["-", "stdin"],
    ["javascript:alert(1)", "javascript%3Aalert(1)"],
    ["a\ud800.json", "a%EF%BF%BD.json"],
  ])("writes the path %j as %s", async (path, uri) => {
    const [input] = clean.inputs;
    if (!input) throw new Error("no input");
    const { run } = await sarif({ ...withFindings(finding()), inputs: [{ ...input, path }] });
    expect(run.results[0]?.locations[0]?.physicalLocation?.artifactLocation.uri).toBe(uri);
  });

  it("names the stack for its file where a report has no paths, since code scanning takes no result without one", async () => {
    const { run } = await sarif({
      ...withFindings(finding(), finding({ stack: "", verdict: "unknown" })),
      inputs: clean.inputs.map((input) => ({ ...input, path: "" })),
    });
    expect(run.results.map(({ locations }) => locations[0]?.physicalLocation?.artifactLocation.uri)).toEqual([
      "storage",
      clean.program.name,
    ]);
  });

  it("lets no text of a plan be a link or a placeholder", async () => {
    const { run } = await sarif(hostile());
    for (const { message } of run.results) {
      expect(message.text).not.toContain("](");
      expect(message.text.replaceAll("{{0}}", "")).not.toContain("{0}");
    }
    expect(JSON.stringify(run)).not.toMatch(/\\u0000|\\u001b|\u202e/);
  });

  it("stays under 25,000 results and says what is left out", async () => {
    const many = Array.from({ length: 25_010 }, (_, index) => finding({ verdict: index === 25_009 ? "breach" : "unknown" }));
    const { run } = await sarif(withFindings(...many));
    expect(run.results).toHaveLength(24_999);
    expect(run.results[0]?.level).toBe("error");
    expect(run.invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text)).toEqual([
      "11 findings are left out; the JSON report has all.",
    ]);
  });
});

/** Tags and text of a document, refusing what no XML reader takes: enough of the grammar for what is written here. */
function readXml(text: string): string[] {
  // eslint-disable-next-line no-control-regex -- XML 1.0 has none of them
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/u);
  const open: string[] = [];
  const seen: string[] = [];
  const attribute = String.raw` [a-z]+="(?:[^<&"]|&(?:amp|lt|gt|quot|apos);)*"`;
  const token = new RegExp(String.raw`<(/?)([a-z]+)((?:${attribute})*)(/?)>|((?:[^<>&]|&(?:amp|lt|gt|quot|apos);)+)|([\s\S])`, "gy");
  for (const [whole, closing, name, , empty, , stray] of text.replace(/^<\?xml version="1.0" encoding="UTF-8"\?>\n/, "").matchAll(token)) {
    expect(stray).toBeUndefined();
    if (!name) continue;
    if (closing) expect(open.pop()).toBe(name);
    else seen.push(whole);
    if (!closing && !empty) open.push(name);
  }
  expect(open).toEqual([]);
  return seen;
}

describe("junit", () => {
  it("has a suite for each claim and a case for each finding", async () => {
    const text = await render(
      withFindings(finding(), finding({ verdict: "unknown" }), finding({ acknowledged: acknowledged(false) })),
      "junit",
    );
    const tags = readXml(text);
    expect(tags[0]).toContain('tests="8" failures="1" errors="1" skipped="5"');
    expect(tags.filter((tag) => tag.startsWith("<testsuite "))).toHaveLength(clean.claims.length);
    expect(tags).toContain(
      '<testsuite name="custody" tests="3" failures="1" errors="1" skipped="1" time="0" timestamp="2026-11-24T00:00:00">',
    );
    expect(
      tags.filter((tag) => tag.startsWith('<testcase classname="CUSTODY-01" name="storage aws_s3_bucket.b kms_key_arn"')),
    ).toHaveLength(3);
    expect(text).toContain('<failure type="breach" message="its key belongs to another; expected a key of the custodian">Fix: Encrypt it.');
    expect(text).toContain('<error type="unknown" message="not determined: its key');
    expect(text).toContain('acknowledged by counsel until 2026-12-31: moving"/>');
  });

  it("lets a claim without findings pass, and skips one that was not judged", async () => {
    const text = await render(clean, "junit");
    expect(text).toContain('<testcase classname="custody" name="custody" time="0"/>');
    expect(text).toMatch(/<testcase classname="access" name="access" time="0"><skipped message="not judged: /);
  });

  it("fails when an acknowledgement has expired, and says so", async () =>
    expect(await render(withFindings(finding({ acknowledged: acknowledged(true) })), "junit")).toContain(
      "The acknowledgement of counsel expired on 2026-12-31.</failure>",
    ));

  it("is XML whatever a plan says, its control characters dropped", async () => {
    const text = await render(hostile(), "junit");
    expect(readXml(text).some((tag) => /img|script/.test(tag.slice(0, 8)))).toBe(false);
    expect(text).toContain("&lt;img src=x onerror=alert(1)&gt;");
  });
});
