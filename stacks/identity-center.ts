import type { App } from "cdktf";
import { identityCenterOf } from "../config/access/permission-sets";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { PermissionSets } from "../constructs/access/permission-sets";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";
import type { AwsEstate } from "./estate";

/** Permission sets and who has them: in the account that the instance is administered from, and in the instance's region. */
class IdentityCenterStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, adminRole: string) {
    super(app, stackName("identity-center", place, "management"), { program, place, appliedBy: adminRole, state: "private" });
  }
}

/** Where it stands; nowhere, where people come by SAML. */
export function identityCenterPlace(program: Program): readonly AwsPlace[] {
  const identity = identityCenterOf(program.data);
  const place = identity && program.place(identity.account, identity.region);
  return place?.isAws() ? [place] : [];
}

export function identityCenter(app: App, program: Program, hub: AwsPlace, { residents }: AwsEstate): readonly AwsStack[] {
  const identity = identityCenterOf(program.data);
  const { access } = program.data;
  if (!identity || !access?.gatekeeper.groups) return [];
  const { groups, networks } = access.gatekeeper;
  return identityCenterPlace(program).map((place) => {
    const stack = new IdentityCenterStack(app, program, place, access.adminRole);
    new PermissionSets(stack, "people", { identity, groups, networks, hub, held: residents });
    return stack;
  });
}
