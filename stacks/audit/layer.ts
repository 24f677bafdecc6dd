import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { trailArn, trailLogGroup } from "../../constructs/audit/names";
import { alarmArns } from "../../constructs/audit/trail-alarms";
import type { CustodianKeyProps } from "../../constructs/keys/custodian-key";
import { arn } from "../../constructs/place/names";
import { archiveReplicationRole, AuditStack, SecondArchiveStack } from "./audit";
import { auditPlaces, type AuditPlaces } from "./plan";
import type { Layer } from "../estate";
import { KeysStack } from "../keys";
import { TrailStack } from "./trail";

/** Monitoring of the logs of user data: the organization's trail, its alarms, and the auditor's archive. */
export const auditLayer: Layer = {
  places(program) {
    const places = auditPlaces(program);
    if (!places) return [];
    const { trail, archive, archiveKey, second, secondKey } = places;
    return [trail, archive, archiveKey, second, secondKey].filter((place) => place !== undefined);
  },
  stacks(app, program, estate) {
    const places = auditPlaces(program);
    if (!places) return [];
    const { trail, archive, archiveKey, second, secondKey } = places;
    const key = (place: AwsPlace, use: CustodianKeyProps) =>
      new KeysStack(app, use.of === "trail" ? "keys-trail" : "keys-archive", program, place, [use]);
    const own = key(trail, trailKey(program, trail));
    const first = key(archiveKey, archiveKeyUse(program, places, archive));
    const another = second && secondKey ? { place: second, keys: key(secondKey, archiveKeyUse(program, places, second)) } : undefined;
    const replica = another && new SecondArchiveStack(app, program, archive, another.place, { from: first, to: another.keys });
    const audit = new AuditStack(app, program, places, { first, second: another?.keys });
    if (replica) audit.uses(replica);
    const trailStack = new TrailStack(app, program, places, estate, audit, { own, archive: first });
    return [own, first, ...(another ? [another.keys] : []), ...(replica ? [replica] : []), audit, trailStack];
  },
};

/** The key of the log group and the topic beside the trail. */
function trailKey(program: Program, place: AwsPlace): CustodianKeyProps {
  return {
    of: "trail",
    use: {
      userAccounts: [place.accountId],
      regions: [place.region.name],
      services: [],
      logGroups: [arn(place, "logs", `log-group:${trailLogGroup(program)}`)],
      alarms: alarmArns(program, place),
    },
  };
}

/** The key of an archive, in the custody account: the trail fills the first, replication the second, and the auditor reads both. */
function archiveKeyUse(program: Program, { trail, archive, second }: AuditPlaces, place: AwsPlace): CustodianKeyProps {
  return {
    of: "archive",
    use: {
      userAccounts: [place.accountId],
      byAccountAlone: true,
      regions: [place.region.name],
      services: ["bucket"],
      ...(place.equals(archive) ? { trails: [trailArn(program, trail)] } : {}),
      ...(second ? { replicationRoles: [archiveReplicationRole(second)] } : {}),
    },
  };
}
