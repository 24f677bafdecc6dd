/**
 * What becomes of a store whose key attributes are absent: `account-default` is a key that another resource may set, `ebs-default` the
 * one that a new volume takes; `destination`, of what only carries data: it lies there as everything does, and what it is written to is
 * judged by itself.
 */
export type WithoutKey = "provider" | "none" | "account-default" | "ebs-default" | "destination";

/** `attribute` names, or refers to, the resource of `type` whose `by` is that name. */
export interface Enclosing {
  readonly attribute: string;
  readonly type: string;
  readonly by: string;
}

export interface KeyEntry {
  /** Paths that name keys: the first is the store's own, the others those of its replicas. None: the service offers no key of a customer. */
  readonly paths: readonly string[];
  /** Those of the paths for what is written elsewhere: without one it lies there as everything does. */
  readonly sent?: readonly string[];
  readonly without: WithoutKey;
  /** Encryption is off unless this is true, whatever the key attribute says. */
  readonly onlyIf?: string;
  /** No store of its own, but what it makes lies under a key whether it names one or not; unless this is set. */
  readonly makes?: { readonly unless?: string };
  /** A resource of this type states the key, and refers back by `by`: S3's encryption is a resource of its own. */
  readonly satellite?: { readonly type: string; readonly by: string; readonly paths: readonly string[]; readonly of: readonly string[] };
  /** Without a key of its own, it lies under that of the resource that it lies in: the first of these that it names. */
  readonly inherits?: readonly Enclosing[];
}

/**
 * What stands at a destination's path: a region's name; an ARN, or a URL that names a region; a bucket's name, ARN or URI; the URI of a
 * Google log sink, the name of a topic, a dataset or a table of one; the name or reference of something in the same account and region,
 * unless it is an ARN; the id of an account that may copy; the id of a model or inference profile; a service of somebody else's;
 * anything at all, where `edges` deliver everywhere; a region's name of Google's, or nothing, which means the multi-region that is
 * nearest; or SQL, which names the bucket that it exports to.
 */
export type Holds =
  | "region"
  | "arn"
  | "bucket"
  | "sink"
  | "topic"
  | "dataset"
  | "table"
  | "beside"
  | "account"
  | "model"
  | "outside"
  | "edges"
  | "multi-region"
  | "query";

export interface DestinationEntry {
  readonly via: string;
  readonly path: string;
  readonly holds: Holds;
  /** Sends only when the path comes to this. */
  readonly when?: string;
  /** May the auditor's account be the destination? Logs may go there; data never. */
  readonly logs?: boolean;
}

/** A type that holds data, or can carry it elsewhere. */
export interface DataEntry {
  readonly kind: "data";
  readonly holdsData: boolean;
  /** What it does or makes no plan shows; the reason why. */
  readonly opaque?: string;
  /** A key: not a store, but data is lost with it. */
  readonly isKey?: boolean;
  readonly key?: KeyEntry;
  /** Attributes that state the place, most telling first; without one the provider's region decides. */
  readonly place?: readonly string[];
  /** Where the cloud puts it when `place` is absent. */
  readonly placeWithout?: string;
  /** The resource that it lies in: the first of these that it names. */
  readonly enclosing?: readonly Enclosing[];
  /** In no region by the cloud's design; what it carries is judged by its destinations. */
  readonly global?: boolean;
  readonly destinations?: readonly DestinationEntry[];
  /** Paths of the tags; absent for a type that takes none. */
  readonly tags?: readonly string[];
  /** Lost for good when it is destroyed: must carry `prevent_destroy`. */
  readonly durable?: boolean;
}

export interface HarmlessEntry {
  readonly kind: "harmless";
  /** Why no data lies in it and none leaves by it. */
  readonly reason: string;
  readonly place?: readonly string[];
  /** In no region by the cloud's design. */
  readonly global?: boolean;
}

export type Entry = DataEntry | HarmlessEntry;
export type Catalogue = Readonly<Record<string, Entry>>;
