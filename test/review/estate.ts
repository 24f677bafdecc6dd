import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Jurisdiction } from "../../config/jurisdiction";
import type { AwsGuards, GoogleGuards, KnownAccount, Scope } from "../../config/scope";
import { Facts } from "../../review/facts/facts";
import { judge, type Judgement } from "../../review/judge";
import type { Input } from "../../review/read/read";
import type { Rule } from "../../review/rules/rule";
import { RULES } from "../../review/rules/rules";
import type { JsonObject } from "../../review/value";

export const CUSTODY = "222222222222";
export const HOME = "333333333333";
export const AUDIT = "555555555555";
export const EDGE = "222233334444";
export const PARENT = "999999999999";
export const STRANGER = "123456789012";
export const KEY = `arn:aws:kms:us-east-1:${CUSTODY}:key/11111111-2222-3333-4444-555555555555`;

const account = (
  cloud: KnownAccount["cloud"],
  id: string,
  owner: KnownAccount["owner"],
  more: Partial<KnownAccount> = {},
): KnownAccount => ({ cloud, id, owner, holdsKeys: false, legacy: false, ...more });

export const SCOPE: Scope = {
  name: "test",
  digest: "sha256:0",
  headline: null,
  jurisdiction: Jurisdiction.of("US"),
  accounts: [
    account("aws", CUSTODY, "custodian", { holdsKeys: true }),
    account("aws", HOME, "custodian"),
    account("aws", AUDIT, "auditor"),
    account("aws", EDGE, "custodian", { edge: true }),
    account("aws", PARENT, "parent", { legacy: true }),
    account("google", "home-project", "custodian"),
    account("google", "keys-project", "custodian", { holdsKeys: true }),
    account("google", "parent-project", "parent", { legacy: true }),
  ],
  datasets: [{ name: "profiles", protected: true, phase: "copy" }],
  obligations: [],
  acknowledgements: [],
  optOuts: [],
};

/** Of a program with a home on AWS: nothing that must stand, and everything asked that is asked of a fence. */
export const AWS_GUARDS: AwsGuards = { units: [], controls: [], exceptRegions: [] };

/** Of a program with a home on Google: nothing that must stand, and everything asked that is asked of a fence. */
export const GOOGLE_GUARDS: GoogleGuards = {
  denyOn: [],
  denied: [],
  blocksNames: false,
  policies: [],
  approvalOn: [],
  peopleFrom: [],
  rights: [],
  approvers: [],
  builds: [],
};

/** The same without an auditor's account, so that the audit claim is left unjudged. */
export const WITHOUT_AUDITOR: Scope = { ...SCOPE, accounts: SCOPE.accounts.filter(({ owner }) => owner !== "auditor") };

type Blocks = Record<string, Record<string, JsonObject>>;

export interface StackOptions {
  readonly region?: string;
  readonly account?: string;
  readonly provider?: JsonObject;
  readonly data?: Blocks;
  readonly backend?: JsonObject;
  readonly output?: JsonObject;
  readonly more?: JsonObject;
}

/** A cdk.tf.json as cdktf writes it. */
export function stack(name: string, resource: Blocks, options: StackOptions = {}): JsonObject {
  const {
    region = "us-east-1",
    account: id = HOME,
    backend = { s3: { bucket: "state", key: `${name}.tfstate`, region: "us-east-1" } },
  } = options;
  return {
    "//": { metadata: { backend: "s3", stackName: name, version: "0.21.0" } },
    provider: options.provider ?? { aws: [{ region, allowed_account_ids: [id] }] },
    terraform: { backend },
    resource,
    data: options.data ?? {},
    output: options.output ?? {},
    ...options.more,
  };
}

/** A plan that would do one thing to each resource. */
export function plan(
  changes: readonly {
    address: string;
    actions?: string[];
    after?: JsonObject | null;
    before?: JsonObject;
    unknown?: JsonObject;
    sensitive?: JsonObject;
    expressions?: JsonObject;
  }[],
  more: JsonObject = {},
): JsonObject {
  const parts = (address: string) => ({
    address,
    mode: "managed",
    type: address.split(".")[0] as string,
    name: address.split(".")[1] as string,
  });
  return {
    format_version: "1.2",
    terraform_version: "1.11.4",
    resource_changes: changes.map(({ address, actions = ["create"], after = {}, before, unknown = {}, sensitive = {} }) => ({
      ...parts(address),
      change: {
        actions,
        before: before ?? null,
        after: actions.join() === "delete" ? null : after,
        after_unknown: unknown,
        after_sensitive: sensitive,
        before_sensitive: {},
      },
    })),
    configuration: {
      provider_config: {
        aws: { name: "aws", expressions: { region: { constant_value: "us-east-1" }, allowed_account_ids: { constant_value: [HOME] } } },
      },
      root_module: {
        resources: changes.map(({ address, expressions = {} }) => ({ ...parts(address), provider_config_key: "aws", expressions })),
      },
    },
    ...more,
  };
}

export function input(json: JsonObject, index = 0): Input {
  const kind = "format_version" in json ? "plan" : "synth";
  const stated = (json["//"] as { metadata?: { stackName?: string } } | undefined)?.metadata?.stackName;
  return { path: `${index}.json`, sha256: "", kind, name: stated ?? `file${index}`, json };
}

export function factsOf(documents: readonly JsonObject[], scope: Partial<Scope> = {}, whole = false): Facts {
  return Facts.of({ documents: documents.map(input), whole }, { ...SCOPE, ...scope });
}

/** Everything that rules say, the plain met as well. */
export const judgements = (facts: Facts, rules?: readonly Rule[]): readonly Judgement[] => judge(facts, rules, () => true).told;

/** A rule's answers, as `verdict address: message`. */
export function ask(rule: string, documents: readonly JsonObject[], scope: Partial<Scope> = {}, whole = false): string[] {
  const asked = RULES.filter(({ id }) => id === rule);
  if (asked.length !== 1) throw new Error(`no rule ${rule}`);
  return judgements(factsOf(documents, scope, whole), asked).map(
    ({ verdict, address, message }) => `${verdict} ${address}${message ? `: ${message}` : ""}`,
  );
}

/** Writes files into a new folder, and says where it is. */
export function folder(files: Record<string, JsonObject | string | Buffer>): string {
  const path = mkdtempSync(join(tmpdir(), "ringfence-review-"));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  }
  return path;
}

export const bucket = (more: JsonObject = {}): JsonObject => ({
  bucket: "profiles",
  tags: { "ringfence:dataset": "profiles" },
  lifecycle: { prevent_destroy: true },
  ...more,
});
export const encryption = (key: string | null, of = "${aws_s3_bucket.b.id}"): JsonObject => ({
  bucket: of,
  rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", ...(key === null ? {} : { kms_master_key_id: key }) } }],
});
