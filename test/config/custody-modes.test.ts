import { Program } from "../../config/program";
import { KEY_IN_CUSTODY, protectedKeys } from "../../config/keys/protected-keys";
import { STORES } from "../../config/schema/datasets";
import { KEY_SERVICES, type KeyServiceName } from "../../constructs/keys/services";
import { euExternal, euImported, usExternal, usImported } from "../custody-programs";
import { changed, refuses, type Loose } from "./refused";

test.each([usExternal, usImported, euExternal, euImported])("$name is accepted in mode $custody.mode", (input) =>
  expect(Program.of(input).data.custody.mode).toBe(input.custody.mode),
);

test("the mode decides about every key over protected data, its replicas and its backups", () => {
  const keys = (input: Loose) => protectedKeys(Program.of(input).data).map(({ account, region, of }) => `${account} ${region} ${of}`);
  expect(keys(usExternal)).toEqual([
    "custody us-east-1 user-content",
    "recovery us-west-2 user-content",
    "custody us-east-1 profiles",
    "home us-east-1 vault",
    "recovery us-west-2 vault",
    "home us-west-2 sessions",
    "home us-west-2 vault",
    "recovery us-east-1 vault",
    "home us-east-1 media-archive",
  ]);
  // A dataset that is not protected keeps its key where it was.
  expect(keys(euExternal)).toEqual([
    "custody europe-west3 user-content",
    "custody europe-west4 user-content",
    "custody europe-west3 profiles",
  ]);
});

test("the config and the constructs agree on where a store's key lies", () => {
  const inCustody = STORES.filter((store) => store !== "warehouse" && KEY_SERVICES[store as KeyServiceName].keyAccount === "custody");
  expect(inCustody).toEqual(KEY_IN_CUSTODY);
});

const first = (p: Loose) => p.custody.external.aws[0];
describe("external custody on AWS is refused with", () => {
  refuses(usExternal, [
    {
      of: "no fields at all",
      change: (p) => delete p.custody.external,
      code: "PROGRAM-MODE",
      says: "nothing for custody us-east-1, expected one",
    },
    { of: "a store too few", change: (p) => p.custody.external.aws.pop(), code: "PROGRAM-MODE", says: "nothing for recovery us-west-2" },
    {
      of: "a store too many",
      change: (p) => p.custody.external.aws.push(structuredClone(first(p))),
      code: "PROGRAM-MODE",
      says: "2 entries for custody us-east-1",
    },
    {
      of: "a store where no protected key lies",
      change: (p) => (first(p).region = "us-west-1"),
      code: "PROGRAM-MODE",
      says: "custody us-west-1",
    },
    {
      of: "a protected dataset without key",
      change: (p) => delete first(p).keys.profiles,
      code: "PROGRAM-MODE",
      says: "an external key for profiles",
    },
    {
      of: "a vault without key",
      change: (p) => delete p.custody.external.aws[1].keys.vault,
      code: "PROGRAM-MODE",
      says: "an external key for vault",
    },
    {
      of: "a key of nothing",
      change: (p) => (first(p).keys.profile = "x"),
      code: "PROGRAM-MODE",
      says: "given profile, expected one of user-content, profiles",
    },
    {
      of: "one external key for two",
      change: (p) => (first(p).keys.profiles = "home-east.vault"),
      code: "PROGRAM-XKS",
      says: "an external key of its own",
    },
    {
      of: "one DNS name for two stores",
      change: (p) => (first(p).proxy.hostname = "home-east.xks.custodian.example"),
      code: "PROGRAM-XKS",
      says: "a DNS name of its own for each store",
    },
    {
      of: "a proxy in one zone",
      change: (p) => (first(p).proxy.zones = ["us-east-1a"]),
      code: "PROGRAM-XKS",
      says: "two to four different zones of us-east-1",
    },
    {
      of: "a proxy in zones of another region",
      change: (p) => (first(p).proxy.zones = ["us-east-1a", "us-west-2a"]),
      code: "PROGRAM-XKS",
      says: "two to four different zones",
    },
    {
      of: "a proxy outside its network",
      change: (p) => (first(p).proxy.targets = ["10.91.0.10"]),
      code: "PROGRAM-XKS",
      says: "an address in 10.90.0.0/24",
    },
    { of: "a network too small", change: (p) => (first(p).proxy.cidr = "10.90.0.0/28"), code: "PROGRAM-XKS", says: "/16 to /26" },
    { of: "a network that is none", change: (p) => (first(p).proxy.cidr = "10.90.0.1/24"), code: "PROGRAM-CIDR", says: "10.90.0.0/24" },
    {
      of: "an external key id with a slash",
      change: (p) => (first(p).keys.profiles = "a/b"),
      code: "PROGRAM-SHAPE",
      says: "external key id",
    },
    { of: "a proxy path of another API", change: (p) => (first(p).proxy.path = "/kms/xks/v2"), code: "PROGRAM-SHAPE", says: "/kms/xks/v1" },
    { of: "a store outside the jurisdiction", change: (p) => (first(p).region = "eu-west-1"), code: "PROGRAM-PLACE", says: "eu-west-1" },
    {
      of: "alarms that the parent hears",
      change: (p) => (first(p).alarmTopic = "arn:aws:sns:us-east-1:888888888888:a"),
      code: "PROGRAM-XKS",
      says: "not the parent's",
    },
    {
      of: "alarms in another region",
      change: (p) => (first(p).alarmTopic = "arn:aws:sns:us-west-2:777777777777:a"),
      code: "PROGRAM-XKS",
      says: "a topic in us-east-1",
    },
    { of: "fields of the imported mode", change: (p) => (p.custody.imported = {}), code: "PROGRAM-MODE", says: "fields of mode imported" },
    {
      of: "another mode than its fields",
      change: (p) => (p.custody.mode = "custodian-account"),
      code: "PROGRAM-MODE",
      says: "none in mode custodian-account",
    },
  ]);
});

