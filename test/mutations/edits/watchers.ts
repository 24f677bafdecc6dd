import { resource, type Block, type Harmful, type StackJson, harmful as of } from "../edit";

const PARENT = "888888888888";

const audit = (text: string, stack: string, type: string, change: (block: Block) => void) =>
  of(text, "audit", stack, new RegExp(`^${type}[.]`), (s) => change(resource(s, type)));

const ADMINISTRATORS: readonly [type: string, attribute: string][] = [
  ["aws_guardduty_organization_admin_account", "admin_account_id"],
  ["aws_inspector2_delegated_admin_account", "account_id"],
  ["aws_macie2_organization_admin_account", "admin_account_id"],
  ["aws_organizations_delegated_administrator", "account_id"],
  ["aws_securityhub_organization_admin_account", "admin_account_id"],
];

const rules = (s: StackJson) => resource(s, "aws_wafv2_web_acl")["rule"] as Block[];
const web = (text: string, change: Harmful["change"]) => of(text, "network", "ingress-us-east-1", /^aws_wafv2_web_acl[.]/, change);

/** Takes a condition key out of every statement of a policy. */
function withoutKey(block: Block, key: string): void {
  const document = JSON.parse(String(block["policy"])) as { Statement: { Condition?: Record<string, Block> }[] };
  for (const { Condition } of document.Statement) for (const keys of Object.values(Condition ?? {})) Reflect.deleteProperty(keys, key);
  block["policy"] = JSON.stringify(document);
}
const asking = (s: StackJson, type: string, key: string) => {
  const found = Object.values(s.resource[type] ?? {}).find((block) => String(block["policy"]).includes(`"${key}"`));
  if (!found) throw new Error(`no ${type} asks for ${key}`);
  return found;
};

/** Who watches, what filters and what feeds: given to others, or left without. */
export const watcherEdits: readonly Harmful[] = [
  ...ADMINISTRATORS.map(([type, attribute]) =>
    audit(`${type} is the parent's`, "security-admin-us-east-1", type, (block) => void (block[attribute] = PARENT)),
  ),
  audit("code is signed by the parent", "admission-us-east-1", "aws_lambda_code_signing_config", (block) => {
    const arns = [`arn:aws:signer:us-east-1:${PARENT}:/signing-profiles/x/1`];
    block["allowed_publishers"] = { signing_profile_version_arns: arns };
  }),
  audit("the machine that builds is the parent's", "release-us-east-1", "aws_codebuild_project", (block) => {
    (block["environment"] as Block)["image"] = `${PARENT}.dkr.ecr.us-east-1.amazonaws.com/x:latest`;
  }),
  audit("images are not looked at", "release-us-east-1", "aws_ecr_repository", (block) => {
    block["image_scanning_configuration"] = { scan_on_push: false };
  }),
  audit("the source is the parent's", "release-us-east-1", "aws_codepipeline", (block) => {
    block["stage"] = JSON.parse(JSON.stringify(block["stage"]).replace(/"S3Bucket":"[^"]*"/, '"S3Bucket":"parents"')) as Block;
  }),
  audit("the break-glass alarm listens for nobody", "access-us-east-1", "aws_cloudwatch_event_rule", (block) => {
    block["event_pattern"] = JSON.stringify({ source: ["nobody"] });
  }),
  of("the archive feeds no second one", "audit", "audit-us-east-1", /^aws_s3_bucket[.]/, (s) => {
    Reflect.deleteProperty(s.resource, "aws_s3_bucket_replication_configuration");
  }),
  of("the auditor reads nothing", "audit", "access-home-us-east-1", /^aws_iam_role[.]auditor/, (s) => {
    for (const name of Object.keys(s.resource["aws_iam_role_policy"] ?? {}))
      if (name.startsWith("auditor")) Reflect.deleteProperty(s.resource["aws_iam_role_policy"] as object, name);
  }),
  web("the web firewall lets through by default", (s) => void (resource(s, "aws_wafv2_web_acl")["default_action"] = { allow: {} })),
  web("the web firewall asks a group less", (s) => void rules(s).shift()),
  web("the web firewall only counts", (s) => void ((rules(s)[1] as Block)["override_action"] = { count: {} })),
  web("the web firewall lets the host through first", (s) => void ((rules(s).at(-1) as Block)["priority"] = -1)),
  ...["aws:PrincipalOrgID", "aws:ResourceOrgID"].map((key) =>
    of(`an endpoint does not ask for ${key}`, "network", "network-us-east-1", /^aws_vpc_endpoint[.]/, (s) =>
      withoutKey(asking(s, "aws_vpc_endpoint", key), key),
    ),
  ),
  of("an output shows a secret", "access", "storage-us-east-1", /^output[.]/, (s) => {
    s.output = { ...s.output, password: { value: "${nonsensitive(aws_rds_cluster.profiles.master_password)}" } };
  }),
  of("a network's list lets everything through", "network", "network-us-east-1", /^aws_network_acl[.]/, (s) => {
    (resource(s, "aws_network_acl")["ingress"] as Block[]).push({ action: "allow", protocol: "-1", cidr_block: "0.0.0.0/0", rule_no: 50 });
  }),
  of("a file system is mounted from anywhere", "access", "storage-us-east-1", /^aws_efs_file_system_policy[.]/, (s) => {
    const key = "elasticfilesystem:AccessedViaMountTarget";
    withoutKey(asking(s, "aws_efs_file_system_policy", key), key);
  }),
];
