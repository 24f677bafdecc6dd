import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { frozenBuckets } from "../../config/migration/freezes";
import type { FrozenOnAws, FrozenOnGoogle } from "../../config/migration/frozen";
import { Program } from "../../config/program";
import { Facts } from "../../review/facts/facts";
import { read } from "../../review/read/read";
import { oldFrozen } from "../../review/rules/migration/old-frozen";
import type { JsonObject } from "../../review/value";
import { synthesize } from "../../stacks/program-stacks";
import { moving } from "../moving";
import { EVERYWHERE, purging } from "../purging";
import { ask, PARENT, stack } from "./estate";

const frozen: FrozenOnAws = { cloud: "aws", bucket: "old" };
const ROLE = `arn:aws:iam::${PARENT}:role/residency/ResidencyPurge-a-b`;
const awsGuards = { units: [], controls: [], exceptRegions: [], fence: { accounts: [], organizations: [], roles: {} } } as never;
const deny = (Action: string | string[], more: JsonObject = {}): JsonObject => ({
  ...{ Effect: "Deny", Principal: "*", Action, Resource: ["arn:aws:s3:::old", "arn:aws:s3:::old/*"] },
  ...more,
});
const WRITES = deny(["s3:PutObject*", "s3:RestoreObject", "s3:ReplicateObject"]);
const DELETES = deny(["s3:DeleteObject*", "s3:DeleteBucket"]);
const BUCKET = { aws_s3_bucket: { b: { bucket: "old" } } };
const held = (statements: readonly JsonObject[] | string): Record<string, Record<string, JsonObject>> => ({
  ...BUCKET,
  aws_s3_bucket_policy: {
    p: { bucket: "old", policy: typeof statements === "string" ? statements : JSON.stringify({ Statement: statements }) },
  },
});
const of = (resources: Record<string, Record<string, JsonObject>>, more: Partial<FrozenOnAws> = {}, whole = true) =>
  ask("MIGRATION-13", [stack("legacy", resources, { account: PARENT })], { awsGuards, frozen: [{ ...frozen, ...more }] }, whole);

describe("MIGRATION-13 on an old bucket on AWS", () => {
  it("is met where its own policy denies writes and deletions", () => expect(of(held([WRITES, DELETES]))[0]).toMatch(/^met/));
  it.each([
    ["writes", [DELETES], "PutObject"],
    ["deletions", [WRITES], "DeleteObject"],
    ["deletions of versions", [WRITES, deny(["s3:DeleteObject", "s3:DeleteBucket"])], "DeleteObjectVersion"],
    ["its own deletion", [WRITES, deny("s3:DeleteObject*")], "DeleteBucket"],
    ["writes to all objects", [deny("s3:PutObject*", { Resource: "arn:aws:s3:::old/a/*" }), DELETES], "PutObject"],
  ])("is a breach where it does not deny %s", (_, statements, what) =>
    expect(of(held(statements))[0]).toMatch(new RegExp(`^breach aws_s3_bucket_policy.p: its own policy does not deny .*${what}`)),
  );
  it.each([
    ["another account", { Principal: { AWS: `arn:aws:iam::${PARENT}:root` } }, "PutObject by another account"],
    ["what goes through a service", { Condition: { Bool: { "aws:ViaAWSService": "false" } } }, "PutObject through a service"],
    ["a service", { Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } } }, "PutObject by a service"],
    ["most names", { Resource: "arn:aws:s3:::old/a*" }, "PutObject of another name"],
  ])("is a breach where the denial of writes does not meet %s", (_, more, what) => {
    const [said = ""] = of(held([{ ...WRITES, ...more }, DELETES]));
    expect(said).toMatch(new RegExp(`^breach .* does not deny .*${what}`));
    expect(said).not.toContain("Delete");
  });
  it("is a breach without a policy, and without the bucket", () => {
    expect(of(BUCKET)[0]).toMatch(/^breach aws_s3_bucket.b: it has no policy of its own/);
    expect(of({})[0]).toMatch(/^breach aws_s3_bucket old: no stack holds the old bucket old any more/);
  });
  it("does not know a policy that is not read, and misses nothing that another stack may hold", () => {
    expect(of(held("${data.aws_iam_policy_document.d.json}"))[0]).toMatch(/^unknown/);
    expect(of(BUCKET, {}, false)[0]).toMatch(/^unknown .*in none of the inputs/);
    expect(of({}, {}, false)).toEqual([]);
  });
  it("lets the purge's own role delete, and nobody else", () => {
    const sparing = (...roles: string[]) =>
      held([WRITES, { ...DELETES, Condition: { ArnNotEquals: { "aws:PrincipalArn": roles.length > 1 ? roles : roles.join() } } }]);
    expect(of(sparing(ROLE), { purger: ROLE })[0]).toMatch(/^met/);
    expect(of(sparing(ROLE))[0]).toMatch(/^breach .*spares .*ResidencyPurge/);
    expect(of(sparing(ROLE, `${ROLE}2`), { purger: ROLE })[0]).toMatch(/^breach .*spares .*ResidencyPurge-a-b2 /);
  });
  it("asks whom it spares of a program without a home on AWS too", () => {
    const spared = held([WRITES, { ...DELETES, Condition: { ArnNotEquals: { "aws:PrincipalArn": ROLE } } }]);
    const said = (purger: object) =>
      ask("MIGRATION-13", [stack("legacy", spared, { account: PARENT })], { frozen: [{ ...frozen, ...purger }] }, true)[0];
    expect(said({ purger: ROLE })).toMatch(/^met/);
    expect(said({})).toMatch(/^breach .*spares .*ResidencyPurge/);
  });
  it("asks each block of the bucket", () => {
    const policy = { p: { bucket: "${aws_s3_bucket.b.id}", policy: JSON.stringify({ Statement: [WRITES] }) } };
    const second = stack("z", { ...BUCKET, aws_s3_bucket_policy: policy }, { account: PARENT });
    const first = stack("legacy", held([WRITES, DELETES]), { account: PARENT });
    expect(ask("MIGRATION-13", [first, second], { awsGuards, frozen: [frozen] }, true).join()).toMatch(/breach aws_s3_bucket_policy.p/);
  });
  it("says nothing of a bucket that is not frozen", () =>
    expect(ask("MIGRATION-13", [stack("legacy", BUCKET, { account: PARENT })], { awsGuards, frozen: [] }, true)).toEqual([]));
});

