import type { App } from "cdktf";
import { RELEASED, TOOLS } from "../../config/release/names";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { ReleaseData } from "../../config/schema/schema";
import { custodianOrganization } from "../../constructs/keys/organization";
import { AwsStack } from "../../constructs/place/aws-stack";
import { stackName } from "../../constructs/place/names";
import { deployerArn } from "../../constructs/place/state-backend";
import { artifactBucketStatements, releasesBucketStatements, sourceBucketStatements } from "../../constructs/release/bucket-policies";
import { ReleaseBucket } from "../../constructs/release/locked-bucket";
import { releaseRole } from "../../constructs/release/names";
import { ReleasePipeline } from "../../constructs/release/pipeline";
import { ReleaseProjects } from "../../constructs/release/projects";
import { RegistryReplication } from "../../constructs/release/replication";
import { ClosedRepository } from "../../constructs/release/repository";
import { ReleaseRoles } from "../../constructs/release/roles";
import type { KeysStack } from "../keys";
import type { NetworkStack } from "../network";

export interface ReleaseStackProps {
  readonly release: ReleaseData;
  readonly keys: KeysStack;
  readonly network: NetworkStack;
  /** The accounts that run what is released. */
  readonly homes: readonly string[];
  /** The other regions in which they run it. */
  readonly regions: readonly string[];
}

/** The way in for code: mirror, inspection, build, approval, signature, registry, record. */
export class ReleaseStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, props: ReleaseStackProps) {
    super(app, stackName("release", place, "release"), { program, place, appliedBy: place.account.deployer, state: "private" });
    const { release, keys, network, homes } = props;
    this.uses(keys, network);
    const organization = custodianOrganization(program);
    const [keyArn, recordKeyArn] = [keys.keyArn("release"), keys.keyArn("records")];
    const roles = new ReleaseRoles(this, "roles", { release, recordKeyArn });
    const bucket = (of: "source" | "artifacts" | "releases", statements: ReturnType<typeof sourceBucketStatements>) =>
      new ReleaseBucket(this, of, { of, keyArn, statements, locked: of !== "artifacts" });
    const buckets = [
      bucket("source", sourceBucketStatements(place, organization)),
      bucket("artifacts", artifactBucketStatements(place, organization)),
      bucket("releases", releasesBucketStatements(place, organization, homes)),
    ];
    new ClosedRepository(this, "tools", { name: TOOLS, keyArn, pushedBy: deployerArn(place), pulledFrom: [] });
    const released = new ClosedRepository(this, "released", {
      name: RELEASED,
      keyArn,
      pushedBy: releaseRole(place, "sign"),
      pulledFrom: homes,
    });
    if (props.regions.length > 0) {
      const replication = new RegistryReplication(this, "replication", { regions: props.regions });
      replication.node.addDependency(released);
    }
    const projects = new ReleaseProjects(this, "projects", { release, network: network.network, keyArn, logKeyArn: keys.keyArn("logs") });
    projects.node.addDependency(...roles.policies);
    const pipeline = new ReleasePipeline(this, "pipeline", { keyArn, recordKeyArn });
    pipeline.node.addDependency(projects, ...buckets);
  }
}

/** What was released, in another region in which a home runs it. */
export class RegistryStack extends AwsStack {
  constructor(
    app: App,
    program: Program,
    place: AwsPlace,
    keys: KeysStack,
    home: { readonly signer: AwsPlace; readonly homes: readonly string[] },
  ) {
    super(app, stackName("registry", place, "release"), { program, place, appliedBy: place.account.deployer, state: "private" });
    this.uses(keys);
    new ClosedRepository(this, "released", {
      name: RELEASED,
      keyArn: keys.keyArn("release"),
      pushedBy: releaseRole(home.signer, "sign"),
      pulledFrom: home.homes,
    });
  }
}
