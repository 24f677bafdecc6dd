import { randomUUID } from "node:crypto";
import { failure, json } from "../call";
import type { Handler } from "./handler";

/** The selections of a backup plan, which moto does not know. */
export const backupSelection: Handler = (call, store) => {
  const [, plan, id] = /^\/backup\/plans\/([^/]+)\/selections\/?([^/]*)$/.exec(call.url.pathname) ?? [];
  if (call.service !== "backup" || plan === undefined) return undefined;
  const held = store.of(call, `backup-selections/${plan}`);
  if (call.method === "PUT") {
    const made = { SelectionId: randomUUID(), BackupPlanId: plan, CreationDate: Math.floor(Date.now() / 1000) };
    held.set(made.SelectionId, JSON.stringify({ ...made, BackupSelection: call.params["BackupSelection"] }));
    return json(made);
  }
  if (!id)
    return json({
      BackupSelectionsList: [...held.values()].map((text) => ({ ...(JSON.parse(text) as object), BackupSelection: undefined })),
    });
  const found = held.get(id);
  if (found === undefined) return failure(call, 400, "InvalidParameterValueException", "Cannot find Backup plan selection");
  if (call.method === "DELETE") held.delete(id);
  return json(call.method === "DELETE" ? {} : JSON.parse(found));
};
