import { randomBytes } from "node:crypto";
import { failure, json, type Answer, type Call } from "../call";
import type { Handler, Store } from "./handler";

/** A store as DescribeCustomKeyStores shows it; no proxy answers behind it, and none is asked. */
interface KeyStore {
  readonly CustomKeyStoreId: string;
  readonly CustomKeyStoreName: string;
  readonly ConnectionState: string;
}

const storesOf = (call: Call, store: Store) => store.of(call, "key-stores");
const keysOf = (call: Call, store: Store) => store.of(call, "keys-in-stores");
const said = (value: unknown): Answer => json(value);

/** External key stores, which neither engine has. As in AWS, a key is made in a connected store only, one for each external key. */
export const keyStores: Handler = (call, store) => {
  if (call.service !== "kms") return undefined;
  const stores = storesOf(call, store);
  const id = call.params["CustomKeyStoreId"];
  const one = typeof id === "string" ? (JSON.parse(stores.get(id) ?? "null") as KeyStore | null) : null;
  if (typeof id === "string" && one === null) return failure(call, 400, "CustomKeyStoreNotFoundException", `no key store ${id}`);
  const put = (changed: KeyStore): Answer => {
    stores.set(changed.CustomKeyStoreId, JSON.stringify(changed));
    return said({});
  };
  switch (call.operation) {
    case "CreateCustomKeyStore": {
      const made = newStore(call);
      put(made);
      return said({ CustomKeyStoreId: made.CustomKeyStoreId });
    }
    case "DescribeCustomKeyStores": {
      const name = call.params["CustomKeyStoreName"];
      const all = [...stores.values()].map((text) => JSON.parse(text) as KeyStore);
      return said({
        CustomKeyStores: one ? [one] : all.filter((each) => name === undefined || each.CustomKeyStoreName === name),
        Truncated: false,
      });
    }
    case "ConnectCustomKeyStore":
      return one ? put({ ...one, ConnectionState: "CONNECTED" }) : undefined;
    case "DisconnectCustomKeyStore":
      return one ? put({ ...one, ConnectionState: "DISCONNECTED" }) : undefined;
    case "DeleteCustomKeyStore":
      stores.delete(String(id));
      return said({});
    case "CreateKey":
      return one ? refusal(call, store, one) : undefined;
    default:
      return undefined;
  }
};

function newStore({ params }: Call): KeyStore {
  const { XksProxyAuthenticationCredential: credential, ...stated } = params;
  return {
    ...stated,
    CustomKeyStoreId: `cks-${randomBytes(9).toString("hex").slice(0, 17)}`,
    CustomKeyStoreName: String(params["CustomKeyStoreName"]),
    ConnectionState: "DISCONNECTED",
    // The provider's data source (5.100.0) dereferences it unasked.
    CreationDate: Math.floor(Date.now() / 1000),
    XksProxyConfiguration: {
      Connectivity: params["XksProxyConnectivity"],
      AccessKeyId: (credential as { AccessKeyId?: string } | undefined)?.AccessKeyId,
      UriEndpoint: params["XksProxyUriEndpoint"],
      UriPath: params["XksProxyUriPath"],
      VpcEndpointServiceName: params["XksProxyVpcEndpointServiceName"],
    },
  } as KeyStore;
}

function refusal(call: Call, store: Store, one: KeyStore): Answer | undefined {
  if (one.ConnectionState !== "CONNECTED")
    return failure(call, 400, "CustomKeyStoreInvalidStateException", `key store ${one.CustomKeyStoreId} is ${one.ConnectionState}`);
  const xks = call.params["XksKeyId"];
  const used = [...keysOf(call, store).values()].some((text) => (JSON.parse(text) as { xks: unknown; id: unknown }).xks === xks);
  return used ? failure(call, 400, "XksKeyAlreadyInUseException", `${String(xks)} has a key already`) : undefined;
}

/** What an engine is asked: a key as any other, since the store is known here only. */
export function withoutKeyStore(call: Call): Buffer | undefined {
  if (call.service !== "kms" || call.operation !== "CreateKey" || call.params["CustomKeyStoreId"] === undefined) return undefined;
  const stated = Object.entries(call.params).filter(([name]) => !["CustomKeyStoreId", "XksKeyId", "Origin"].includes(name));
  return Buffer.from(JSON.stringify(Object.fromEntries(stated)));
}

/** And what its answers leave out: where the key's material lies. */
export function withKeyStore(call: Call, reply: Answer, store: Store): Answer {
  if (call.service !== "kms" || reply.status !== 200 || !["CreateKey", "DescribeKey"].includes(call.operation)) return reply;
  const keys = keysOf(call, store);
  const body = JSON.parse(reply.body.toString("utf8")) as { KeyMetadata?: { KeyId: string } };
  const keyId = body.KeyMetadata?.KeyId;
  if (!keyId) return reply;
  if (call.operation === "CreateKey" && call.params["CustomKeyStoreId"] !== undefined)
    keys.set(keyId, JSON.stringify({ id: call.params["CustomKeyStoreId"], xks: call.params["XksKeyId"] }));
  const known = keys.get(keyId);
  if (known === undefined) return reply;
  const { id, xks } = JSON.parse(known) as { id: string; xks: string };
  const KeyMetadata = { ...body.KeyMetadata, Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: id, XksKeyConfiguration: { Id: xks } };
  return { ...reply, headers: { ...reply.headers, "content-length": undefined }, body: Buffer.from(JSON.stringify({ KeyMetadata })) };
}
