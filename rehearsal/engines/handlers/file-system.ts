import { failure, json, type Answer } from "../call";
import type { Handler } from "./handler";

/** A file system's policy and backup policy: moto reads them, but can neither change nor delete them. */
export const fileSystemPolicies: Handler = (call, store) => {
  const [, id, kind] = /^\/2015-02-01\/file-systems\/([^/]+)\/(policy|backup-policy)$/.exec(call.url.pathname) ?? [];
  if (call.service !== "elasticfilesystem" || id === undefined || kind === undefined) return undefined;
  const held = store.of(call, kind);
  const show = (value: string): Answer =>
    json(kind === "policy" ? { FileSystemId: id, Policy: value } : { BackupPolicy: { Status: value } });
  switch (call.method) {
    case "PUT": {
      const value =
        kind === "policy"
          ? String(call.params["Policy"])
          : String((call.params["BackupPolicy"] as { Status?: string } | undefined)?.Status);
      held.set(id, value);
      return show(value);
    }
    case "DELETE":
      held.delete(id);
      return json({});
    default: {
      const value = held.get(id) ?? (kind === "backup-policy" ? "DISABLED" : undefined);
      return value === undefined ? failure(call, 404, "PolicyNotFound", `${id} has no policy`) : show(value);
    }
  }
};
