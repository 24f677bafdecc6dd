import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import type { AwsStack } from "../constructs/place/aws-stack";
import { stateRegion } from "../constructs/place/names";
import { BootstrapStack } from "./bootstrap";
import type { AwsEstate } from "./estate";
import { custodyStores } from "./custody-store";
import { custodyKeys, KeysStack, localKeys } from "./keys";
import { migrationStacks } from "./migration/migrations";
import { LAYERS } from "./layers";
import { NetworkStack } from "./network";
import { awsResidents, distinct, keyInCustody, stackAt, type Resident } from "./plan";
import type { Proofs } from "../evidence/gate/proofs";
import { RecoveryStack } from "./recovery";
import { ReplicationStack, type KeyRing } from "./replication";
import { StorageStack } from "./storage";

/** Every AWS stack of the program, in the order in which they are applied. */
export function awsStacks(app: App, program: Program, proofs: Proofs): readonly AwsStack[] {
  const residents = awsResidents(program);
  if (residents.length === 0) return [];
  const homes = distinct(residents.map(({ home }) => home));
  const recoveries = distinct(residents.flatMap(({ recovery }) => recovery ?? []));
  const keyPlaces = distinct(residents.filter(keyInCustody).map(({ home }) => custodyPlace(program, home)));

  const around = LAYERS.flatMap((layer) => layer.places(program));
  // An external store's state lies in the custody account, even where no key does.
  const kept = program.data.custody.mode === "external" ? [custodyPlace(program, homes[0] as AwsPlace)] : [];
  const bootstraps = bootstrap(app, program, [...homes, ...recoveries, ...keyPlaces, ...around, ...kept]);
  const custody = new Map(
    keyPlaces.map((place) => {
      const inRegion = residents.filter((resident) => keyInCustody(resident) && resident.home.region.name === place.region.name);
      return [place.region.name, new KeysStack(app, "custody", program, place, custodyKeys(inRegion))];
    }),
  );
  const local = new Map(
    distinct([...homes, ...recoveries]).map((place) => [
      String(place),
      new KeysStack(app, "keys", program, place, localKeys(program, place, residents)),
    ]),
  );
  const keys = keyRing(custody, local);
  const keyStacks = [...custody.values(), ...local.values()];
  const stores = custodyStores(
    app,
    program,
    keyStacks.map(({ place }) => place),
    kept[0],
  );
  for (const stack of keyStacks) stack.uses(...(stores.get(String(stack.place)) ?? []));

  const networks = new Map<string, NetworkStack>();
  for (const home of homes) {
    const network = program.networkAt(home);
    if (network) networks.set(String(home), new NetworkStack(app, program, home, network, stackAt(local, home)));
  }
  const at = (home: AwsPlace) => residents.filter((resident) => resident.home.equals(home));
  const roles = homes
    .filter((home) => at(home).some(({ recovery }) => recovery))
    .map((home) => new ReplicationStack(app, program, home, at(home), keys));
  const recoveryStacks = recoveries.map(
    (place) =>
      new RecoveryStack(
        app,
        program,
        place,
        residents.filter(({ recovery }) => recovery?.equals(place)),
        keys,
      ),
  );
  const storage = homes.map((home) => new StorageStack(app, program, home, at(home), keys, stackAt(local, home), stackAt(networks, home)));

  // Names are plain strings, which cdktf cannot see: whoever names a role or a bucket of another stack says so.
  for (const stack of recoveryStacks) stack.uses(...roles);
  for (const stack of storage) stack.uses(...roles, ...recoveryStacks);
  const moving = migrationStacks(app, program, residents, { keys, local, networks, storage, proofs });
  const data = [...[...stores.values()].flat(), ...keyStacks, ...networks.values(), ...roles, ...recoveryStacks, ...storage, ...moving];
  const estate: AwsEstate = { residents, homes, recoveries, networks, storage };
  const all = [...data, ...LAYERS.flatMap((layer) => layer.stacks(app, program, estate))];
  for (const stack of all) stack.uses(...bootstraps);
  return [...bootstraps, ...all];
}

/** The custody account in a home's region: S3 and Aurora take keys of their own region only. */
function custodyPlace(program: Program, home: AwsPlace): AwsPlace {
  const place = program.place(program.data.custody.aws as string, home.region.name);
  if (!place.isAws()) throw new TypeError("custody.aws names an account of another cloud; the program's rules refuse it");
  return place;
}

/** Each account's bootstrap, once, in the region where its state lies. */
function bootstrap(app: App, program: Program, places: readonly AwsPlace[]): readonly BootstrapStack[] {
  const accounts = distinct(
    places.map((place) => program.place(place.accountName, stateRegion(program, place))).flatMap((place) => (place.isAws() ? [place] : [])),
  );
  return accounts.map(
    (place) =>
      new BootstrapStack(
        app,
        program,
        place,
        accounts.filter((other) => !other.equals(place)),
      ),
  );
}

function keyRing(custody: ReadonlyMap<string, KeysStack>, local: ReadonlyMap<string, KeysStack>): KeyRing {
  const home = (resident: Resident) => (keyInCustody(resident) ? stackAt(custody, resident.home.region) : stackAt(local, resident.home));
  return {
    home: (resident) => home(resident).keyArn(resident.dataset.name),
    recovery: (resident) => stackAt(local, resident.recovery as AwsPlace).keyArn(resident.dataset.name),
    vault: (place) => stackAt(local, place).keyArn("vault"),
  };
}