describe("MIGRATION-13 on an old bucket on Google", () => {
  const google: FrozenOnGoogle = { cloud: "google", bucket: "old", project: "p", policy: "ringfence-freeze-1", tag: "ringfence-a-b" };
  const rule = (permissions: string[], more: JsonObject = {}) => ({
    deny_rule: {
      denied_principals: ["principalSet://goog/public:all"],
      denied_permissions: permissions.map((each) => `storage.googleapis.com/${each}`),
      denial_condition: { expression: "resource.matchTag('p/ringfence-a-b', 'frozen')" },
      ...more,
    },
  });
  const [writes, deletes] = [
    ["objects.create", "objects.update"],
    ["buckets.delete", "objects.delete"],
  ] as const;
  const estate = (rules: readonly JsonObject[], parent = "cloudresourcemanager.googleapis.com%2Fprojects%2Fp") => ({
    google_storage_bucket: { b: { name: "old", location: "US" } },
    google_iam_deny_policy: { d: { name: "ringfence-freeze-1", parent, rules: rules as JsonObject[] } },
    google_tags_location_tag_binding: {
      t: { parent: "//storage.googleapis.com/projects/_/buckets/old", tag_value: "${google_tags_tag_value.v.id}" },
    },
    google_tags_tag_value: { v: { parent: "${google_tags_tag_key.k.id}", short_name: "frozen" } },
    google_tags_tag_key: { k: { parent: "projects/p", short_name: "ringfence-a-b" } },
  });
  const said = (resources: Record<string, Record<string, JsonObject>>, more: Partial<FrozenOnGoogle> = {}) =>
    ask("MIGRATION-13", [stack("legacy", resources)], { frozen: [{ ...google, ...more }] }, true).filter((each) => !each.startsWith("met"));
  const whole = [rule([...writes]), rule([...deletes])];

  it("is met where the deny policy meets the bucket by its tag", () => expect(said(estate(whole))).toEqual([]));
  it.each<[string, ReturnType<typeof estate>, RegExp]>([
    ["nothing on deletions", estate([rule([...writes])]), /does not deny storage.googleapis.com\/buckets.delete/],
    ["another project", estate(whole, "cloudresourcemanager.googleapis.com%2Fprojects%2Fq"), /stands on another project/],
    [
      "an exception",
      estate([rule([...writes], { exception_principals: ["principal://goog/subject/a@b.example"] }), rule([...deletes])]),
      /lets storage.googleapis.com\/objects.create through for/,
    ],
    ["no condition that is met", estate([rule([...writes], { denial_condition: {} }), rule([...deletes])]), /elsewhere/],
  ])("is a breach with %s", (_, resources, says) => expect(said(resources).join()).toMatch(says));
  it("is a breach without policy, tag, key or bucket, and not known without the tag's value", () => {
    for (const type of Object.keys(estate(whole))) {
      const rest = Object.fromEntries(Object.entries(estate(whole)).filter(([each]) => each !== type));
      const verdict = type === "google_tags_tag_value" ? /^unknown/ : /(^|,)breach/;
      expect([type, said(rest).join()]).toEqual([type, expect.stringMatching(verdict)]);
    }
  });
  it("knows the tag's value by its id too, as a plan of what stands has it", () => {
    const stands = {
      ...estate(whole),
      google_tags_location_tag_binding: { t: { parent: "//storage.googleapis.com/projects/_/buckets/old", tag_value: "tagValues/2" } },
      google_tags_tag_value: { v: { id: "tagValues/2", parent: "tagKeys/1", short_name: "frozen" } },
      google_tags_tag_key: { k: { id: "tagKeys/1", parent: "projects/p", short_name: "ringfence-a-b" } },
    };
    expect(said(stands)).toEqual([]);
  });
  it("asks which value of which tag hangs on the bucket", () => {
    const value = (more: JsonObject) => {
      const { google_tags_tag_value, ...rest } = estate(whole);
      return said({ ...rest, google_tags_tag_value: { v: { ...google_tags_tag_value.v, ...more } } }).join();
    };
    expect(value({ short_name: "thawed" })).toMatch(/^breach google_tags_location_tag_binding.t: it binds another value/);
    expect(value({ parent: "tagKeys/1" })).toMatch(/^unknown .* its value is of the freeze's tag/);
    const { google_tags_location_tag_binding, ...rest } = estate(whole);
    const bound = (tag_value: string, more = {}) =>
      said({ ...rest, ...more, google_tags_location_tag_binding: { t: { ...google_tags_location_tag_binding.t, tag_value } } }).join();
    expect(bound("tagValues/1")).toMatch(/^unknown .* it binds the freeze's own value/);
    const other = { google_tags_tag_key: { ...rest.google_tags_tag_key, o: { parent: "projects/p", short_name: "another" } } };
    const values = { google_tags_tag_value: { o: { parent: "${google_tags_tag_key.o.id}", short_name: "frozen" } } };
    expect(bound("${google_tags_tag_value.o.id}", { ...other, ...values })).toMatch(/^breach .* it binds another tag's value/);
  });
  it("lets the purge's own account delete", () => {
    const spared = { exception_principals: ["principal://iam.googleapis.com/projects/-/serviceAccounts/purge@p.iam"] };
    const rules = estate([rule([...writes]), rule([...deletes], spared)]);
    expect(said(rules, { purger: "purge@p.iam" })).toEqual([]);
    expect(said(rules).join()).toMatch(/lets .*buckets.delete through/);
  });
});

describe("what the program builds", () => {
  const folder = mkdtempSync(join(tmpdir(), "ringfence-frozen-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const judged = (program: Program, name: string) => {
    synthesize(program, join(folder, name));
    const verdicts = oldFrozen.judge(Facts.of(read([join(folder, name)]), program.scope()));
    return [frozenBuckets(program).length, new Set(verdicts.map(({ verdict }) => verdict))];
  };
  test("is frozen from cutover on and in the purge, and not before", () => {
    expect(judged(Program.of(moving("reconcile")), "reconcile")).toEqual([0, new Set()]);
    expect(judged(Program.of(moving("cutover")), "cutover")).toEqual([2, new Set(["met"])]);
    expect(judged(purging(folder, "purge", moving("soak"), undefined, EVERYWHERE), "purge")).toEqual([2, new Set(["met"])]);
    expect(judged(purging(folder, "closed", moving("soak"), undefined, EVERYWHERE), "closed")).toEqual([0, new Set()]);
  }, 120_000);
});
