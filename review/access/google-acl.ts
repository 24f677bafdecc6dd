import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { get, isAbsent, select, type Value } from "../value";

/** Lists of Cloud Storage that stand beside IAM (Cloud Storage, access control lists), by where they name whom they let in. */
const LISTS: Readonly<Record<string, string>> = {
  google_storage_bucket_acl: "role_entity[]",
  google_storage_default_object_acl: "role_entity[]",
  google_storage_object_acl: "role_entity[]",
  google_storage_bucket_access_control: "entity",
  google_storage_default_object_access_control: "entity",
  google_storage_object_access_control: "entity",
};
/** Whom a predefined list lets in, beyond the project's own. */
const PREDEFINED: ReadonlyMap<string, string> = new Map([
  ["publicRead", "allUsers"],
  ["publicReadWrite", "allUsers"],
  ["authenticatedRead", "allAuthenticatedUsers"],
]);

export const isAcl = (type: string): boolean => Object.hasOwn(LISTS, type);

/** The entities of a list, as IAM writes members where it has such; `text` is undefined where one is not known. */
export function aclMembers(resource: Resource, facts: Facts): readonly { readonly value: Value; readonly text: string | undefined }[] {
  const text = (value: Value) => facts.resolver.text(value, resource.stack);
  const named = select(resource.values, LISTS[resource.type] as string).map(({ value }) => ({ value, text: memberOf(text(value)) }));
  const predefined = get(resource.values, "predefined_acl");
  if (isAbsent(predefined)) return named;
  const name = text(predefined as Value);
  const whom = name === undefined ? undefined : PREDEFINED.get(name);
  return name !== undefined && whom === undefined ? named : [...named, { value: predefined as Value, text: whom }];
}

/** `READER:user-a@b.example` to `user:a@b.example`. */
function memberOf(entity: string | undefined): string | undefined {
  return entity
    ?.replace(/^(READER|WRITER|OWNER):/, "")
    .replace(/^user-(?=.*\.gserviceaccount\.com$)/, "serviceAccount:")
    .replace(/^(user|group|domain)-/, "$1:");
}
