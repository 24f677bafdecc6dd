import { z } from "zod";
import { accountRef, name } from "./names";

/** AWS KMS API reference, CreateKey XksKeyId: 1 to 128 of these characters. */
const xksKeyId = z.string().regex(/^[\w.-]{1,128}$/, "must be an external key id of 1 to 128 letters, digits, and . _ -");
/** A DNS name of the custodian's, in his certificate too. */
const hostname = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, "must be a DNS name such as xks.custodian.example");
const ipv4 = z.ipv4("must be an IPv4 address");

/** AWS KMS API reference, CreateCustomKeyStore XksProxyUriPath: a prefix of the proxy's own, then the version of its API. */
const path = z
  .string()
  .regex(/^(\/[\w./-]{1,117})?\/kms\/xks\/v1$/, "must end with /kms/xks/v1")
  .default("/kms/xks/v1");

const topic = z.string().regex(/^arn:aws[\w-]*:sns:[\w-]+:\d{12}:[\w-]{1,256}$/, "must be the ARN of an SNS topic");

/** How AWS KMS reaches the custodian's proxy, and through it his HSM. */
const proxy = z.discriminatedUnion("connectivity", [
  z.strictObject({
    connectivity: z.literal("vpc"),
    /** The private DNS name of the endpoint service: a name of its own for each store, which the custodian proves by a TXT record. */
    hostname,
    path,
    /** A network that holds the proxies, or the interface endpoints that lead to them. Nothing routes out of it. */
    cidr: z.string(),
    /** Two zones at least (AWS KMS developer guide, VPC endpoint service connectivity). */
    zones: z.array(z.string()),
    /** The proxies' addresses in that network, where they answer HTTPS. */
    targets: z.array(ipv4).min(1),
  }),
  z.strictObject({ connectivity: z.literal("public"), hostname, path }),
]);

/** One external key store on AWS. KMS keeps one for each account and region in which keys lie. */
const store = z.strictObject({
  account: accountRef,
  region: z.string().min(1),
  proxy,
  /** The key in the custodian's HSM for each key of this place: a dataset's name, or `vault`. */
  keys: z.record(name, xksKeyId),
  /** An SNS topic of the region, which hears the store's health alarms. */
  alarmTopic: topic.optional(),
});

/** One connection from Cloud KMS to the custodian's key manager, through a VPC network of his; one a region. */
const ekm = z.strictObject({
  region: z.string().min(1),
  hostname,
  /**
   * The Service Directory service whose endpoints lead to the key manager, through the custodian's own network. The Google
   * provider has no resource for one; docs/key-ceremony.md has the commands.
   */
  service: z
    .string()
    .regex(
      /^projects\/[a-z0-9-]+\/locations\/[a-z0-9-]+\/namespaces\/[a-z0-9-]+\/services\/[a-z0-9-]+$/,
      "must be projects/PROJECT/locations/REGION/namespaces/NAME/services/NAME",
    ),
  /** Its TLS certificate, DER in base64. */
  certificate: z.base64("must be DER in base64").min(1),
  /** The key's path in the key manager, for each dataset whose key lies in this region. */
  keys: z.record(name, z.string().min(1)),
});

/** The custodian's HSM outside the clouds, as each cloud reaches it. */
export const external = z.strictObject({ aws: z.array(store).default([]), google: z.array(ekm).default([]) });

/** Key material that the custodian makes and lends. */
export const imported = z.strictObject({
  /** After how many days material expires at the latest; AWS KMS takes 365 at most (API reference, ImportKeyMaterial ValidTo). */
  validDays: z.number().int().min(1).max(365).default(180),
  /** SNS topics, one a region, that hear when a key's material is missing or about to expire. */
  alarmTopics: z.array(topic).default([]),
  /** Google: the import job of the next ceremony. A job takes material for three days; a new name makes a new one. */
  job: name.optional(),
});
