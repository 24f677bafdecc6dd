import { compareReports, type Comparable, type ComparedFinding } from "../../review/compare";
import { renderComparison } from "../../review/report/markdown";
import { review } from "../../review/review";
import { bucket, CUSTODY, folder, KEY, plan, SCOPE, stack, STRANGER } from "./estate";

const DAY = { asOf: "2026-11-24" };
const FOREIGN = KEY.replace(CUSTODY, STRANGER);
const vault = (key: string, more: object = {}) => stack("s", { aws_backup_vault: { v: { kms_key_arn: key } }, ...more });
const reviewed = (json: object, scope = {}) => review([folder({ "cdk.tf.json": json as never })], { ...SCOPE, ...scope }, DAY);

type Resource = Comparable["resources"][number];
const place = (region: string, account = "1"): Resource["place"] => ({
  cloud: "aws",
  account,
  region,
  jurisdiction: region.startsWith("us-") ? "US" : "IE",
  decidedBy: "constant",
  why: "",
});
const store = (more: Partial<Resource> = {}): Resource => ({
  address: "aws_s3_bucket.b",
  stack: "s",
  action: "none",
  holdsData: true,
  place: place("us-east-1"),
  destinations: [],
  key: null,
  ...more,
});
const finding = (fingerprint: string, more: Partial<ComparedFinding> = {}): ComparedFinding => ({
  rule: "CUSTODY-01",
  claim: "custody",
  verdict: "breach",
  address: "aws_s3_bucket.b",
  stack: "s",
  attribute: null,
  message: "m",
  expected: null,
  fix: "f",
  fingerprint,
  acknowledged: null,
  ...more,
});
const acknowledged = (expired: boolean) => ({ acknowledged: { reason: "r", owner: "o", expires: "2026-11-30", expired } });
const side = (more: Partial<Comparable> = {}): Comparable => ({
  program: { name: "p", digest: "sha256:0" },
  asOf: "2026-11-24",
  inputs: [{ stack: "s", join: "synth-only" }],
  claims: [{ claim: "custody" }],
  findings: [],
  resources: [],
  ...more,
});
const prints = (all: readonly ComparedFinding[]) => all.map(({ fingerprint }) => fingerprint);

describe("a comparison", () => {
  it("of a report with itself is empty, and blocks on nothing", async () => {
    const report = await reviewed(vault(FOREIGN));
    expect(report.blocks).toBe(true);
    expect(compareReports(report, report)).toMatchObject({ blocks: false, blocking: [], new: [], fixed: [], changes: [] });
  });

  it("tells new, fixed and unchanged findings apart by fingerprint", () => {
    const of = compareReports(side({ findings: [finding("a"), finding("b")] }), side({ findings: [finding("b"), finding("c")] }));
    expect([prints(of.new), prints(of.fixed), prints(of.unchanged), of.blocking, of.blocks]).toEqual([["c"], ["a"], ["b"], ["c"], true]);
  });

  it("shows the key's new holder, and blocks on it", async () => {
    const of = compareReports(await reviewed(vault(KEY)), await reviewed(vault(FOREIGN)));
    expect(of.blocks).toBe(true);
    expect(of.new.map(({ rule }) => rule)).toContain("CUSTODY-01");
    expect(of.changes).toEqual([
      {
        stack: "s",
        address: "aws_backup_vault.v",
        fact: "key",
        before: `customer ${KEY}, holder custodian`,
        after: `customer ${FOREIGN}, holder other`,
      },
    ]);
  });

  it("shows places that moved, and destinations that appeared and vanished, whatever their order", () => {
    const to = (region: string, attribute = "") => ({ via: "replication", attribute, place: place(region) });
    const of = compareReports(
      side({ resources: [store({ destinations: [to("us-west-2", "rule[0]"), to("us-west-1", "rule[1]")] })] }),
      side({ resources: [store({ place: place("eu-west-1"), destinations: [to("eu-west-1", "rule[0]"), to("us-west-2", "rule[1]")] })] }),
    );
    expect(of.changes.map(({ fact, before, after }) => [fact, before, after])).toEqual([
      ["place", "aws 1 us-east-1 (US)", "aws 1 eu-west-1 (IE)"],
      ["destination", "replication to aws 1 us-west-1 (US)", null],
      ["destination", null, "replication to aws 1 eu-west-1 (IE)"],
    ]);
  });

  it("says that a destination is not determined, in words", () => {
    const nowhere = { ...place("us-east-1"), cloud: null, account: null, region: null, jurisdiction: null };
    const gone = { via: "replication", attribute: "", place: nowhere };
    const of = compareReports(side({ resources: [store()] }), side({ resources: [store({ destinations: [gone] })] }));
    expect(of.changes).toMatchObject([{ fact: "destination", before: null, after: "replication to a place that is not determined" }]);
  });

  it("tells of stores that come and go, and of nothing else that does", () => {
    const of = compareReports(
      side({ resources: [store({ address: "gone" }), store({ address: "deleted" })] }),
      side({
        resources: [
          store({ address: "new" }),
          store({ address: "vpc", holdsData: false }),
          store({ address: "deleted", action: "delete" }),
        ],
      }),
    );
    expect(of.changes.map(({ address, before, after }) => [address, before !== null, after !== null])).toEqual([
      ["deleted", true, false],
      ["gone", true, false],
      ["new", false, true],
    ]);
  });

  it("keeps stacks of the same address apart, but not the file names of two single plans", () => {
    const inputs = (...stacks: string[]) => stacks.map((name) => ({ stack: name, join: "plan-only" as const }));
    const base = store({ stack: "base" });
    const head = store({ stack: "head" });
    expect(
      compareReports(side({ inputs: inputs("base"), resources: [base] }), side({ inputs: inputs("head"), resources: [head] })).changes,
    ).toEqual([]);
    expect(
      compareReports(side({ inputs: inputs("base", "x"), resources: [base] }), side({ inputs: inputs("head", "x"), resources: [head] }))
        .changes,
    ).toHaveLength(2);
  });

  it("finds the same findings in two plans of different names", async () => {
    const planned = plan([{ address: "aws_s3_bucket.b", after: bucket({ region: "eu-west-1" }) }]);
    const at = folder({ "base.json": planned, "head.json": planned });
    const [base, head] = await Promise.all(["base", "head"].map((name) => review([`${at}/${name}.json`], SCOPE, DAY)));
    if (!base || !head) throw new Error("two reports");
    const of = compareReports(base, head);
    expect(of.unchanged.length).toBeGreaterThan(0);
    expect([of.new, of.fixed, of.changes, of.unlike]).toEqual([[], [], [], false]);
  });

  it("says when a claim is no longer judged, and when the sides are not alike", () => {
    const of = compareReports(
      side(),
      side({ claims: [{ claim: "custody", unjudged: "no accounts" }], inputs: [{ stack: "s", join: "plan-only" }] }),
    );
    expect([of.unjudged, of.unlike]).toEqual([["custody"], true]);
    expect(renderComparison(of)).toContain("No longer judged: `custody`.");
  });
});

