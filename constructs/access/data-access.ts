import { Construct } from "constructs";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { AccessData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";
import { dutiesOf, dutyStatements, type Held } from "./duties";
import { elsewhere, onwardTrust, PASSED_ON, type OnwardTrust } from "./gatekeeper-trust";
import { HumanRole } from "./human-role";
import { hubPrincipal } from "./identity";
import { BREAK_GLASS, breakGlassRole, dutyRole, workloadRole, type Duty } from "../../config/access/role-names";
import { roleArn } from "./names";
import { serviceTrust } from "./service-role";

export interface DataRolesProps {
  /** The gatekeeper's account. */
  readonly hub: AwsPlace;
  readonly access: AccessData;
  /** The datasets of the account. */
  readonly held: readonly Held[];
  /** The STS endpoints of the account's networks. */
  readonly endpoints: readonly string[];
}

/**
 * Everybody who reaches the data of one home account: a role for each duty on each dataset, one on each for the day
 * that the glass is broken, and one for each program of the app's.
 *
 * Data itself is reached through the home network's endpoints only, which the stores' own policies see to.
 */
export class DataRoles extends Construct {
  constructor(scope: AwsStack, id: string, { hub, access, held, endpoints }: DataRolesProps) {
    super(scope, id);
    const { place, program } = scope;
    const passing = behindIdentityCenter(program) ? { passesOn: PASSED_ON } : {};
    const nowhereElse = elsewhere(access.gatekeeper.networks, endpoints);
    for (const one of held) {
      const { name } = one.dataset;
      const duties = dutiesOf(one.dataset);
      const statements = (duty: Duty) => dutyStatements(duty, one);
      for (const duty of duties)
        new HumanRole(this, `${duty}-${name}`, place, {
          name: dutyRole(duty, name),
          description: `The gatekeeper's people: ${duty} ${name}`,
          boundary: "data",
          trust: [onwardTrust(place, before(program, hub, duty, name)), nowhereElse],
          statements: statements(duty),
        });
      if (duties.length > 0)
        new HumanRole(this, `break-glass-${name}`, place, {
          name: breakGlassRole(name),
          description: `The gatekeeper's people, when the glass is broken: ${name}`,
          boundary: "data",
          trust: [onwardTrust(place, { account: hub.accountId, from: roleArn(hub, BREAK_GLASS), ...passing }), nowhereElse],
          statements: duties.flatMap(statements),
        });
    }
    for (const one of held)
      for (const workload of one.dataset.workloads)
        new HumanRole(this, `app-${workload.name}-${one.dataset.name}`, place, {
          name: workloadRole(workload.name, one.dataset.name),
          description: `The app's ${workload.name}: ${workload.duty} ${one.dataset.name}`,
          boundary: "data",
          trust: [serviceTrust(`${workload.service}.amazonaws.com`, place.accountId)],
          statements: dutyStatements(workload.duty, one),
        });
  }
}

/** Behind SAML the session says for which dataset it is; behind Identity Center its permission set does, by its name. */
function before(program: Program, hub: AwsPlace, duty: Duty, dataset: string): OnwardTrust {
  const from = hubPrincipal(program, hub, duty, dataset);
  return { account: hub.accountId, from, ...(behindIdentityCenter(program) ? { passesOn: PASSED_ON } : { dataset }) };
}

function behindIdentityCenter(program: Program): boolean {
  return program.data.parties.gatekeeper.identity.kind === "identity-center";
}
