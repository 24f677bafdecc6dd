import type { App } from "cdktf";
import { GuarddutyOrganizationAdminAccount } from "@cdktf/provider-aws/lib/guardduty-organization-admin-account";
import { Inspector2DelegatedAdminAccount } from "@cdktf/provider-aws/lib/inspector2-delegated-admin-account";
import { Macie2OrganizationAdminAccount } from "@cdktf/provider-aws/lib/macie2-organization-admin-account";
import { OrganizationsDelegatedAdministrator } from "@cdktf/provider-aws/lib/organizations-delegated-administrator";
import { SecurityhubOrganizationAdminAccount } from "@cdktf/provider-aws/lib/securityhub-organization-admin-account";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { AwsStack } from "../constructs/place/aws-stack";
import { stackName } from "../constructs/place/names";
import { ConfigRecorder } from "../constructs/security/config-recorder";
import { alarmCallers, Findings, findingsBucketName, findingsCallers } from "../constructs/security/findings";
import { Posture } from "../constructs/security/posture";
import { ThreatDetection } from "../constructs/security/threat-detection";
import type { Layer } from "./estate";
import { KeysStack } from "./keys";
import { awsResidents, distinct, stackAt } from "./plan";

/** Where detectors stand, and what they watch. */
interface Watch {
  /** The security account in each of the program's regions, the first of which gathers. */
  readonly security: readonly AwsPlace[];
  readonly management: readonly AwsPlace[];
  /** Homes and recoveries, whose configuration is recorded. */
  readonly data: readonly AwsPlace[];
}

/** Nothing in the profile core, nor without a security account. */
function watch(program: Program): Watch {
  const residents = awsResidents(program);
  const data = distinct(residents.flatMap(({ home, recovery }) => (recovery ? [home, recovery] : [home])));
  const regions = [...new Set(data.map((place) => place.region.name))].sort();
  const at = (purpose: "security" | "management") => {
    const found = Object.entries(program.data.accounts).find(([, account]) => account.cloud === "aws" && account.purpose === purpose);
    return found ? regions.map((region) => program.place(found[0], region)).filter((place) => place.isAws()) : [];
  };
  const security = program.data.profile === "full" ? at("security") : [];
  return security.length > 0 ? { security, management: at("management"), data } : { security: [], management: [], data: [] };
}

/** Who watches on the organization's behalf; only its management account can say so, region by region. */
class SecurityAdminStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, accountId: string, first: boolean) {
    super(app, stackName("security-admin", place, "management"), {
      program,
      place,
      appliedBy: place.account.deployer,
      state: "private",
    });
    const adminAccountId = accountId;
    new GuarddutyOrganizationAdminAccount(this, "guardduty", { adminAccountId });
    new SecurityhubOrganizationAdminAccount(this, "securityhub", { adminAccountId });
    new Macie2OrganizationAdminAccount(this, "macie", { adminAccountId });
    new Inspector2DelegatedAdminAccount(this, "inspector", { accountId });
    if (first) new OrganizationsDelegatedAdministrator(this, "analyzer", { accountId, servicePrincipal: "access-analyzer.amazonaws.com" });
  }
}

/** Detectors and findings of one region. */
class SecurityStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, keys: KeysStack, { security, data }: Watch) {
    super(app, stackName("security", place, "security"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(keys);
    const gatekeeper = Object.values(program.data.accounts).find(({ cloud, purpose }) => cloud === "aws" && purpose === "gatekeeper");
    const findings = new Findings(this, "findings", {
      bucketKeyArn: keys.keyArn("findings"),
      topicKeyArn: keys.keyArn("alarms"),
      recorded: recordedAt(place, data),
      gatekeeper: gatekeeper?.id,
    });
    const { bucketArn: findingsBucketArn, bucketPolicy } = findings;
    new ThreatDetection(this, "threats", { findingsBucketArn, keyArn: keys.keyArn("findings"), after: [bucketPolicy] });
    const [first, ...others] = security;
    const gathersFrom = first?.equals(place) ? others.map(({ region }) => region.name) : undefined;
    new Posture(this, "posture", { gathersFrom });
    new ConfigRecorder(this, "config", { bucket: findings.bucket, keyArn: keys.keyArn("findings"), first: gathersFrom !== undefined });
  }
}

/** The record of configuration of one home or recovery. */
class RecorderStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, security: AwsPlace, keys: KeysStack, first: boolean) {
    super(app, `config-${place.accountName}-${place.region.name}`, {
      program,
      place,
      appliedBy: place.account.deployer,
      state: "private",
    });
    this.uses(keys);
    new ConfigRecorder(this, "config", { bucket: findingsBucketName(security), keyArn: keys.keyArn("findings"), first });
  }
}

/** Accounts that deliver to a region's bucket: those with data there, and the security account itself. */
function recordedAt(security: AwsPlace, data: readonly AwsPlace[]): readonly string[] {
  const there = data.filter(({ region }) => region.name === security.region.name);
  return [...new Set([security, ...there].map(({ accountId }) => accountId))];
}

function keysOf(app: App, program: Program, place: AwsPlace, { data }: Watch): KeysStack {
  const own = { userAccounts: [place.accountId], regions: [place.region.name] };
  return new KeysStack(app, "keys", program, place, [
    { of: "findings", use: { ...own, services: ["bucket"], callers: findingsCallers(place, recordedAt(place, data)) } },
    { of: "alarms", use: { ...own, services: [], callers: alarmCallers(place) } },
  ]);
}

function stacksOf(app: App, program: Program, watched: Watch): readonly AwsStack[] {
  const { security, management, data } = watched;
  const keys = new Map(security.map((place) => [place.region.name, keysOf(app, program, place, watched)]));
  const admins = management.map(
    (place, index) => new SecurityAdminStack(app, program, place, (security[0] as AwsPlace).accountId, index === 0),
  );
  const watches = security.map((place) => new SecurityStack(app, program, place, stackAt(keys, place.region), watched));
  for (const stack of watches) stack.uses(...admins);
  const firsts = new Map<string, RecorderStack>();
  const recorders = data.map((place) => {
    const home = security.find(({ region }) => region.name === place.region.name) as AwsPlace;
    const earlier = firsts.get(place.accountId);
    const stack = new RecorderStack(app, program, place, home, stackAt(keys, place.region), earlier === undefined);
    // The first makes the role that the others name.
    if (earlier) stack.uses(earlier);
    else firsts.set(place.accountId, stack);
    stack.uses(...watches);
    return stack;
  });
  return [...keys.values(), ...admins, ...watches, ...recorders];
}

/** Detectors and the record of configuration, in the profile full. */
export const securityLayer: Layer = {
  places: (program) => {
    const { security, management } = watch(program);
    return [...management, ...security];
  },
  stacks: (app, program) => stacksOf(app, program, watch(program)),
};
