import { add, editPolicy, resource, type Block, type Harmful, type StackJson, harmful as of } from "../edit";
import { holding } from "./guardrails";

const ORGANIZATION = "organization-us-east-1";
const RELEASE = "release-us-east-1";
const PARENT = "888888888888";
const HOME_ROLE = "arn:aws:iam::333333333333:role/somebody";
const named = (statements: readonly Block[], sid: string): Block => {
  const found = statements.find((statement) => statement["Sid"] === sid);
  if (!found) throw new Error(`no ${sid}`);
  return found;
};
const guardrail = (text: string, claim: Harmful["claim"], sid: string, change: (statement: Block, all: Block[]) => void) =>
  of(`${sid} ${text}`, claim, ORGANIZATION, /^aws_organizations_policy/, (s) =>
    editPolicy(holding(s, sid), "content", (statements) => change(named(statements, sid), statements)),
  );
/** One value more under a condition key that says whom a denial spares. */
const sparing = (statement: Block, key: string, more: string) => {
  const keys = Object.values(statement["Condition"] as Block).find((each) => Object.hasOwn(each as Block, key)) as Block | undefined;
  if (!keys) throw new Error(`no ${key}`);
  keys[key] = [...[keys[key]].flat(), more] as string[];
};
const gone = (sid: string, claim: Harmful["claim"]) =>
  guardrail("is gone", claim, sid, (statement, all) => void all.splice(all.indexOf(statement), 1));
const spares = (sid: string, claim: Harmful["claim"], key = "aws:PrincipalArn", more = HOME_ROLE) =>
  guardrail(`spares ${more}`, claim, sid, (statement) => sparing(statement, key, more));

const GONE: readonly [sid: string, claim: Harmful["claim"]][] = [
  ["KeysOfTheMode", "custody"],
  ["OnlyInspectorInspects", "access"],
  ["OnlyPublisherPushes", "access"],
  ["OnlyAuditorsAtTheDesk", "access"],
  ["FromTheOrganization", "access"],
  ["RolesFromTheOrganization", "access"],
];
const SPARED: readonly Parameters<typeof spares>[] = [
  ["OnlyInspectorInspects", "access"],
  ["OnlyPublisherPushes", "access"],
  ["OnlyAuditorsAtTheDesk", "access"],
  ["PrivilegedRoles", "access"],
  ["ServiceRoles", "access"],
  ["TheBoundary", "access"],
  ["NoSharedSnapshots", "access"],
  ["KeysMadeByCustody", "custody"],
  ["KeysTouchedByCustody", "custody"],
  ["KeysOfTheMode", "custody", "aws:PrincipalArn", "arn:aws:iam::*:role/ringfence-key-admin"],
  ["KeysOfTheMode", "custody", "kms:KeyOrigin", "AWS_CLOUDHSM"],
  ["ReplicationByThePipeline", "location"],
  ["CopiesByBackup", "location"],
  ["OnlyOurResources", "location"],
  ["DenyOutside", "location"],
  ["MoversOnlyReadOfOthers", "access", "aws:ResourceAccount", PARENT],
  ["EventTargetsOfOurs", "location", "events:TargetArn", `arn:aws:*:*:${PARENT}:*`],
  ["EventTargetsInside", "location", "events:TargetArn", "arn:aws:*:ap-southeast-1:*:*"],
  ["FunctionsSigned", "location", "lambda:CodeSigningConfigArn", `arn:aws:lambda:us-east-1:${PARENT}:code-signing-config:*`],
  ["FromTheOrganization", "access", "aws:PrincipalOrgID", "o-parents0001"],
  ["ServicesForOurs", "access", "aws:SourceOrgID", "o-parents0001"],
  ["WatchersByThePipeline", "audit"],
  ["SigningByThePipeline", "audit"],
  ["SignedByTheSigner", "audit"],
  ["ImagesByTheSigner", "audit"],
  ["ThroughOurNetworks", "network"],
];

