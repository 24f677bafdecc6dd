import { Construct } from "constructs";
import { SsoadminAccountAssignment } from "@cdktf/provider-aws/lib/ssoadmin-account-assignment";
import { SsoadminInstanceAccessControlAttributes } from "@cdktf/provider-aws/lib/ssoadmin-instance-access-control-attributes";
import { SsoadminPermissionSet } from "@cdktf/provider-aws/lib/ssoadmin-permission-set";
import { SsoadminPermissionSetInlinePolicy } from "@cdktf/provider-aws/lib/ssoadmin-permission-set-inline-policy";
import { SsoadminPermissionsBoundaryAttachment } from "@cdktf/provider-aws/lib/ssoadmin-permissions-boundary-attachment";
import { permissionSet, type IdentityCenter } from "../../config/access/permission-sets";
import type { AwsPlace } from "../../config/place";
import { dutyRole, type Duty } from "../../config/access/role-names";
import type { AccessData, DatasetData } from "../../config/schema/schema";
import { policyDocument, type Statement } from "../policy/document";
import { dutiesOf } from "./duties";
import { hubStatements, onwardStatements } from "./hub";
import { humanBoundaryName } from "./human-boundaries";

export interface PermissionSetsProps {
  readonly identity: IdentityCenter;
  readonly groups: NonNullable<AccessData["gatekeeper"]["groups"]>;
  readonly networks: readonly string[];
  /** The gatekeeper's account, the only one that anybody is assigned to. */
  readonly hub: AwsPlace;
  /** Every dataset with its home. */
  readonly held: readonly { readonly dataset: DatasetData; readonly home: AwsPlace }[];
}

/**
 * Identity Center writes the trust of the roles that it makes, and nothing can be added there. So what the trust of a role
 * behind SAML asks for is denied here when it is missing, at each call instead of at the sign-in: a second factor, a person
 * and a ticket, which the external provider says in attributes `…/SAML/Attributes/AccessControl:mfa` and so on, except
 * `person`, which is taken from the identity store.
 */
function signedInStatements(): readonly Statement[] {
  const never = (Sid: string, Condition: Statement["Condition"]): Statement => ({
    Sid,
    Effect: "Deny",
    Action: ["*"],
    Resource: "*",
    Condition,
  });
  return [
    never("NeverWithoutASecondFactor", { StringNotEquals: { "aws:PrincipalTag/mfa": "true" } }),
    never("NeverAsNobody", { StringNotLike: { "aws:PrincipalTag/person": "?*" } }),
    never("NeverWithoutATicket", { StringNotLike: { "aws:PrincipalTag/ticket": "?*" } }),
  ];
}

/**
 * From the team's network. Going on to a home is left out: that role's own trust looks where the call comes from, and
 * admits the home's endpoint, through which a call carries no address.
 */
function nearbyStatement(networks: readonly string[]): Statement {
  return {
    Sid: "NeverFromElsewhere",
    Effect: "Deny",
    Action: ["*"],
    Resource: "*",
    Condition: { NotIpAddress: { "aws:SourceIp": networks } },
  };
}

/** A set of one duty on one dataset: the way on to its role, as behind SAML, and to no other dataset's. */
function dutySetStatements(hub: AwsPlace, home: AwsPlace, duty: Duty, dataset: string): readonly Statement[] {
  return [...onwardStatements(hub, [home.accountId], dutyRole(duty, dataset)), ...signedInStatements()];
}

/** A set that breaks the glass: the statements of the role behind SAML. */
function glassSetStatements(hub: AwsPlace, of: "approver" | "operator", networks: readonly string[]): readonly Statement[] {
  return [...hubStatements(hub, [], of), ...signedInStatements(), nearbyStatement(networks)];
}

/**
 * The gatekeeper's people behind Identity Center: a permission set for each duty on each dataset, assigned to groups in the
 * gatekeeper's account and nowhere else. No set reaches data; each goes on to a role that does, as behind SAML.
 */
export class PermissionSets extends Construct {
  private readonly instanceArn: string;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: PermissionSetsProps,
  ) {
    super(scope, id);
    const { identity, groups, networks, hub, held } = props;
    this.instanceArn = identity.instance;
    // Attributes of the identity store win over those of an assertion (Identity Center user guide, attributes for access
    // control), so nobody signs in under another's name. Without this resource, no attribute at all becomes a tag.
    new SsoadminInstanceAccessControlAttributes(this, "attributes", {
      instanceArn: this.instanceArn,
      attribute: [{ key: "person", value: [{ source: ["$${path:userName}"] }] }],
    });
    for (const { dataset, home } of held)
      for (const duty of dutiesOf(dataset)) {
        const group = groupOf(groups[duty], dataset.name);
        if (group === undefined) continue;
        const description = `The gatekeeper's people: ${duty} ${dataset.name}`;
        this.set(permissionSet(duty, dataset.name), description, group, dutySetStatements(hub, home, duty, dataset.name));
      }
    for (const which of ["approver", "operator"] as const)
      this.set(
        permissionSet(which),
        `The gatekeeper's people, when the glass is broken: ${which}`,
        groups[which],
        glassSetStatements(hub, which, networks),
      );
  }

  private set(name: string, description: string, group: string, statements: readonly Statement[]): void {
    const { instanceArn } = this;
    const made = new SsoadminPermissionSet(this, name, { instanceArn, name, description, sessionDuration: "PT1H" });
    const of = { instanceArn, permissionSetArn: made.arn };
    const policy = new SsoadminPermissionSetInlinePolicy(this, `${name}-policy`, {
      ...of,
      inlinePolicy: policyDocument("role", statements),
    });
    const boundary = new SsoadminPermissionsBoundaryAttachment(this, `${name}-boundary`, {
      ...of,
      permissionsBoundary: { customerManagedPolicyReference: { name: humanBoundaryName("hub") } },
    });
    new SsoadminAccountAssignment(this, `${name}-group`, {
      ...of,
      principalType: "GROUP",
      principalId: group,
      targetType: "AWS_ACCOUNT",
      targetId: this.props.hub.accountId,
      // Nobody comes in before he is bounded.
      dependsOn: [policy, boundary],
    });
  }
}

function groupOf(groups: string | Readonly<Record<string, string>>, dataset: string): string | undefined {
  return typeof groups === "string" ? groups : groups[dataset];
}
