import type { App } from "cdktf";
import type { GooglePlace } from "../config/place";
import type { Program } from "../config/program";
import type { GoogleStack } from "../constructs/place/google-stack";
import { stateRegion } from "../constructs/place/names";
import { GoogleAccessStack } from "./google/access";
import { GoogleBootstrapStack } from "./google/bootstrap";
import { GoogleCustodyStack } from "./google/custody";
import { findingsKeyIn, GoogleFindingsStack, tellsFindings } from "./google/findings";
import { GoogleLogsStack, logKeyIn, logPlaces } from "./google/logs";
import { GoogleNetworkStack } from "./google/network";
import { apisOf, googleResidents, hasRecoveryBucket, keysIn, type GoogleResident } from "./google/plan";
import { GoogleOrganizationStack } from "./google/organization";
import { GoogleRecoveryStack } from "./google/recovery";
import { GoogleStorageStack } from "./google/storage";
import { distinct, stackAt } from "./plan";

/** Every Google stack of the program, in the order in which they are applied. */
export function googleStacks(app: App, program: Program): readonly GoogleStack[] {
  const residents = googleResidents(program);
  if (residents.length === 0) return [];
  const homes = distinct(residents.map(({ home }) => home));
  const recovered = residents.filter(hasRecoveryBucket);
  const recoveries = distinct(recovered.map(({ recovery }) => recovery));

  const bootstraps = bootstrap(app, program, [...homes, ...recoveries], residents);
  // Stores take keys of their own region only.
  const regions = [...new Set([...homes, ...recoveries].map((place) => place.region.name))];
  const findingsAt = tellsFindings(program) ? bootstraps[0]?.place : undefined;
  const logged = logPlaces([...homes, ...recoveries, ...regions.map((region) => custodyPlace(program, region))]);
  const custody = new Map(
    regions.map((region) => {
      const keys = [...keysIn(region, residents), ...logKeyIn(region, logged), ...findingsKeyIn(region, findingsAt)];
      return [region, new GoogleCustodyStack(app, program, custodyPlace(program, region), keys)];
    }),
  );
  const logs = logged.map((place) => new GoogleLogsStack(app, program, place, stackAt(custody, place.region)));
  const networks = new Map(
    homes.flatMap((home) => {
      const network = program.networkAt(home);
      return network ? [[String(home), new GoogleNetworkStack(app, program, home, network)] as const] : [];
    }),
  );
  const storage = homes.map(
    (home) =>
      new GoogleStorageStack(
        app,
        program,
        home,
        residents.filter((resident) => resident.home.equals(home)),
        stackAt(custody, home.region),
        stackAt(networks, home),
      ),
  );
  const recovery = recoveries.map((place) => {
    const here = recovered.filter((resident) => resident.recovery.equals(place));
    const sources = storage.filter((stack) => here.some(({ home }) => home.equals(stack.place)));
    return new GoogleRecoveryStack(app, program, place, here, stackAt(custody, place.region), sources);
  });

  for (const network of networks.values()) network.uses(...logs.filter(({ place }) => place.accountId === network.place.accountId));
  const organization = bootstraps.slice(0, 1).map(({ place }) => new GoogleOrganizationStack(app, program, place));

  const findings = findingsAt ? [new GoogleFindingsStack(app, program, findingsAt, stackAt(custody, findingsAt.region))] : [];
  // What tells findings names their topic.
  for (const stack of organization) stack.uses(...findings);
  const people = program.data.access ? peopleOf(app, program, bootstraps, residents) : [];

  const all = [...custody.values(), ...logs, ...networks.values(), ...storage, ...recovery, ...findings, ...organization, ...people];
  // Keys, policies and backends name accounts and buckets of every bootstrap.
  for (const stack of all) stack.uses(...bootstraps);
  return [...bootstraps, ...all];
}

/** Each project's people; policies name the pool of the custody project's stack, so that one comes first. */
function peopleOf(app: App, program: Program, bootstraps: readonly GoogleBootstrapStack[], residents: readonly GoogleResident[]) {
  const [custody] = bootstraps.map(({ place }) => place);
  if (!custody) return [];
  const stacks = bootstraps.map(({ place }) => new GoogleAccessStack(app, program, place, { custody, residents }));
  for (const stack of stacks) stack.uses(...stacks.slice(0, 1));
  return stacks;
}

function custodyPlace(program: Program, region: string): GooglePlace {
  const place = program.place(program.data.custody.google as string, region);
  if (!place.isGoogle()) throw new TypeError("custody.google names an account of another cloud; the program's rules refuse it");
  return place;
}

/** Each account's bootstrap, once, in the region where its state lies; custody first, whose operators the others name. */
function bootstrap(
  app: App,
  program: Program,
  places: readonly GooglePlace[],
  residents: readonly GoogleResident[],
): readonly GoogleBootstrapStack[] {
  const inStateRegion = (accountName: string, place: GooglePlace) => program.place(accountName, stateRegion(program, place));
  const custody = places.map((place) => custodyPlace(program, place.region.name)).slice(0, 1);
  const accounts = distinct(
    [...custody, ...places].flatMap((place) => {
      const at = inStateRegion(place.accountName, place);
      return at.isGoogle() ? [at] : [];
    }),
  );
  const [first, ...others] = accounts;
  if (!first) return [];
  // A connection to the custodian's key manager finds it by Service Directory.
  const ekm = (place: GooglePlace) => program.data.custody.mode === "external" && place.equals(first);
  const apis = (place: GooglePlace) => [
    ...apisOf(place.accountName, residents),
    ...(ekm(place) ? (["servicedirectory"] as const) : []),
    ...(place.equals(first) && tellsFindings(program) ? (["pubsub"] as const) : []),
  ];
  const made = (place: GooglePlace) => new GoogleBootstrapStack(app, program, place, first, apis(place));
  const own = made(first);
  return [
    own,
    ...others.map((place) => {
      const stack = made(place);
      stack.uses(own);
      return stack;
    }),
  ];
}
