import { get, isObject, object, type Json, type JsonObject } from "../../../review/value";

/** Sections that came later than the format (Terraform, JSON output format, and the changelogs of 0.14 to 1.8). */
const LATER = ["complete", "errored", "applyable", "checks", "resource_drift", "relevant_attributes", "timestamp", "deferred_changes"];

/**
 * A plan as an older terraform would have written it: derived, not real. The resources, their values and the configuration are those
 * that terraform 1.11.4 wrote; the envelope is rewritten: 0.1 (terraform 0.12 and 0.13) has no masks of what is sensitive and short
 * names of providers, 0.2 (0.14 to 1.0) has both; and in neither does a module's resource show which provider was passed in.
 */
export function olderPlan(plan: JsonObject, format: "0.1" | "0.2"): JsonObject {
  const kept = Object.fromEntries(Object.entries(plan).filter(([key]) => !LATER.includes(key)));
  const rewritten = rewrite(kept, format, "") as JsonObject;
  return { ...rewritten, format_version: format, terraform_version: format === "0.1" ? "0.12.31" : "1.0.11" };
}

/** `module`: the path of the module's calls, `a.b`, whose resources are looked at. */
function rewrite(json: Json, format: string, module: string): Json {
  if (Array.isArray(json)) return json.map((each: Json) => rewrite(each, format, module));
  if (!isObject<Json | undefined>(json)) return json;
  return Object.fromEntries(
    Object.entries(json as JsonObject).flatMap(([key, value]): [string, Json][] => {
      if (format === "0.1" && /^(before|after)_sensitive$|^sensitive_values$|^full_name$/.test(key)) return [];
      if (key === "provider_name" && format === "0.1") return [[key, String(value).split("/").at(-1) ?? ""]];
      if (key === "provider_config_key" && module !== "") return [[key, `${module}:${String(value).split(":").at(-1)}`]];
      if (key === "module_calls" && isObject<Json | undefined>(value))
        return [
          [
            key,
            Object.fromEntries(
              Object.entries(object(value)).map(([name, call]) => [
                name,
                { ...object(call), module: rewrite(get(object(call), "module") ?? {}, format, module === "" ? name : `${module}.${name}`) },
              ]),
            ),
          ],
        ];
      return [[key, rewrite(value, format, module)]];
    }),
  );
}
