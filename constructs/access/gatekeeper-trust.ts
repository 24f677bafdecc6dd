import type { AwsPlace } from "../../config/place";
import { arn } from "../place/names";
import type { Statement } from "../policy/document";
import { SAML_PROVIDER } from "./access-admin";

type Condition = NonNullable<Statement["Condition"]>;

/** IAM's own variable; terraform would read one dollar sign as its own (docs/traps.md). */
export const sessionTag = (tag: string): string => `$\${aws:PrincipalTag/${tag}}`;

/** Signing in and passing on what the sign-in says of the person: STS asks for both (IAM user guide, session tags). */
const BECOME = ["sts:AssumeRole", "sts:TagSession"];

/**
 * A person signs in to the hub through the custodian's identity provider: from the team's network, for a ticket, by MFA.
 *
 * `aws:MultiFactorAuthPresent` does not exist for SAML sessions: AWS did not see the second factor, the identity provider
 * did. So the provider says so in the assertion, as the session tag `mfa` (attribute `…/SAML/Attributes/PrincipalTag:mfa`),
 * beside `person`, `ticket` and `dataset`, all four transitive (`…/SAML/Attributes/TransitiveTagKeys`). AWS proves that the
 * provider signed the assertion; that it asks for a second factor before it says so is the custodian's to hold it to.
 */
export function samlTrust(place: AwsPlace, networks: readonly string[]): Statement {
  return {
    Sid: "SignedInByTheIdentityProvider",
    Effect: "Allow",
    Principal: { Federated: arn(place, "iam", `saml-provider/${SAML_PROVIDER}`) },
    Action: ["sts:AssumeRoleWithSAML", "sts:TagSession"],
    Condition: {
      StringEquals: { "saml:aud": "https://signin.aws.amazon.com/saml", "aws:RequestTag/mfa": "true" },
      StringLike: { "aws:RequestTag/person": "?*", "aws:RequestTag/ticket": "?*" },
      IpAddress: { "aws:SourceIp": networks },
    },
  };
}

/**
 * Identity Center makes no session tag transitive, so whoever goes on passes them himself, and the trust holds him to
 * what his own session says. `IfExists`, because a tag that he leaves out is missed at the next door.
 */
export const PASSED_ON = ["mfa", "person", "ticket"] as const;

export interface OnwardTrust {
  /** The account that the role before stands in. */
  readonly account: string;
  /** That role, by ARN; Identity Center's roles end in a random part, so a `*` may stand there. */
  readonly from: string;
  /** The dataset that the session is for; undefined where it is for none. */
  readonly dataset?: string;
  /** The one region whose STS may be asked. */
  readonly region?: string;
  /** Tags that the caller hands on himself, where nobody made them transitive. */
  readonly passesOn?: readonly string[];
}

/**
 * The role before, for the same ticket: tags that the identity provider set come along the chain of roles, and a session
 * of a chain lasts an hour at most, whatever the role says (IAM user guide, role chaining).
 */
export function onwardTrust(place: AwsPlace, { account, from, dataset, region, passesOn = [] }: OnwardTrust): Statement {
  return {
    Sid: "FromTheRoleBefore",
    Effect: "Allow",
    Principal: { AWS: `arn:${place.partition}:iam::${account}:root` },
    Action: BECOME,
    Condition: {
      ArnLike: { "aws:PrincipalArn": from },
      StringEquals: {
        "aws:PrincipalTag/mfa": "true",
        ...(dataset === undefined ? {} : { "aws:PrincipalTag/dataset": dataset }),
        ...(region === undefined ? {} : { "aws:RequestedRegion": region }),
      },
      StringLike: { "aws:PrincipalTag/ticket": "?*" },
      ...(passesOn.length === 0
        ? {}
        : { StringEqualsIfExists: Object.fromEntries(passesOn.map((tag) => [`aws:RequestTag/${tag}`, sessionTag(tag)])) }),
    },
  };
}

/** Neither from the team's network nor from inside the home's. Through an endpoint a call carries no `aws:SourceIp`, and outside none `aws:SourceVpce`. */
export function elsewhere(networks: readonly string[], endpoints: readonly string[]): Statement {
  const condition: Condition = { NotIpAddressIfExists: { "aws:SourceIp": networks } };
  return {
    Sid: "NeverFromElsewhere",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: ["sts:AssumeRole"],
    Condition: endpoints.length > 0 ? { ...condition, StringNotEqualsIfExists: { "aws:SourceVpce": endpoints } } : condition,
  };
}
