import Ajv2020 from "ajv/dist/2020";
import type { Progress } from "../../config/migration/progress";
import { review } from "../../review/review";
import { RULES } from "../../review/rules/rules";
import { REVIEW_ERRORS } from "../../review/errors";
import { FORMATS, render } from "../../review/report/formats";
import { reportSchema } from "../../review/report/schema";
import type { ResourceRule } from "../../review/rules/rule";
import type { Scope } from "../../config/scope";
import { bucket, CUSTODY, encryption, factsOf, folder, judgements, KEY, plan, SCOPE, stack, STRANGER, WITHOUT_AUDITOR } from "./estate";

const DAY = { asOf: "2026-11-24" };
const GOOD = stack("storage", {
  aws_s3_bucket: { b: bucket() },
  aws_s3_bucket_server_side_encryption_configuration: { e: encryption(KEY) },
});
const BAD = stack(
  "bad",
  { aws_s3_bucket: { b: bucket({ bucket: "other", "//": { metadata: { path: "bad/store" } } }) }, aws_never_seen: { r: {} } },
  { region: "eu-west-1" },
);
const files = (...stacks: { [key: string]: unknown }[]) =>
  folder(Object.fromEntries(stacks.map((each, index) => [`stacks/${index}/cdk.tf.json`, each as never])));
const scope = (more: Partial<Scope> = {}): Scope => ({ ...WITHOUT_AUDITOR, ...more });
const reviewed = (path: string, more: Partial<Scope> = {}, options = {}) => review([path], scope(more), { ...DAY, ...options });

