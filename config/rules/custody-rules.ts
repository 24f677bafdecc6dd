import { Cidr } from "../cidr";
import { RingfenceError } from "../errors";
import { protectedKeys, type ProtectedKey } from "../keys/protected-keys";
import type { ProgramData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

type External = NonNullable<ProgramData["custody"]["external"]>;
type AwsStore = External["aws"][number];

/** The custody mode has what it needs, and nothing that belongs to another: each protected key has one key of the HSM, of its own. */
export function custodyRules(context: RuleContext): void {
  const { data, complaints } = context;
  const { mode, external, imported } = data.custody;
  const stray = { external: mode !== "external" && external, imported: mode !== "imported" && imported };
  for (const field of ["external", "imported"] as const)
    if (stray[field])
      complaints.add(
        P.mode,
        `custody.${field}`,
        `fields of mode ${field}`,
        `none in mode ${mode}`,
        `Set custody.mode to ${field}, or remove them.`,
      );
  for (const [index, topic] of (imported?.alarmTopics ?? []).entries())
    topicRules(context, topic, undefined, `custody.imported.alarmTopics[${index}]`);
  if (mode !== "external") return;
  const wanted = protectedKeys(data);
  const { aws, google } = external ?? { aws: [], google: [] };
  const stores = [
    ...aws.map((store, index) => ({ ...store, cloud: "aws" as const, at: `custody.external.aws[${index}]` })),
    ...google.map((store, index) => ({
      ...store,
      cloud: "google" as const,
      at: `custody.external.google[${index}]`,
      account: data.custody.google ?? "",
    })),
  ];
  for (const place of placesOf(wanted)) {
    const here = stores.filter((store) => isAt(place, store));
    if (here.length !== 1)
      complaints.add(
        P.mode,
        `custody.external.${place.cloud}`,
        here.length === 0 ? `nothing for ${place.account} ${place.region}` : `${here.length} entries for ${place.account} ${place.region}`,
        `one, with keys for ${ofs(wanted, place).join(", ")}`,
        "List one store for each place where a protected key lies.",
      );
  }
  for (const store of stores) {
    const names = ofs(wanted, store);
    if (names.length === 0)
      complaints.add(P.mode, store.at, `${store.account} ${store.region}`, "a place where a protected key lies", "Remove it.");
    for (const missing of names.filter((of) => !Object.hasOwn(store.keys, of)))
      complaints.add(P.mode, `${store.at}.keys`, "nothing", `an external key for ${missing}`, `Add ${missing}.`);
    for (const strange of Object.keys(store.keys).filter((of) => names.length > 0 && !names.includes(of)))
      complaints.add(P.mode, `${store.at}.keys.${strange}`, strange, `one of ${names.join(", ")}`, "Remove it.");
    context.inside(store.cloud, store.region, `${store.at}.region`, "an external key store");
  }
  unique(
    context,
    stores.flatMap((store) => Object.entries(store.keys).map(([of, id]) => ({ at: `${store.at}.keys.${of}`, value: id }))),
    "an external key of its own",
  );
  unique(
    context,
    aws.map(({ proxy }, index) => ({
      at: `custody.external.aws[${index}].proxy`,
      value: proxy.connectivity === "vpc" ? proxy.hostname : proxy.hostname + proxy.path,
    })),
    "a DNS name of its own for each store",
  );
  for (const [index, { region, service }] of google.entries())
    if (!service.includes(`/locations/${region}/`))
      complaints.add(
        P.mode,
        `custody.external.google[${index}].service`,
        service,
        `a service of ${region}: a connection and its service share one region`,
        "Name the service of that region.",
      );
  for (const [index, store] of aws.entries()) proxyRules(context, store, `custody.external.aws[${index}]`);
}

/** AWS KMS ties a key to one external key of its store, for good (API reference, XksKeyAlreadyInUseException). */
function unique({ complaints }: RuleContext, entries: readonly { at: string; value: string }[], expected: string): void {
  for (const [index, { at, value }] of entries.entries()) {
    const first = entries.findIndex((entry) => entry.value === value);
    if (first !== index) complaints.add(P.xks, at, `${value}, as ${entries[first]?.at}`, expected, "Give each its own.");
  }
}

/** CloudWatch rings topics of its own region only, and the parent hears nothing. */
function topicRules({ data, complaints }: RuleContext, topic: string, region: string | undefined, at: string): void {
  const [, , , topicRegion, account] = topic.split(":");
  const owner = Object.values(data.accounts).find(({ id }) => id === account)?.owner;
  if ((region !== undefined && topicRegion !== region) || owner === undefined || owner === "parent")
    complaints.add(
      P.xks,
      at,
      topic,
      `a topic${region === undefined ? "" : ` in ${region}`}, in an account of the program that is not the parent's`,
      "Name another topic.",
    );
}

function proxyRules(context: RuleContext, store: AwsStore, at: string): void {
  const { complaints } = context;
  const { proxy, alarmTopic, region } = store;
  if (alarmTopic !== undefined) topicRules(context, alarmTopic, region, `${at}.alarmTopic`);
  if (proxy.connectivity === "public") return;
  const zones = new Set(proxy.zones.filter((zone) => new RegExp(`^${region}[a-z]$`).test(zone)));
  if (zones.size < 2 || zones.size !== proxy.zones.length || zones.size > 4)
    complaints.add(
      P.xks,
      `${at}.proxy.zones`,
      JSON.stringify(proxy.zones),
      `two to four different zones of ${region}`,
      `Write ["${region}a", "${region}b"].`,
    );
  let cidr: Cidr;
  try {
    cidr = Cidr.of(proxy.cidr, `${at}.proxy.cidr`);
  } catch (error) {
    if (!(error instanceof RingfenceError)) throw error;
    complaints.add(error.page, `${at}.proxy.cidr`, error.details.given, error.details.expected, error.details.fix);
    return;
  }
  if (cidr.prefix < 16 || cidr.prefix > 26)
    complaints.add(
      P.xks,
      `${at}.proxy.cidr`,
      proxy.cidr,
      "a prefix of /16 to /26, which leaves room for four subnets",
      "Choose another prefix length.",
    );
  for (const target of proxy.targets.filter((address) => !cidr.overlaps(Cidr.of(`${address}/32`, at))))
    complaints.add(
      P.xks,
      `${at}.proxy.targets`,
      target,
      `an address in ${proxy.cidr}: nothing routes out of the proxy's network`,
      "Name the proxy's own address there.",
    );
}

type Where = Pick<ProtectedKey, "cloud" | "account" | "region">;

function isAt(one: Where, two: Where): boolean {
  return one.cloud === two.cloud && one.account === two.account && one.region === two.region;
}

function placesOf(keys: readonly ProtectedKey[]): readonly Where[] {
  return keys.filter((key, index) => keys.findIndex((other) => isAt(key, other)) === index);
}

function ofs(keys: readonly ProtectedKey[], place: Where): readonly string[] {
  return keys.filter((key) => isAt(key, place)).map(({ of }) => of);
}

/** Who deploys an account neither administers its keys nor breaks the glass. */
export function deployerRules({ data, complaints }: RuleContext): void {
  for (const [name, account] of Object.entries(data.accounts)) {
    const roles = [account.deployer, data.custody.keyRole, data.custody.breakGlassRole];
    if (new Set(roles).size < roles.length)
      complaints.add(
        P.duplicate,
        `accounts.${name}.deployer`,
        roles.join(", "),
        "three different roles: who deploys never administers keys",
        "Rename one of them.",
      );
  }
}