describe("acknowledgements", () => {
  const of = (before: Partial<ComparedFinding> | null, after: Partial<ComparedFinding>) =>
    compareReports(side({ findings: before ? [finding("a", before)] : [] }), side({ findings: [finding("a", after)] }));
  const told = ({ acknowledgements, blocks }: ReturnType<typeof of>) => ({
    ...Object.fromEntries(Object.entries(acknowledgements).map(([name, all]) => [name, all.length])),
    blocks,
  });

  it.each([
    ["appear on a known finding", {}, acknowledged(false), { appeared: 1, expired: 0, withdrawn: 0, blocks: false }],
    [
      "appear with a new finding, which then does not block",
      null,
      acknowledged(false),
      { appeared: 1, expired: 0, withdrawn: 0, blocks: false },
    ],
    [
      "expire, and the finding blocks again",
      acknowledged(false),
      acknowledged(true),
      { appeared: 0, expired: 1, withdrawn: 0, blocks: true },
    ],
    ["had expired before", acknowledged(true), acknowledged(true), { appeared: 0, expired: 0, withdrawn: 0, blocks: false }],
    ["are withdrawn, and the finding blocks again", acknowledged(false), {}, { appeared: 0, expired: 0, withdrawn: 1, blocks: true }],
    ["cannot appear expired", null, acknowledged(true), { appeared: 1, expired: 1, withdrawn: 0, blocks: true }],
  ])("%s", (_, before, after, expected) => expect(told(of(before, after))).toEqual(expected));

  it("a known unknown that is now a breach blocks anew", () => {
    expect(of({ verdict: "unknown" }, { verdict: "breach" }).blocks).toBe(true);
    expect(of({ verdict: "breach" }, { verdict: "unknown" }).blocks).toBe(false);
  });
});

describe("as markdown", () => {
  const HOSTILE = "`<b>` @octocat #1 [x](https://evil.test)\n\n# owned\u202e";

  it("keeps every text inside a code span", () => {
    const bad = finding(HOSTILE, {
      rule: HOSTILE,
      address: HOSTILE,
      stack: HOSTILE,
      message: HOSTILE,
      acknowledged: { reason: HOSTILE, owner: HOSTILE, expires: HOSTILE, expired: true },
    });
    const resource = store({ stack: HOSTILE, address: HOSTILE, place: place(HOSTILE, HOSTILE) });
    const program = { name: HOSTILE, digest: HOSTILE };
    const text = renderComparison(
      compareReports(
        side({ program, asOf: HOSTILE, findings: [finding("b", { address: HOSTILE })] }),
        side({ program, findings: [bad], resources: [resource] }),
      ),
    );
    const outside = text.replace(/`[^`\n]*`/g, "").replace(/<br>|^<!-- ringfence diff -->$/gm, "");
    expect(outside).not.toMatch(/[<>@[\]]|#\d|https?:|octocat|owned/);
    expect(text).not.toContain("\u202e");
    expect(text).toContain("## Ringfence: blocks, 1 anew");
    expect(text).toContain("### Facts that changed: 1");
  });

  it("fits a comment", () => {
    const findings = Array.from({ length: 3000 }, (_, index) => finding(String(index), { message: "m".repeat(index) }));
    const text = renderComparison(compareReports(side(), side({ findings })));
    expect(text.length).toBeLessThanOrEqual(65_536);
    expect(text).toContain("3000 new, 0 fixed, 0 unchanged");
    expect(text).toMatch(/more are left out here/);
  });
});