const own = (
  text: string,
  claim: Harmful["claim"],
  stack: string,
  [type, which]: readonly [string, RegExp],
  change: (statements: Block[]) => void,
) => of(`${stack}: ${text}`, claim, stack, new RegExp(`^${type}[.]`), (s) => editPolicy(resource(s, type, which), "policy", change));
const without = (sid: string) => (statements: Block[]) => void statements.splice(statements.indexOf(named(statements, sid)), 1);
const ownSparing = (sid: string, key: string, more: string) => (statements: Block[]) => sparing(named(statements, sid), key, more);
const bucket = (which: RegExp) => ["aws_s3_bucket_policy", which] as const;
const RELEASE_ADMIN = "arn:aws:iam::444444444444:role/ringfence-release-build";

const buckets: readonly Harmful[] = [
  ...[/source/, /artifacts/].flatMap((which) => [
    own(`${which.source} is read by whoever may`, "access", RELEASE, bucket(which), without("OnlyTheseRead")),
    own(`${which.source} is listed by strangers`, "access", RELEASE, bucket(which), without("DenyOutsideTheOrganization")),
    own(
      `${which.source} is read by one more`,
      "access",
      RELEASE,
      bucket(which),
      ownSparing("OnlyTheseRead", "aws:PrincipalArn", RELEASE_ADMIN),
    ),
  ]),
  own("records are read by whoever may", "access", RELEASE, bucket(/releases/), without("OnlyTheInspectorReadsRecords")),
  own("records are read by a role of the parent's", "access", RELEASE, bucket(/releases/), (statements) =>
    sparing(named(statements, "OnlyTheInspectorReadsRecords"), "aws:PrincipalArn", `arn:aws:iam::${PARENT}:role/parent`),
  ),
  own("records are read by who builds", "access", RELEASE, bucket(/releases/), (statements) => {
    const own = named(statements, "OnlyTheInspectorReadsRecords");
    sparing(own, "aws:PrincipalArn", sibling(own, "ringfence-release-build"));
  }),
  own("source is written by who builds", "access", RELEASE, bucket(/source/), (statements) => {
    const own = named(statements, "OnlyTheseWrite");
    sparing(own, "aws:PrincipalArn", sibling(own, "ringfence-release-build"));
  }),
  own(
    "the parent's account",
    "access",
    "audit-us-east-1",
    bucket(/archive/),
    ownSparing("DenyOtherAccounts", "aws:PrincipalAccount", PARENT),
  ),
  own(
    "the parent's account",
    "access",
    "audit-us-west-2",
    bucket(/archive/),
    ownSparing("DenyOtherAccounts", "aws:PrincipalAccount", PARENT),
  ),
  own("the deployer fills it", "audit", "audit-us-west-2", bucket(/archive/), (statements) => {
    const own = named(statements, "OnlyReplicasAreWritten");
    sparing(own, "aws:PrincipalArn", sibling(own, "ringfence-deployer"));
  }),
  own("state is read by one more", "access", "bootstrap-home", bucket(/./), (statements) => {
    const own = named(statements, "DenyPrivateStateToOthers");
    sparing(own, "aws:PrincipalArn", sibling(own, "ringfence-app-any"));
  }),
  own("the parent's organization", "access", "storage-us-east-1", bucket(/./), (statements) =>
    sparing(named(statements, "DenyOutsideTheOrganization"), "aws:PrincipalOrgID", "o-parents0001"),
  ),
  own("objects under the parent's key", "custody", "storage-us-east-1", bucket(/./), (statements) =>
    sparing(
      named(statements, "DenyAnotherKey"),
      "s3:x-amz-server-side-encryption-aws-kms-key-id",
      `arn:aws:kms:us-east-1:${PARENT}:key/11111111-2222-3333-4444-555555555555`,
    ),
  ),
  own("a key is administered by one more", "custody", "custody-us-east-1", ["aws_kms_key", /./], (statements) => {
    const own = named(statements, "OnlyCustodyAdministers");
    sparing(own, "aws:PrincipalArn", sibling(own, "ringfence-deployer"));
  }),
  own("files are written from anywhere", "access", "storage-us-east-1", ["aws_efs_file_system_policy", /./], (statements) => {
    Reflect.deleteProperty(named(statements, "WriteThroughATarget")["Condition"] as Block, "Bool");
  }),
  own("an interface is handed to anybody", "access", RELEASE, ["aws_iam_role_policy", /roles_build/], (statements) => {
    Reflect.deleteProperty(named(statements, "HandTheInterfaceToCodeBuild"), "Condition");
  }),
];

