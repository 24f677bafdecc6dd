import type { App } from "cdktf";
import { engineOf } from "../config/engines";
import { snapshotsOf } from "../config/migration/old-snapshots";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { CustodianKey, type CustodianKeyProps } from "../constructs/keys/custodian-key";
import { databaseLogGroup } from "../constructs/storage/resident-database";
import { AwsStack } from "../constructs/place/aws-stack";
import { arn, bucketArn, bucketName, stackName } from "../constructs/place/names";
import { logGroupName } from "../constructs/network/log-group";
import { replicationLogGroup } from "../constructs/migration/database-leg";
import { keepers } from "../constructs/migration/snapshot-policies";
import { databaseMoves, landsFromVaults, receives, signsIn, snapshotsKept } from "./migration/moves";
import { backsUp, backupRole, backupServiceRole, keyInCustody, replicates, replicationRole, type Resident } from "./plan";

/** Keys of one place, by what they protect. Applied by the key role; its state holds ids and policies only, and is published. */
export class KeysStack extends AwsStack {
  private readonly keys = new Map<string, CustodianKey>();

  constructor(
    app: App,
    layer: "custody" | "keys" | "keys-archive" | "keys-trail",
    program: Program,
    place: AwsPlace,
    wanted: readonly CustodianKeyProps[],
  ) {
    super(app, stackName(layer, place, "custody"), { program, place, appliedBy: program.data.custody.keyRole, state: "published" });
    for (const props of wanted) this.keys.set(props.of, new CustodianKey(this, props.of, props));
  }

  /** The full ARN of the key of a dataset, or of `logs`, `vault`, `secrets`. */
  keyArn(of: string): string {
    const key = this.keys.get(of);
    if (!key) throw new TypeError(`${this.node.id} holds no key of ${of}`);
    return key.arn;
  }
}

/** Keys in the custody account, of a region: for stores whose service documents a key of another account. */
export function custodyKeys(residents: readonly Resident[]): readonly CustodianKeyProps[] {
  return residents.filter(keyInCustody).map((resident) => ({ of: resident.dataset.name, use: homeUse(resident) }));
}

/** Keys in a data account: of stores that take none of another account, of replicas and vaults, of logs and of secrets. */
export function localKeys(program: Program, place: AwsPlace, residents: readonly Resident[]): readonly CustodianKeyProps[] {
  const atHome = residents.filter(({ home }) => home.equals(place));
  const recovered = residents.filter(({ recovery }) => recovery?.equals(place));
  const own = { userAccounts: [place.accountId], regions: [place.region.name] };
  const keys: CustodianKeyProps[] = atHome
    .filter((resident) => !keyInCustody(resident))
    .map((resident) => ({ of: resident.dataset.name, use: homeUse(resident) }));
  for (const resident of recovered.filter(replicates))
    keys.push({ of: resident.dataset.name, use: { ...own, services: ["bucket"], replicationRoles: [replicationRole(resident)] } });
  if (atHome.some(({ dataset }) => dataset.store === "relational") || signsIn(atHome))
    keys.push({ of: "secrets", use: { ...own, services: ["secret"] } });
  const backedUp = residents.filter(backsUp).filter(({ home, recovery }) => home.equals(place) || recovery?.equals(place));
  if (backedUp.length > 0)
    keys.push({ of: "vault", use: { ...own, services: ["vault"], backupRoles: [...new Set(backedUp.flatMap(backupRoles))] } });
  if (receives(place, residents)) {
    const inventoriesOf = atHome
      .filter(({ dataset }) => dataset.store === "bucket")
      .map(({ dataset }) => bucketArn(place, bucketName(place, dataset.name)));
    keys.push({ of: "evidence", use: { ...own, services: ["bucket"], inventoriesOf } });
  }
  const landing = landingUse(place, atHome);
  if (landing) keys.push({ of: "landing", use: { ...own, ...landing } });
  if (databaseMoves(atHome).length > 0) keys.push({ of: "movers", use: { ...own, services: ["replication"] } });
  if (program.networkAt(place))
    keys.push({
      of: "logs",
      use: { ...own, services: [], logGroups: logGroups(program, atHome).map((group) => arn(place, "logs", `log-group:${group}`)) },
    });
  return keys;
}

/** What lands here before it is restored: AWS Backup opens it as its own role of this account, and restores it as its job role; snapshots are opened by whoever restores them. */
function landingUse(place: AwsPlace, atHome: readonly Resident[]): Pick<CustodianKeyProps["use"], "services" | "backupRoles"> | undefined {
  const kept = keepers(snapshotsKept(atHome).flatMap(({ copy }) => snapshotsOf(copy)));
  if (!landsFromVaults(atHome)) return kept.length > 0 ? { services: kept } : undefined;
  return { services: ["vault", ...kept], backupRoles: [backupRole(place), backupServiceRole(place)] };
}

/** The log groups of a home: the program's own, by their prefix, and those that RDS and DMS name. */
function logGroups(program: Program, atHome: readonly Resident[]): readonly string[] {
  const databases = atHome.filter(({ dataset }) => dataset.store === "relational");
  return [
    logGroupName(program.name, "*"),
    ...databases.map(({ dataset }) => databaseLogGroup(program, dataset.name, engineOf(dataset))),
    ...databaseMoves(atHome).map(({ resident, copy }) => replicationLogGroup(resident.dataset.name, copy.name)),
  ];
}

function homeUse(resident: Resident): CustodianKeyProps["use"] {
  return {
    userAccounts: [resident.home.accountId],
    regions: [resident.home.region.name],
    services: [resident.dataset.store as "bucket"],
    ...(replicates(resident) ? { replicationRoles: [replicationRole(resident)] } : {}),
    ...(backsUp(resident) ? { backupRoles: backupRoles(resident) } : {}),
  };
}

function backupRoles({ home, recovery }: Resident): readonly string[] {
  return [backupRole(home), ...(recovery ? [backupServiceRole(recovery)] : [])];
}