describe("a report", () => {
  it("blocks on nothing when all is met", async () => {
    const report = await reviewed(files(GOOD));
    expect(report).toMatchObject({ schema: "ringfence.report/1", verdict: "met", blocks: false, findings: [] });
    expect(report.resources.find(({ address }) => address === "aws_s3_bucket.b")).toMatchObject({
      holdsData: true,
      dataset: "profiles",
      place: { cloud: "aws", region: "us-east-1", jurisdiction: "US", decidedBy: "constant" },
      key: { kind: "customer", id: KEY, holder: "custodian" },
    });
  });

  it("blocks, with each finding's place, fix and construct path", async () => {
    const report = await reviewed(files(GOOD, BAD));
    expect(report).toMatchObject({
      verdict: "breach",
      blocks: true,
      unclassified: [{ type: "aws_never_seen", address: "aws_never_seen.r" }],
    });
    expect(report.findings.find(({ rule, address }) => rule === "LOCATION-01" && address === "aws_s3_bucket.b")).toMatchObject({
      stack: "bad",
      constructPath: "bad/store",
      verdict: "breach",
      status: "new",
      acknowledged: null,
    });
  });

  it("fits its own schema", async () => {
    const validate = new Ajv2020({ strict: false }).compile(reportSchema());
    expect([validate(JSON.parse(await render(await reviewed(files(GOOD, BAD)), "json"))), validate.errors]).toEqual([true, null]);
  });

  it("is the same to the byte, whatever the order of files and blocks", async () => {
    const at = folder({ "a.json": GOOD, "b.json": BAD });
    const once = await review([`${at}/a.json`, `${at}/b.json`], SCOPE, DAY);
    const again = await review([`${at}/b.json`, `${at}/a.json`], SCOPE, DAY);
    expect(await render(again, "json")).toBe(await render(once, "json"));
    expect(once.findings.map(({ address, stack: of, rule }) => `${address} ${of} ${rule}`)).toEqual(
      once.findings.map(({ address, stack: of, rule }) => `${address} ${of} ${rule}`).sort(),
    );
  });

  it("says what was left unjudged, and blocks on none of it", async () => {
    const report = await reviewed(files(GOOD), { accounts: [], datasets: undefined });
    expect(report.blocks).toBe(false);
    expect(report.claims.filter(({ unjudged }) => unjudged !== undefined).map(({ claim }) => claim)).toEqual([
      "custody",
      "access",
      "network",
      "audit",
      "migration",
    ]);
  });

  it("does not say that stores are kept where it saw none", async () => {
    const { claims } = await review([files(stack("s", {})) + "/stacks/0/cdk.tf.json"], scope(), DAY);
    expect(claims.find(({ claim }) => claim === "migration")).toMatchObject({ judged: 0, unjudged: "not moved yet: profiles (copy)" });
  });

  it("takes no closed dataset for moved while its evidence does not verify", async () => {
    const closed = scope({ datasets: scope().datasets?.map((dataset) => ({ ...dataset, phase: "closed" as const })) });
    const judged = async (waits: readonly string[]) => {
      const copies = [{ dataset: "profiles", copy: "old", phase: "closed", waits }] as unknown as Progress["copies"];
      const migration: Progress = { asOf: DAY.asOf, deadline: "2027-06-30", daysLeft: 1, copies, critical: null };
      const { claims } = await review([files(stack("s", {})) + "/stacks/0/cdk.tf.json"], closed, { ...DAY, migration });
      return claims.find(({ claim }) => claim === "migration")?.unjudged;
    };
    expect(await judged([])).toBeUndefined();
    expect(await judged(["evidence that verifies"])).toBe("not moved yet: profiles (closed, and the evidence of old does not verify)");
  });

  it("says of a dataset that is not moved where its old copies stand", async () => {
    const judged = async (...phases: readonly string[]) => {
      const copies = phases.map((phase, at) => ({
        dataset: "profiles",
        copy: `old-${at}`,
        phase,
        waits: [],
      })) as unknown as Progress["copies"];
      const migration: Progress = { asOf: DAY.asOf, deadline: "2027-06-30", daysLeft: 1, copies, critical: null };
      const { claims } = await review([files(stack("s", {})) + "/stacks/0/cdk.tf.json"], scope(), { ...DAY, migration });
      return claims.find(({ claim }) => claim === "migration")?.unjudged;
    };
    expect(await judged("prepare", "closed", "soak")).toBe("not moved yet: profiles (old-0 in prepare, old-2 in soak)");
    expect(await judged("closed")).toBe("not moved yet: profiles (copy, while its old copies are closed)");
    expect(await judged()).toBe("not moved yet: profiles (copy, and the program names no old copy of it)");
  });

  it("answers each obligation by its claims", async () => {
    const obligations = (["location", "access"] as const).map((claim) => ({ clause: claim, text: "", claims: [claim], datasets: [] }));
    expect((await reviewed(files(GOOD), { obligations })).obligations.map(({ verdict }) => verdict)).toEqual(["met", "unknown"]);
  });

  it("says how each input was judged", async () => {
    const at = folder({
      "cdk.tf.json": stack("v", { aws_backup_vault: { v: { kms_key_arn: KEY } } }),
      "v.plan.json": plan([{ address: "aws_backup_vault.v", unknown: { kms_key_arn: true } }]),
      "other.json": plan([{ address: "aws_vpc.v" }], { complete: false }),
    });
    const report = await review(
      ["cdk.tf.json", "v.plan.json", "other.json"].map((name) => `${at}/${name}`),
      SCOPE,
      DAY,
    );
    expect(report.inputs.map(({ stack: of, join, complete }) => [of, join, complete])).toEqual([
      ["v", "planned-and-synthesized", true],
      ["other", "plan-only", false],
      ["v", "planned-and-synthesized", true],
    ]);
  });
});