describe("imported custody is refused with", () => {
  refuses(usImported, [
    {
      of: "alarms that the parent hears",
      change: (p) => (p.custody.imported = { alarmTopics: ["arn:aws:sns:us-east-1:888888888888:a"] }),
      code: "PROGRAM-XKS",
      says: "not the parent's",
    },
    { of: "material for more than a year", change: (p) => (p.custody.imported = { validDays: 366 }), code: "PROGRAM-SHAPE", says: "365" },
    { of: "stores of external keys", change: (p) => (p.custody.external = {}), code: "PROGRAM-MODE", says: "fields of mode external" },
  ]);
});

describe("external custody on Google is refused with", () => {
  refuses(euExternal, [
    {
      of: "no connection in a region of keys",
      change: (p) => p.custody.external.google.pop(),
      code: "PROGRAM-MODE",
      says: "nothing for custody europe-west4",
    },
    {
      of: "a dataset without key",
      change: (p) => delete p.custody.external.google[0].keys.profiles,
      code: "PROGRAM-MODE",
      says: "an external key for profiles",
    },
    {
      of: "a key of a dataset that is not protected",
      change: (p) => (p.custody.external.google[0].keys.statistics = "x"),
      code: "PROGRAM-MODE",
      says: "given statistics",
    },
    {
      of: "one key for two",
      change: (p) => (p.custody.external.google[1].keys["user-content"] = "keys/europe-west3/profiles"),
      code: "PROGRAM-XKS",
      says: "an external key of its own",
    },
    {
      of: "a service by its short name",
      change: (p) => (p.custody.external.google[0].service = "ekm"),
      code: "PROGRAM-SHAPE",
      says: "projects/PROJECT",
    },
    {
      of: "a service of another region",
      change: (p) => (p.custody.external.google[0].service = p.custody.external.google[1].service),
      code: "PROGRAM-MODE",
      says: "a service of europe-west3",
    },
    {
      of: "a certificate that is none",
      change: (p) => (p.custody.external.google[0].certificate = "-----BEGIN"),
      code: "PROGRAM-SHAPE",
      says: "DER in base64",
    },
  ]);
});

test("an internal dataset takes no external key", () => {
  const input = changed(usExternal, (p) => {
    p.datasets[0].sensitivity = "internal";
    delete p.custody.external.aws[0].keys["user-content"];
    delete p.custody.external.aws[4].keys["user-content"];
  });
  expect(() => Program.of(input)).not.toThrow();
});
