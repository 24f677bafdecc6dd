import { failure, json } from "../call";
import type { Handler } from "./handler";

/** A backup vault's access policy, which neither engine keeps. */
export const backupVaultPolicy: Handler = (call, store) => {
  const vault = /^\/backup-vaults\/([^/]+)\/access-policy\/?$/.exec(call.url.pathname)?.[1];
  if (call.service !== "backup" || vault === undefined) return undefined;
  const policies = store.of(call, "backup-vault-policy");
  switch (call.method) {
    case "PUT":
      policies.set(vault, String(call.params["Policy"]));
      return json({});
    case "DELETE":
      policies.delete(vault);
      return json({});
    default: {
      const policy = policies.get(vault);
      if (policy === undefined) return failure(call, 404, "ResourceNotFoundException", `Vault ${vault} has no access policy`);
      return json({
        BackupVaultName: vault,
        BackupVaultArn: `arn:aws:backup:${call.region}:${call.account}:backup-vault:${vault}`,
        Policy: policy,
      });
    }
  }
};