/** Another role of the account whose role a denial spares. */
function sibling(statement: Block, role: string): string {
  const text = JSON.stringify(statement["Condition"]);
  const account = /arn:aws:iam::(\d{12}):role/.exec(text)?.[1];
  if (account === undefined) throw new Error("it spares no role");
  return `arn:aws:iam::${account}:role/${role}`;
}

const project = (
  text: string,
  which: RegExp,
  change: (spec: { phases: { build: Block & { commands: string[] } } }, block: Block) => void,
) =>
  of(`the release path ${text}`, "audit", RELEASE, /^aws_codebuild_project[.]/, (s) => {
    const block = resource(s, "aws_codebuild_project", which);
    const source = block["source"] as Block;
    const spec = JSON.parse(String(source["buildspec"])) as { phases: { build: Block & { commands: string[] } } };
    change(spec, block);
    source["buildspec"] = JSON.stringify(spec);
  });
const commands = (text: string, which: RegExp, change: (commands: string[]) => string[]) =>
  project(text, which, ({ phases: { build } }) => void (build.commands = change(build.commands)));

const works: readonly Harmful[] = [
  ...[/sast/, /dependencies/, /secrets/].flatMap((which) => [
    commands(`scans nothing for ${which.source}`, which, (all) => all.slice(1)),
    commands(`takes whatever the scan for ${which.source} says`, which, ([scan, ...rest]) => [`${scan} || true`, ...rest]),
  ]),
  commands("signs what nobody approved", /sign/, (all) => all.filter((command) => !command.startsWith("APPROVED_BY"))),
  commands("signs what was not built there", /sign/, (all) => all.filter((command) => !command.startsWith("test "))),
  commands("signs no image", /sign/, (all) => all.filter((command) => !command.startsWith("notation"))),
  commands("builds something else", /build/, (all) => all.map((command) => command.replace("ringfence-build .", "ringfence-build /other"))),
  project("goes on when a scan fails", /sast/, ({ phases: { build } }) => void (build["on-failure"] = "CONTINUE")),
  project("scans in another image", /sast/, (_, block) => {
    const environment = block["environment"] as Block;
    environment["image"] = String(environment["image"]).replace(/sha256:..../, "sha256:0000");
  }),
  of("a scan is nowhere", "audit", RELEASE, /^aws_codepipeline[.]/, (s) => {
    const left = Object.entries(s.resource["aws_codebuild_project"] ?? {}).filter(([, { name }]) => name !== "ringfence-release-secrets");
    s.resource["aws_codebuild_project"] = Object.fromEntries(left);
    const stages = resource(s, "aws_codepipeline")["stage"] as (Block & { action: Block[] })[];
    for (const stage of stages) stage.action = stage.action.filter(({ name }) => name !== "secrets");
  }),
  ...[/source/, /releases/].map((which) =>
    of(`the lock of ${which.source} is gone`, "migration", RELEASE, /^aws_s3_bucket[.]/, (s) => {
      const type = "aws_s3_bucket_object_lock_configuration";
      resource(s, type, which);
      s.resource[type] = Object.fromEntries(Object.entries(s.resource[type] ?? {}).filter(([name]) => !which.test(name)));
    }),
  ),
  of("the release path runs what lies in the source", "audit", RELEASE, /^aws_codebuild_project[.]/, (s) => {
    (resource(s, "aws_codebuild_project", /sast/)["source"] as Block)["buildspec"] = "buildspec.yml";
  }),
];

