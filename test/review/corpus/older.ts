import { get, isObject, object, type Json, type JsonObject } from "../../../review/value";

/** Sections that came later than format 1.1, and one later than 0.2 (Terraform, JSON output format, and the changelogs of 0.14 to 1.8). */
const LATER = ["complete", "errored", "applyable", "checks", "relevant_attributes", "timestamp", "deferred_changes"];
const SINCE_1_0 = "resource_drift";

/** Each older format, and a terraform that wrote it. */
export const OLDER = { "0.1": "0.12.31", "0.2": "1.0.11", "1.0": "1.1.9", "1.1": "1.3.10" } as const;
export type OlderFormat = keyof typeof OLDER;

/**
 * A plan as an older terraform would have written it: derived, not real. The resources, their values and the configuration are those
 * that terraform 1.11.4 wrote; the envelope is rewritten: 0.1 (terraform 0.12 and 0.13) has no masks of what is sensitive and short
 * names of providers, 0.2 (0.14 to 1.0) has both and shows no drift yet; and before 1.1 no module's resource shows which provider was
 * passed in.
 */
export function olderPlan(plan: JsonObject, format: OlderFormat): JsonObject {
  const kept = Object.fromEntries(
    Object.entries(plan).filter(([key]) => !LATER.includes(key) && !(key === SINCE_1_0 && format.startsWith("0."))),
  );
  const rewritten = rewrite(kept, format, "") as JsonObject;
  return { ...rewritten, format_version: format, terraform_version: OLDER[format] };
}

/** `module`: the path of the module's calls, `a.b`, whose resources are looked at. */
function rewrite(json: Json, format: string, module: string): Json {
  if (Array.isArray(json)) return json.map((each: Json) => rewrite(each, format, module));
  if (!isObject<Json | undefined>(json)) return json;
  return Object.fromEntries(
    Object.entries(json as JsonObject).flatMap(([key, value]): [string, Json][] => {
      if (format === "0.1" && /^(before|after)_sensitive$|^sensitive_values$|^full_name$/.test(key)) return [];
      if (key === "provider_name" && format === "0.1") return [[key, String(value).split("/").at(-1) ?? ""]];
      if (key === "provider_config_key" && module !== "" && format !== "1.1")
        return [[key, `${module}:${String(value).split(":").at(-1)}`]];
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
