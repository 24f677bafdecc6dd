import { Construct } from "constructs";
import { IamSamlProvider } from "@cdktf/provider-aws/lib/iam-saml-provider";
import type { AwsPlace } from "../../config/place";
import { DUTIES } from "../../config/schema/access";
import type { AccessData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";
import type { Statement } from "../policy/document";
import { SAML_PROVIDER } from "./access-admin";
import { approverStatements, breakGlassAlarm, operatorStatements } from "./break-glass";
import { onwardTrust, PASSED_ON, samlTrust } from "./gatekeeper-trust";
import { HumanRole } from "./human-role";
import { hubName, hubPrincipal, metadataDocument, type HubName } from "./identity";
import { BREAK_GLASS, breakGlassRole, type Duty } from "../../config/access/role-names";

/** The way on from the hub, to the roles of a name in the home accounts. */
export function onwardStatements(place: AwsPlace, homes: readonly string[], name: string): readonly Statement[] {
  return [
    {
      Sid: "GoOnToTheHomes",
      Effect: "Allow",
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Resource: homes.map((home) => `arn:${place.partition}:iam::${home}:role/${name}`),
    },
  ];
}

/** What somebody who has signed in may do next. */
export function hubStatements(place: AwsPlace, homes: readonly string[], of: HubName): readonly Statement[] {
  if (of === "approver") return approverStatements(place);
  if (of === "operator") return operatorStatements(place);
  return onwardStatements(place, homes, `ringfence-gatekeeper-${of satisfies Duty}-*`);
}

export const HUB_NAMES: readonly HubName[] = [...DUTIES, "approver", "operator"];

export interface HubProps {
  readonly access: AccessData;
  /** Ids of the home accounts. */
  readonly homes: readonly string[];
  readonly alarmKeyArn: string;
}

/**
 * Where the gatekeeper's people sign in: hundreds of them, and no user among them, so that no credential outlives its hour.
 *
 * A role for each duty, by the identity provider's word; which dataset, and for which ticket, comes along in the session.
 * Behind Identity Center the same roles are permission sets, made where its instance is administered; see permission-sets.ts.
 */
export class Hub extends Construct {
  constructor(scope: AwsStack, id: string, { access, homes, alarmKeyArn }: HubProps) {
    super(scope, id);
    const { place, program } = scope;
    const { identity } = program.data.parties.gatekeeper;
    if (identity.kind === "saml") this.signIn(place, access, homes);
    new HumanRole(this, "break-glass", place, {
      name: BREAK_GLASS,
      description: "For the day that no duty fits: two people break it",
      boundary: "hub",
      trust: [
        onwardTrust(place, {
          account: place.accountId,
          from: hubPrincipal(program, place, "operator"),
          region: place.region.name,
          ...(identity.kind === "identity-center" ? { passesOn: PASSED_ON } : {}),
        }),
      ],
      statements: onwardStatements(place, homes, breakGlassRole("*")),
    });
    breakGlassAlarm(scope, alarmKeyArn);
  }

  private signIn(place: AwsPlace, { gatekeeper }: AccessData, homes: readonly string[]): void {
    const provider = new IamSamlProvider(this, "provider", {
      name: SAML_PROVIDER,
      samlMetadataDocument: metadataDocument(gatekeeper.metadata ?? ""),
    });
    for (const of of HUB_NAMES)
      new HumanRole(this, of, place, {
        name: hubName(of),
        description: `The gatekeeper's people, signed in: ${of}`,
        boundary: "hub",
        trust: [samlTrust(place, gatekeeper.networks)],
        statements: hubStatements(place, homes, of),
      }).node.addDependency(provider);
  }
}
