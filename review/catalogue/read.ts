import type { Catalogue, DataEntry, DestinationEntry, Enclosing, Entry, Holds, KeyEntry, WithoutKey } from "./model";

/**
 * Rows of a cloud's table, one type a row, so that a table can be read against the provider's documentation:
 *
 *     store dynamodb_table key=server_side_encryption[].kms_key_arn else=provider replica:region=replica[].region_name
 *
 * The first word is the class: `store` holds data, `mover` carries it elsewhere, `key` encrypts it, `opaque` does what no plan shows.
 * Indented lines continue a row.
 *
 * | word | means |
 * | --- | --- |
 * | `key=PATH` | names the key; the first is the store's own, the others those of copies |
 * | `sent=PATH` | names the key of what a store writes elsewhere, where what it is written to has one of its own |
 * | `else=provider`, `none`, `account-default`, `ebs-default` | what encrypts it when no key is named; without the word `provider`, and of movers what it is written to |
 * | `makes`, `makes=PATH` | a mover that makes a store, so that one without a key is judged too; not when PATH is set |
 * | `on=PATH` | encryption is off unless this is true |
 * | `inherits=ATTRIBUTE/TYPE/BY` | without a key of its own it lies under that of the resource whose BY stands in ATTRIBUTE; of several the first that it names |
 * | `satellite=TYPE/BY/PATH/OF` | a resource of TYPE names the key at PATH, and by BY the store's attribute OF |
 * | `place=PATH`, `without=NAME` | states the place; where the cloud puts it when nothing is stated |
 * | `in=ATTRIBUTE/TYPE/BY` | lies where the resource whose BY stands in ATTRIBUTE lies; of several the first that it names |
 * | `global` | in no region by the cloud's design |
 * | `passing` | what it holds comes from elsewhere or goes by itself: its destruction loses nothing |
 * | `untagged`, `tags=PATH` | takes no tags; takes them there |
 * | `why=…` | why it is opaque |
 * | `VIA:HOLDS=PATH` | sends data to what stands there; `!` behind HOLDS: logs, `?VALUE` behind PATH: only with that value |
 */
export function rows(prefix: string, tags: readonly string[], text: string): Catalogue {
  const lines = text.replace(/\n\s{4,}/g, " ").split("\n");
  return Object.fromEntries(
    lines
      .map((line) => line.trim().split(/\s+/))
      .flatMap(([kind = "", type = "", ...words]) => (kind === "" ? [] : [[prefix + type, row(kind, words, prefix, tags)]])),
  );
}

/** Types that hold and move nothing, listed by the reason why. */
export function settings(
  prefix: string,
  reason: string,
  types: string,
  more: { global?: boolean; place?: readonly string[] } = {},
): Catalogue {
  const entry: Entry = { kind: "harmless", reason, ...more };
  return Object.fromEntries(
    types
      .trim()
      .split(/\s+/)
      .map((type) => [prefix + type, entry]),
  );
}

function row(kind: string, words: readonly string[], prefix: string, tags: readonly string[]): DataEntry {
  const pairs = words.map((word): [string, string] => {
    const at = word.indexOf("=");
    return at < 0 ? [word, ""] : [word.slice(0, at), word.slice(at + 1)];
  });
  const all = (name: string) => pairs.filter(([word]) => word === name).map(([, value]) => value);
  const one = (name: string) => all(name)[0];
  const has = (name: string) => pairs.some(([word]) => word === name);
  const store = kind === "store";
  const keys = all("key");
  const sent = all("sent");
  const destinations = pairs.filter(([word]) => word.includes(":")).map(([word, value]) => destination(word, value));
  const enclosing = all("in").map((text) => enclosed(text, prefix));
  const inherits = all("inherits").map((text) => enclosed(text, prefix));
  return {
    kind: "data",
    holdsData: store,
    ...(kind === "key" && { isKey: true }),
    ...(kind === "opaque" && { opaque: (one("why") ?? "").replaceAll("-", " ") }),
    ...((store || keys.length > 0) && {
      key: {
        paths: [...keys, ...sent],
        ...(sent.length > 0 && { sent }),
        without: (one("else") ?? (store ? "provider" : "destination")) as WithoutKey,
        ...(has("makes") && { makes: { unless: one("makes") || undefined } }),
        ...(has("on") && { onlyIf: one("on") }),
        ...(has("satellite") && { satellite: satellite(one("satellite") ?? "", prefix) }),
        ...(inherits.length > 0 && { inherits }),
      },
    }),
    ...(has("place") && { place: all("place") }),
    ...(has("without") && { placeWithout: one("without") }),
    ...(enclosing.length > 0 && { enclosing }),
    ...(has("global") && { global: true }),
    ...(destinations.length > 0 && { destinations }),
    ...(store && !has("untagged") && { tags: has("tags") ? all("tags") : tags }),
    ...((store || kind === "key") && !has("passing") && { durable: true }),
  };
}

function enclosed(text: string, prefix: string): Enclosing {
  const [attribute = "", type = "", by = ""] = text.split("/");
  return { attribute, type: prefix + type, by };
}

function satellite(text: string, prefix: string): KeyEntry["satellite"] {
  const [type = "", by = "", path = "", of = ""] = text.split("/");
  return { type: prefix + type, by, paths: [path], of: of.split(",") };
}

function destination(word: string, value: string): DestinationEntry {
  const [via = "", holds = ""] = word.split(":");
  const [path = "", when] = value.split("?");
  const logs = holds.endsWith("!");
  return {
    via: via.replaceAll("-", " "),
    path,
    holds: (logs ? holds.slice(0, -1) : holds) as Holds,
    ...(logs && { logs }),
    ...(when !== undefined && { when }),
  };
}