describe("a fingerprint", () => {
  const prints = async (...stacks: Parameters<typeof files>) =>
    (await reviewed(files(...stacks))).findings.filter(({ rule }) => rule === "CUSTODY-01").map(({ fingerprint }) => fingerprint);
  const under = (key: string, more: object = {}) => stack("s", { aws_backup_vault: { v: { kms_key_arn: key } }, ...more });
  const foreign = KEY.replace(CUSTODY, STRANGER);

  it("survives what has nothing to do with it", async () =>
    expect(await prints(GOOD, under(foreign, { aws_vpc: { v: {} } }))).toEqual(await prints(under(foreign))));
  it("changes with the offending value", async () =>
    expect(await prints(under(foreign))).not.toEqual(await prints(under(foreign.replace("1111", "2222")))));
  it("changes with what stands for a value that nobody knows", async () =>
    expect(await prints(under("${var.a}"))).not.toEqual(await prints(under("${var.b}"))));
  it("survives a plan's new name", async () => {
    const planned = plan([{ address: "aws_backup_vault.v", after: { kms_key_arn: foreign } }]);
    const at = folder({ "a.json": planned, "b/c.json": planned });
    const of = async (name: string) => (await review([`${at}/${name}`], SCOPE, DAY)).findings.map(({ fingerprint }) => fingerprint);
    expect(await of("a.json")).toEqual(await of("b/c.json"));
  });
  it("survives it where the value is a key of the same plan", async () => {
    const planned = plan([
      { address: "aws_kms_key.k" },
      {
        address: "aws_backup_vault.v",
        unknown: { kms_key_arn: true },
        expressions: { kms_key_arn: { references: ["aws_kms_key.k.arn"] } },
      },
    ]);
    const at = folder({ "a.json": planned, "b.json": planned });
    const of = async (name: string) =>
      (await review([`${at}/${name}`], SCOPE, DAY)).findings.flatMap(({ rule, fingerprint }) =>
        rule === "CUSTODY-01" ? [fingerprint] : [],
      );
    expect(await of("a.json")).toHaveLength(1);
    expect(await of("a.json")).toEqual(await of("b.json"));
  });
  it("survives another block before it, and is each block's own where two say the same", async () => {
    const replicated = async (...regions: string[]) =>
      (
        await reviewed(
          files(stack("s", { aws_dynamodb_table: { t: { name: "t", replica: regions.map((region_name) => ({ region_name })) } } })),
        )
      ).findings
        .filter(({ rule }) => rule === "LOCATION-02")
        .map(({ fingerprint }) => fingerprint);
    const [ireland] = await replicated("eu-west-1");
    expect(await replicated("us-west-2", "eu-west-1")).toEqual([ireland]);
    expect(await replicated("ap-south-1", "eu-west-1")).toContain(ireland);
    const twice = await replicated("eu-west-1", "eu-west-1");
    expect(twice).toContain(ireland);
    expect(new Set(twice).size).toBe(2);
  });
  it("is another of another reference in the same place of another block", async () => {
    const copied = async (to: string) => {
      const rule = { rule: [{ destination: { bucket: to } }] };
      const buckets = { a: { bucket: "a" }, b: { bucket: "b" } };
      const abroad = stack("s", { aws_s3_bucket: buckets, aws_s3_bucket_replication_configuration: { r: rule } }, { region: "eu-west-1" });
      return (await reviewed(files(abroad))).findings
        .filter(({ rule: id, address }) => id === "LOCATION-02" && address.endsWith(".r"))
        .map(({ fingerprint }) => fingerprint);
    };
    const all = await Promise.all(["${aws_s3_bucket.a.arn}", "${aws_s3_bucket.b.arn}", "${var.a}", "${var.b}"].map(copied));
    expect(all.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    expect(new Set(all.flat()).size).toBe(4);
  });
});

describe("what blocks", () => {
  const path = files(BAD);
  const acknowledge = async (expires: string) =>
    (await reviewed(path)).findings.map(({ fingerprint }) => ({ fingerprint, reason: "moving", owner: "counsel", expires }));

  it("an acknowledged finding does not, to its last day", async () => {
    const report = await reviewed(path, { acknowledgements: await acknowledge("2026-11-24") });
    expect(report).toMatchObject({ blocks: false, verdict: "breach" });
    expect(report.findings[0]?.acknowledged).toEqual({ reason: "moving", owner: "counsel", expires: "2026-11-24", expired: false });
  });
  it("an expired one does", async () => {
    const report = await reviewed(path, { acknowledgements: await acknowledge("2026-11-23") });
    expect(report).toMatchObject({ blocks: true, blocking: { breach: 0, unknown: 0, expired: report.findings.length } });
    expect((await reviewed(path, { acknowledgements: await acknowledge("2026-11-23") }, { blockOn: ["breach"] })).blocks).toBe(true);
  });
  it("only what is asked for", async () => {
    expect((await reviewed(files(stack("s", { aws_never_seen: { r: {} } })), { datasets: [] }, { blockOn: ["breach"] })).blocks).toBe(
      false,
    );
    expect((await reviewed(files(stack("s", { aws_never_seen: { r: {} } })), { datasets: [] })).blocks).toBe(true);
  });
  it("with a baseline, only what is new", async () => {
    const baseline = await reviewed(path);
    const same = await reviewed(path, {}, { baseline, blockOn: ["new"] });
    expect([same.blocks, same.findings.every(({ status }) => status === "known")]).toEqual([false, true]);
    expect((await reviewed(files(BAD, stack("s", { aws_never_seen: { r2: {} } })), {}, { baseline, blockOn: ["new"] })).blocks).toBe(true);
  });
});

describe("hostile text", () => {
  const ADDRESS = 'aws_s3_bucket.b["<script>alert(1)</script>\u202e\u001b[31m`|]"]';
  const hostile = plan([{ address: ADDRESS, after: { bucket: "b", password: "hunter2" }, sensitive: { password: true } }]);
  const changes = hostile["resource_changes"] as { address: string }[];
  const at = folder({
    "x.json": { ...hostile, resource_changes: changes.map((each) => ({ ...each, address: ADDRESS.replace("\u001b", "\\u001b") })) },
  });

  it.each(FORMATS)("does no harm in %s", async (format) => {
    const text = await render(await review([`${at}/x.json`], SCOPE, DAY), format);
    expect(["\u202e", "\u001b"].filter((char) => text.includes(char))).toEqual([]);
    expect(text).not.toContain("hunter2");
    if (format === "html") expect(text).not.toMatch(/<script|\son\w+=|javascript:|https?:/i);
  });
  it("names what JavaScript objects have by nature, and finds nothing", async () => {
    const report = await reviewed(files(stack("s", { constructor: { prototype: {} }, toString: { x: {} } } as never)));
    expect(report.unclassified).toHaveLength(2);
  });
});

describe("the terminal", () => {
  it("speaks of claims in words", async () => {
    const datasets = [{ name: "profiles", protected: true, phase: "closed" }] as const;
    const text = await render(await reviewed(files(GOOD), { datasets }), "terminal");
    for (const words of [/location +resident/, /custody +held/, /migration +proved/, /access +not judged/, /Nothing blocks/])
      expect(text).toMatch(words);
    expect(await render(await reviewed(files(GOOD)), "terminal")).toMatch(/migration +not determined: .*profiles \(copy\)/);
    expect(await render(await reviewed(files(stack("s", { aws_never_seen: { r: {} } }))), "terminal")).toMatch(
      /not determined: .*aws_never_seen is in no table/,
    );
  });
});

describe("rules", () => {
  it("that throw leave an unknown on that resource", () => {
    const broken: ResourceRule = {
      ...(RULES[0] as ResourceRule),
      subject: "resource",
      judge: () => {
        throw new TypeError("secret");
      },
    };
    expect(judgements(factsOf([GOOD]), [broken]).map(({ verdict, message }) => [verdict, message])).toEqual([
      ["unknown", "the rule failed: TypeError"],
      ["unknown", "the rule failed: TypeError"],
    ]);
  });
  it("have ids and pages of their own, and so have errors", () => {
    const ids = [...RULES.map(({ id }) => id), ...REVIEW_ERRORS.map(({ code }) => code)];
    expect(new Set(ids).size).toBe(ids.length);
    for (const { title, why, fix } of RULES) expect([title, why, fix].every((text) => /\.$/.test(text))).toBe(true);
  });
});

describe("an obligation names what answers it", () => {
  const obligations = [{ clause: "A", text: "No way out.", claims: ["network"] as const, datasets: [] }];
  it.each([
    ["json", /"construct": "network\/isolated-network",\s*"claim": "network"/],
    ["html", /No way out\.[\s\S]*network: network\/isolated-network, network\/endpoint-policies, network\/google-isolated-network/],
    ["markdown", /\| `A` \| . \| `No way out.` \| `network: network\/isolated-network, network\/endpoint-policies and \d+ more` \|/],
    ["terminal", /clause A No way out\.\n +network: network\/isolated-network, network\/endpoint-policies and \d+ more/],
  ] as const)("in %s", async (format, shown) => expect(await render(await reviewed(files(GOOD), { obligations }), format)).toMatch(shown));
});
