import { xml, type Answer, type Call } from "../call";
import type { Handler, Store } from "./handler";

export const ec2Reply = (call: Call, inner: string): Answer =>
  xml(
    `<${call.operation}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>rehearsal</requestId>${inner}</${call.operation}Response>`,
  );

/** The account's settings for EBS and public access in one region. moto knows encryption by default, but no key for it. */
export const ec2Settings: Handler = (call, store) => {
  if (call.service !== "ec2") return undefined;
  const settings = store.of(call, "ec2-settings");
  switch (call.operation) {
    case "ModifyEbsDefaultKmsKeyId":
      settings.set("key", String(call.params["KmsKeyId"]));
      return ec2Reply(call, defaultKey(call, settings));
    case "ResetEbsDefaultKmsKeyId":
      settings.delete("key");
      return ec2Reply(call, defaultKey(call, settings));
    case "GetEbsDefaultKmsKeyId":
      return ec2Reply(call, defaultKey(call, settings));
    case "EnableSnapshotBlockPublicAccess":
      settings.set("snapshots", String(call.params["State"]));
      return ec2Reply(call, snapshots(settings));
    case "DisableSnapshotBlockPublicAccess":
      settings.set("snapshots", "unblocked");
      return ec2Reply(call, snapshots(settings));
    case "GetSnapshotBlockPublicAccessState":
      return ec2Reply(call, `${snapshots(settings)}<managedBy>account</managedBy>`);
    case "ModifyVpcBlockPublicAccessOptions":
      settings.set("vpc", String(call.params["InternetGatewayBlockMode"]));
      return ec2Reply(call, vpcOptions(call, settings));
    case "DescribeVpcBlockPublicAccessOptions":
      return ec2Reply(call, vpcOptions(call, settings));
    default:
      return undefined;
  }
};

type Settings = ReturnType<Store["of"]>;

/** AWS answers with the ARN whatever it was given; without a choice it is the account's own `aws/ebs`. */
const defaultKey = (call: Call, settings: Settings): string =>
  `<kmsKeyId>${settings.get("key") ?? `arn:aws:kms:${call.region}:${call.account}:alias/aws/ebs`}</kmsKeyId>`;

const snapshots = (settings: Settings): string => `<state>${settings.get("snapshots") ?? "unblocked"}</state>`;

const vpcOptions = (call: Call, settings: Settings): string =>
  `<vpcBlockPublicAccessOptions><awsAccountId>${call.account}</awsAccountId><awsRegion>${call.region}</awsRegion>` +
  `<state>${settings.has("vpc") ? "update-complete" : "default-state"}</state><internetGatewayBlockMode>${settings.get("vpc") ?? "off"}</internetGatewayBlockMode>` +
  `<exclusionsAllowed>allowed</exclusionsAllowed><managedBy>account</managedBy></vpcBlockPublicAccessOptions>`;