const lifecycle = (text: string, stack: string, name: RegExp, rule: Block) =>
  of(text, "audit", stack, /^aws_s3_bucket_lifecycle_configuration[.]/, (s: StackJson) => {
    const [bucket = ""] = Object.keys(s.resource["aws_s3_bucket"] ?? {}).filter((each) => name.test(each));
    resource(s, "aws_s3_bucket", name);
    const rules = [{ id: "r", status: "Enabled", filter: [{ prefix: "" }], ...rule }];
    add(s, "aws_s3_bucket_lifecycle_configuration", "more", { bucket: `\${aws_s3_bucket.${bucket}.id}`, rule: rules });
  });
const lifecycles: readonly Harmful[] = [
  lifecycle("the archive's logs are hidden after a week", "audit-us-east-1", /archive/, { expiration: [{ days: 7 }] }),
  lifecycle("the second archive's logs are hidden by a date", "audit-us-west-2", /archive/, {
    expiration: [{ date: "2027-01-01T00:00:00Z" }],
  }),
  lifecycle("the archive's logs sleep", "audit-us-east-1", /archive/, { transition: [{ days: 30, storage_class: "DEEP_ARCHIVE" }] }),
  lifecycle("inspection records are hidden", RELEASE, /releases/, { expiration: [{ days: 30 }] }),
  of("a dataset's bucket empties itself by a rule of its own", "migration", "storage-us-east-1", /^aws_s3_bucket[.]/, (s) => {
    resource(s, "aws_s3_bucket")["lifecycle_rule"] = [{ enabled: true, expiration: [{ days: 30 }] }];
  }),
];

/** Whom denials spare, what the release path runs, and what a lifecycle does to a locked bucket. */
export const sparedEdits: readonly Harmful[] = [
  ...GONE.map(([sid, claim]) => gone(sid, claim)),
  ...SPARED.map((each) => spares(...each)),
  ...buckets,
  ...works,
  ...lifecycles,
];

/** What only a moving estate's guardrails say. */
export const movingEdits: readonly Harmful[] = [
  gone("MoversEndWithTheWindow", "location"),
  gone("OldRolesForOperators", "access"),
  spares("OldRolesForOperators", "access"),
  guardrail("ends years later", "location", "MoversEndWithTheWindow", (statement) => {
    ((statement["Condition"] as Block)["DateGreaterThan"] as Block)["aws:CurrentTime"] = "2036-01-01T00:00:00Z";
  }),
  guardrail("leaves out the migrators", "location", "MoversEndWithTheWindow", (statement) => {
    ((statement["Condition"] as Block)["ArnLike"] as Block)["aws:PrincipalArn"] = ["arn:aws:iam::*:role/ringfence-mover-*"];
  }),
];

/** Denials that spare less, or one more that spares somebody whom the others deny, let nobody through. */
export const SPARED_HARMLESS = [
  of("a guardrail more that spares a role", "access", ORGANIZATION, /./, (s) =>
    editPolicy(
      holding(s, "KeysTouchedByCustody"),
      "content",
      (statements) =>
        void statements.push({
          Sid: "More",
          Effect: "Deny",
          Action: ["kms:PutKeyPolicy"],
          Resource: "*",
          Condition: { ArnNotLike: { "aws:PrincipalArn": HOME_ROLE } },
        }),
    ),
  ),
  of("logs go after their retention", "audit", "audit-us-east-1", /./, (s) =>
    lifecycle("", "", /archive/, { expiration: [{ days: 2557 }], noncurrent_version_expiration: [{ noncurrent_days: 30 }] }).change(s),
  ),
  of("logs in a cheaper class that answers at once", "audit", "audit-us-east-1", /./, (s) =>
    lifecycle("", "", /archive/, { transition: [{ days: 90, storage_class: "GLACIER_IR" }] }).change(s),
  ),
  of("buildspecs with white space", "audit", RELEASE, /./, (s) => {
    const source = resource(s, "aws_codebuild_project")["source"] as Block;
    source["buildspec"] = JSON.stringify(JSON.parse(String(source["buildspec"])), null, 2);
  }),
];
