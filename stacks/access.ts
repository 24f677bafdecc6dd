import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { BREAK_GLASS_ALARM } from "../config/access/role-names";
import type { AccessData } from "../config/schema/schema";
import { AuditorDesk, AuditorRole } from "../constructs/access/auditor-roles";
import { DataRoles } from "../constructs/access/data-access";
import { Hub } from "../constructs/access/hub";
import { AwsStack } from "../constructs/place/aws-stack";
import { arn, stackName, stateRegion } from "../constructs/place/names";
import type { AwsEstate, Layer } from "./estate";
import { identityCenter, identityCenterPlace } from "./identity-center";
import { KeysStack } from "./keys";
import { awsResidents, distinct, keyInCustody, type Resident } from "./plan";

/** The people of one account: those who sign in to it, those who work on its data, those who examine it. IAM has no regions, so one stack an account. */
class AccessStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, access: AccessData) {
    super(app, stackName("access", place, "gatekeeper"), { program, place, appliedBy: access.adminRole, state: "private" });
  }
}

/** Gatekeeper and auditor, in every account of the fence. */
export const access: Layer = {
  places: (program) => (program.data.access ? [...accounts(program), ...identityCenterPlace(program)] : []),
  stacks(app, program, estate) {
    const { access: wanted } = program.data;
    if (!wanted) return [];
    const all = accounts(program);
    const hub = all.find(({ account }) => account.purpose === "gatekeeper");
    const desk = all.find(({ account }) => account.purpose === "audit");
    const sets = hub ? identityCenter(app, program, hub, estate) : [];
    const people = all.flatMap((place): AwsStack[] => {
      const stack = new AccessStack(app, program, place, wanted);
      const { purpose } = place.account;
      if (wanted.auditor && desk) {
        new AuditorRole(stack, "auditor", { desk, examination: wanted.auditor });
        if (purpose === "audit")
          new AuditorDesk(stack, "desk", { examination: wanted.auditor, accounts: all.map(({ accountId }) => accountId) });
      }
      if (hub && purpose === "home") datasets(stack, hub, wanted, estate);
      if (purpose !== "gatekeeper") return [stack];
      const keys = alarmKey(app, program, place);
      stack.uses(keys);
      new Hub(stack, "hub", {
        access: wanted,
        homes: all.filter(({ account }) => account.purpose === "home").map(({ accountId }) => accountId),
        alarmKeyArn: keys.keyArn("alarms"),
      });
      return [keys, stack];
    });
    return [...people, ...sets];
  },
};

/** Every AWS account of the fence, where its state lies. */
function accounts(program: Program): readonly AwsPlace[] {
  const [first] = awsResidents(program);
  if (!first) return [];
  const wanted = Object.entries(program.data.accounts).filter(
    ([, { cloud, purpose, owner }]) => cloud === "aws" && purpose !== "legacy" && owner !== "parent",
  );
  return distinct(
    wanted.flatMap(([name]) => {
      const anywhere = program.place(name, first.home.region.name);
      const place = program.place(name, stateRegion(program, anywhere));
      return place.isAws() ? [place] : [];
    }),
  );
}

function datasets(stack: AwsStack, hub: AwsPlace, wanted: AccessData, { residents, networks, homes }: AwsEstate): void {
  const { program, place } = stack;
  const here = (home: AwsPlace) => home.accountName === place.accountName;
  const entrances = homes.filter(here).flatMap((home) => networks.get(String(home)) ?? []);
  stack.uses(...entrances);
  new DataRoles(stack, "people", {
    hub,
    access: wanted,
    held: residents.filter(({ home }) => here(home)).map((resident) => ({ ...resident, keyAccount: keyAccount(program, resident) })),
    endpoints: entrances.map(({ network }) => network.endpointIds.sts),
  });
}

function keyAccount(program: Program, resident: Resident): string {
  const { aws } = program.data.custody;
  return aws !== undefined && keyInCustody(resident) ? program.account(aws).id : resident.home.accountId;
}

/** The key of the break-glass alarm, made by the account's key role as every key is. */
function alarmKey(app: App, program: Program, place: AwsPlace): KeysStack {
  return new KeysStack(app, "keys", program, place, [
    { of: "alarms", use: { userAccounts: [], regions: [], services: [], eventRules: [arn(place, "events", `rule/${BREAK_GLASS_ALARM}`)] } },
  ]);
}
