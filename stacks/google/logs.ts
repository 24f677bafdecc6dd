import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { GoogleLogBucket } from "../../constructs/audit/google-log-bucket";
import { googleDeployer, SERVICE_AGENTS } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";
import type { GoogleCustodyStack } from "./custody";

/** Where one project's logs lie. It comes before what writes them: flow logs go to Google's default bucket until it stands. */
export class GoogleLogsStack extends GoogleStack {
  constructor(app: App, program: Program, place: GooglePlace, custody: GoogleCustodyStack) {
    super(app, stackName("logs", place, "home"), { program, place, appliedBy: googleDeployer(place), state: "remote" });
    this.uses(custody);
    new GoogleLogBucket(this, "logs", { keyName: custody.keyName("logs") });
  }
}

/** The key of a region's log buckets, used by Cloud Logging of each project that keeps its logs there. */
export function logKeyIn(
  region: string,
  places: readonly GooglePlace[],
): readonly { readonly of: string; readonly agents: readonly string[] }[] {
  const here = places.filter((place) => place.region.name === region);
  return here.length === 0 ? [] : [{ of: "logs", agents: here.map((place) => SERVICE_AGENTS.logs(place.account.number)) }];
}

/** Each project once, where it stands first: its logs lie in one region. */
export function logPlaces(places: readonly GooglePlace[]): readonly GooglePlace[] {
  return places.filter((place, index) => places.findIndex((other) => other.accountId === place.accountId) === index);
}
