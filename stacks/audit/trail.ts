import type { App } from "cdktf";
import type { Program } from "../../config/program";
import { OrganizationTrail } from "../../constructs/audit/organization-trail";
import { TrailAlarms } from "../../constructs/audit/trail-alarms";
import { AwsStack } from "../../constructs/place/aws-stack";
import { stackName } from "../../constructs/place/names";
import type { AuditStack } from "./audit";
import { recordedStores, type AuditPlaces } from "./plan";
import type { AwsEstate } from "../estate";
import type { KeysStack } from "../keys";

/** The organization's trail and its alarms, in the management account. */
export class TrailStack extends AwsStack {
  constructor(
    app: App,
    program: Program,
    places: AuditPlaces,
    estate: AwsEstate,
    audit: AuditStack,
    keys: { readonly own: KeysStack; readonly archive: KeysStack },
  ) {
    const place = places.trail;
    super(app, stackName("trail", place, "management"), { program, place, appliedBy: place.account.deployer, state: "private" });
    // The selectors name the stores, and the trail its archive.
    this.uses(keys.own, keys.archive, audit, ...estate.storage);
    const logKeyArn = keys.own.keyArn("trail");
    const trail = new OrganizationTrail(this, "trail", {
      archive: audit.archive.name,
      archiveKeyArn: keys.archive.keyArn("archive"),
      logKeyArn,
      stores: recordedStores(program, places),
    });
    const readers = [...new Set([...estate.homes, ...estate.recoveries, places.archive].map(({ accountId }) => accountId))];
    new TrailAlarms(this, "alarms", {
      logGroup: trail.logGroup,
      keyArn: logKeyArn,
      watched: {
        readers,
        rolePrefix: "ringfence-",
        breakGlassRoles: [program.data.custody.breakGlassRole],
        regions: program.jurisdiction.regions("aws").map(({ name }) => name),
      },
    });
  }
}
