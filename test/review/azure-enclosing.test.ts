import type { KnownAccount } from "../../config/scope";
import type { JsonObject } from "../../review/value";
import { ask, factsOf, SCOPE } from "./estate";

const ACCOUNT = "azurerm_storage_account.a";
const ID = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/home";

interface Change {
  readonly address: string;
  readonly after: JsonObject;
  readonly unknown?: JsonObject;
  readonly expressions?: JsonObject;
}

/** A first plan under azurerm: what is made has no id yet. */
function document(...changes: readonly Change[]): JsonObject {
  const parts = (address: string) => {
    const [type = "", name = ""] = address.split(".");
    return { address, mode: "managed", type, name };
  };
  return {
    format_version: "1.2",
    resource_changes: changes.map(({ address, after, unknown = {} }) => ({
      ...parts(address),
      change: { actions: ["create"], before: null, after, after_unknown: unknown },
    })),
    configuration: {
      provider_config: { azurerm: { name: "azurerm" } },
      root_module: {
        resources: changes.map(({ address, expressions = {} }) => ({ ...parts(address), provider_config_key: "azurerm", expressions })),
      },
    },
  };
}

const account = (location: string, more: JsonObject = {}): Change => ({
  address: ACCOUNT,
  after: { name: "home", location, ...more },
  unknown: { id: true },
});
const reference = { references: [`${ACCOUNT}.id`, ACCOUNT] };
const TYPES = ["container", "share", "queue", "table"].map((part) => `azurerm_storage_${part}`);

const part = (type: string): Change => ({
  address: `${type}.p`,
  after: { name: "p" },
  unknown: { storage_account_id: true },
  expressions: { storage_account_id: reference },
});
const placeIn = (type: string, ...changes: readonly Change[]) => {
  const facts = factsOf([document(...changes)]);
  const [found] = facts.ofType(type);
  if (!found) throw new Error(type);
  const { region, decidedBy } = facts.placeOf(found);
  return `${String(region)} ${decidedBy}`;
};

describe.each(TYPES)("%s, in a storage account that names itself by id", (type) => {
  it("lies where the account will lie, before that has an id", () => {
    expect(placeIn(type, account("eastus"), part(type))).toBe("eastus enclosing");
    const outside = [document(account("westeurope"), part(type))];
    expect(ask("LOCATION-01", outside).filter((each) => each.includes(type))).toEqual([expect.stringMatching(/^breach/)]);
  });
  it("lies where the account of that id lies", () => {
    const made = { ...account("westus", { id: ID }), unknown: {} };
    expect(placeIn(type, made, { address: `${type}.p`, after: { name: "p", storage_account_id: ID } })).toBe("westus enclosing");
  });
  it("lies where the account of that name lies, as before azurerm 4", () =>
    expect(placeIn(type, account("eastus"), { address: `${type}.p`, after: { name: "p", storage_account_name: "home" } })).toBe(
      "eastus enclosing",
    ));
  it("is not known where the id is not", () => {
    const variable = { ...part(type), expressions: { storage_account_id: { references: ["var.account"] } } };
    expect(placeIn(type, account("eastus"), variable)).toBe("null unresolved");
    expect(ask("LOCATION-01", [document(account("eastus"), variable)]).filter((each) => each.includes(type))).toEqual([
      expect.stringMatching(/^unknown .*storage_account_id/),
    ]);
  });
  it("lies under the account's key", () => {
    const holder: KnownAccount = { cloud: "azure", id: "vault", owner: "custodian", holdsKeys: true, legacy: false };
    const facts = factsOf([document(account("eastus"), part(type))], { accounts: [...SCOPE.accounts, holder] });
    const [found] = facts.ofType(type);
    expect(found && facts.keysOf(found)).toEqual([expect.objectContaining({ kind: "provider", holder: "other" })]);
  });
});
