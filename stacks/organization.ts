import type { App } from "cdktf";
import { fencedUnits } from "../config/guardrails/aws-guards";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { alarmRuleArn } from "../constructs/audit/event-alarm";
import { GUARDRAIL_ALARM, guardrailAlarm, HEARD_IN } from "../constructs/guardrails/guardrail-alarm";
import { GuardrailPolicies, type GuardrailTargets } from "../constructs/guardrails/guardrail-policies";
import { NewOrganization } from "../constructs/guardrails/organization";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName, stateRegion } from "../constructs/place/names";
import type { Layer } from "./estate";
import { KeysStack } from "./keys";

/** The organization, or the one that stands already, and the guardrails on its units. Applied in the management account. */
export class OrganizationStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, alarmKeys: KeysStack | undefined) {
    super(app, stackName("organization", place, "management"), { program, place, appliedBy: place.account.deployer, state: "private" });
    const { testUnit } = program.data.parties.custodian.aws ?? {};
    const made = program.data.guardrails.organization === "new" ? new NewOrganization(this, "organization") : undefined;
    // The program's rules ask for the one where the other is not made.
    const test = made?.testUnit ?? String(testUnit);
    new GuardrailPolicies(this, "guardrails", { test, ...unitsOf(program) });
    if (alarmKeys) guardrailAlarm(this, alarmKeys.keyArn("alarms"));
  }
}

/** The units of the fence: none while guardrails are being tried. */
function unitsOf(program: Program): Pick<GuardrailTargets, "fence" | "open"> {
  const accounts = fencedUnits(program.data);
  const of = (some: typeof accounts) => [...new Set(some.map(({ unit }) => unit))].sort();
  return { fence: of(accounts), open: of(accounts.filter(({ purpose }) => purpose === "edge")) };
}

/** Where Organizations is heard, if that is inside; else where the account's state lies. */
function managementPlace(program: Program): AwsPlace | undefined {
  const found = Object.entries(program.data.accounts).find(
    ([, account]) => account.cloud === "aws" && account.purpose === "management" && account.owner === "custodian",
  );
  if (!found || !program.data.parties.custodian.aws) return undefined;
  const inside = program.jurisdiction.regions("aws").map(({ name }) => name);
  const [name, account] = found;
  const anywhere = inside[0];
  if (anywhere === undefined) return undefined;
  const at = (region: string) => {
    const place = program.place(name, region);
    if (!place.isAws()) throw new TypeError(`account ${account.id} is not on AWS`);
    return place;
  };
  return at(inside.includes(HEARD_IN) ? HEARD_IN : stateRegion(program, at(anywhere)));
}

export const organization: Layer = {
  places: (program) => [managementPlace(program) ?? []].flat(),
  stacks: (app, program) => {
    const place = managementPlace(program);
    if (!place) return [];
    const heard = place.region.name === HEARD_IN;
    const keys = heard
      ? new KeysStack(app, "keys", program, place, [
          {
            of: "alarms",
            use: { userAccounts: [], regions: [place.region.name], services: [], eventRules: [alarmRuleArn(place, GUARDRAIL_ALARM)] },
          },
        ])
      : undefined;
    const stack = new OrganizationStack(app, program, place, keys);
    return [...(keys ? [keys] : []), stack];
  },
};
