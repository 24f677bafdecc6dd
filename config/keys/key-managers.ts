import type { PartsData } from "../schema/parts";
import type { ProgramData } from "../schema/schema";
import type { KeyManager } from "../scope";

/** The custodian's key managers outside the clouds, each where a cloud calls it; none in another custody mode. */
export function keyManagers({ custody, accounts }: Pick<ProgramData, "custody"> & Pick<PartsData, "accounts">): readonly KeyManager[] {
  const { mode, external } = custody;
  if (mode !== "external" || !external) return [];
  const project = custody.google === undefined ? undefined : accounts[custody.google]?.id;
  return [
    ...external.aws.flatMap(({ account, region, proxy: { hostname: host, path }, keys }): KeyManager[] => {
      const id = accounts[account]?.id;
      return id === undefined ? [] : [{ cloud: "aws", account: id, region, host, path, keys: Object.values(keys) }];
    }),
    ...external.google.flatMap(({ region, hostname: host, service, certificate, keys }): KeyManager[] =>
      project === undefined ? [] : [{ cloud: "google", account: project, region, host, service, certificate, keys: Object.values(keys) }],
    ),
  ];
}
