import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get } from "../value";
import { documentOf } from "./documents";
import { asList, type PolicyDocument, type Statement } from "./types";

/** A store of a dataset, as a request sees it. */
export interface Target {
  readonly resource: Resource;
  readonly dataset: string;
  readonly account: string;
  readonly region: string;
  /** Requests that give data, each as an action on a resource. */
  readonly reads: readonly (readonly [action: string, on: string])[];
  readonly policy?: PolicyDocument;
  /** Its policy is there and not known. */
  readonly doubt?: string;
  /** In which account it lies nothing shows: whom its policy lets in is let in all the same, and anybody else may be of that account. */
  readonly unplaced?: true;
}

/** Stands for an account that nothing shows; it is nobody's. */
const UNSHOWN = "unshown";

interface Kind {
  /** Does no account stand in its ARN? */
  readonly bare?: true;
  readonly policy?: { readonly type: string; readonly by: string; readonly of: readonly string[] };
  reads(name: string, place: { readonly account: string; readonly region: string }, dataset: string): Target["reads"];
}

/** How each kind of store gives its data (AWS service authorization reference). */
const KINDS: Readonly<Record<string, Kind>> = {
  aws_s3_bucket: {
    bare: true,
    policy: { type: "aws_s3_bucket_policy", by: "bucket", of: ["bucket", "id"] },
    reads: (name) => [
      ["s3:GetObject", `arn:aws:s3:::${name}/any`],
      ["s3:GetObjectVersion", `arn:aws:s3:::${name}/any`],
    ],
  },
  aws_dynamodb_table: {
    policy: { type: "aws_dynamodb_resource_policy", by: "resource_arn", of: ["arn"] },
    reads: (name, { account, region }) =>
      ["GetItem", "Query", "Scan"].map((action) => [`dynamodb:${action}`, `arn:aws:dynamodb:${region}:${account}:table/${name}`] as const),
  },
  aws_rds_cluster: {
    // The user's name is the database's own affair; one that the program knows and one that it does not stand for all.
    reads: (name, { account, region }, dataset) =>
      [`ringfence_read_${dataset.replaceAll("-", "_")}`, "anybody"].map(
        (user) => ["rds-db:connect", `arn:aws:rds-db:${region}:${account}:dbuser:${name}/${user}`] as const,
      ),
  },
  aws_efs_file_system: {
    policy: { type: "aws_efs_file_system_policy", by: "file_system_id", of: ["id"] },
    reads: (name, { account, region }) => [
      ["elasticfilesystem:ClientMount", `arn:aws:elasticfilesystem:${region}:${account}:file-system/${name}`],
    ],
  },
};
const ANY = { name: "any", protected: true };
const NAMES = ["bucket", "name", "cluster_identifier", "creation_token"];

/**
 * Every store of protected data that stays, that we know how to read, and whose place is known; any store, where no program says what is
 * protected. Where it is asked for, buckets whose account nothing shows besides.
 */
export function targetsIn(facts: Facts, unplaced = false): readonly Target[] {
  return facts.resources
    .filter(({ type, action }) => Object.hasOwn(KINDS, type) && action !== "delete")
    .flatMap((resource) => targetOf(resource, facts, unplaced) ?? []);
}

function targetOf(resource: Resource, facts: Facts, unplaced: boolean): Target | undefined {
  const kind = Object.hasOwn(KINDS, resource.type) ? KINDS[resource.type] : undefined;
  const dataset = kind && (facts.scope.datasets ? facts.scopedDataset(resource) : ANY);
  if (!kind || dataset?.protected !== true || facts.isLegacy(resource)) return undefined;
  const { account: shown, region } = facts.placeOf(resource);
  const account = shown ?? (unplaced && kind.bare ? UNSHOWN : null);
  if (account === null || region === null) return undefined;
  const name = NAMES.map((each) => facts.resolver.text(get(resource.values, each), resource.stack)).find((each) => each !== undefined);
  const base = {
    resource,
    dataset: dataset.name,
    account,
    region,
    reads: kind.reads(name ?? "unknown", { account, region }, dataset.name),
    ...(shown === null ? { unplaced: true as const } : {}),
  };
  const { policy } = kind;
  if (!policy) return base;
  const own = facts.referring(policy.type, policy.by, resource, policy.of).find(({ action }) => action !== "delete");
  const document = own ? documentOf(own, "policy", facts) : "absent";
  if (document === "unresolved") return { ...base, doubt: "its policy is not known" };
  return document === "absent" ? base : { ...base, policy: document, reads: singledOut(base.reads, [document]) };
}

/** One object does not stand for those that a statement singles out, by what it allows or spares from a denial: one of each is asked for besides. */
export function singledOut(reads: Target["reads"], documents: readonly PolicyDocument[]): Target["reads"] {
  const patterns = documents
    .flatMap(({ Statement }) => asList<Statement>(Statement))
    .flatMap(({ Effect, Resource, NotResource }) => asList<string>(Effect === "Allow" ? Resource : NotResource))
    .filter((pattern) => typeof pattern === "string" && !pattern.includes("${"));
  return distinct([
    ...reads,
    ...reads.flatMap(([action, on]) => patterns.flatMap((each) => inStore(each, on).map((object) => [action, object] as const))),
  ]);
}

export const distinct = (reads: Target["reads"]): Target["reads"] => [...new Map(reads.map((read) => [read.join(" "), read])).values()];

/** An object of the pattern's in the store of which the other stands for all: the first wildcard may span the store's name. */
function inStore(pattern: string, any: string): readonly string[] {
  const store = storeOf(any);
  const [head = "", ...rest] = pattern.split("*");
  const object = pattern.startsWith(store ?? "") ? pattern : `${store}*${rest.join("*")}`;
  const isThere = store !== undefined && (pattern.startsWith(store) || (rest.length > 0 && store.startsWith(head)));
  return isThere ? [object.replaceAll("*", "any").replaceAll("?", "a")] : [];
}

/** Of a resource that stands for all objects of a store: what their names begin with. */
export const storeOf = (resource: string): string | undefined => /^(.*\/)any$/.exec(resource)?.[1];

/** The endpoints that a store's policy spares: a request through one of them is the most favoured. */
export function entrancesOf({ policy }: Target): readonly string[] {
  return asList<Statement>(policy?.Statement as Statement | undefined).flatMap(({ Condition }) =>
    Object.values(Condition ?? {}).flatMap((keys) => asList(keys["aws:SourceVpce"] as string | readonly string[] | undefined)),
  );
}
