import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { BOOTSTRAP_ROLE } from "../config/access/role-names";
import { AccountRoles } from "../constructs/access/deployer";
import { CustodianKey } from "../constructs/keys/custodian-key";
import { AwsStack } from "../constructs/place/aws-stack";
import { arn } from "../constructs/place/names";
import { StateBucket } from "../constructs/place/state-bucket";
import { deployerArn } from "../constructs/place/state-backend";
import { AccountDefaults } from "../constructs/storage/account-defaults";
import { oldDatabaseOf } from "../config/migration/legacy-copies";
import { ReplicationRoles } from "../constructs/migration/replication-roles";
import { migratesIn } from "./migration/moves";

/** What an account needs before any other stack: its roles, and the bucket of its terraform state. Its own state is local until then. */
export class BootstrapStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, others: readonly AwsPlace[]) {
    super(app, `bootstrap-${place.accountName}`, { program, place, appliedBy: BOOTSTRAP_ROLE, state: "local" });
    const readers = others.map((other) => deployerArn(other));
    const key = new CustodianKey(this, "state-key", {
      of: "state",
      use: { userAccounts: [place, ...others].map((other) => other.accountId), regions: [place.region.name], services: ["bucket"] },
      alsoAdministeredBy: [arn(place, "iam", `role/${BOOTSTRAP_ROLE}`)],
    });
    new StateBucket(this, "state", { keyArn: key.arn, ownDeployer: deployerArn(place), otherDeployers: readers });
    const received = migratesIn(program, place.accountName);
    new AccountRoles(this, "roles", { migrates: received.length > 0 });
    if (received.some((copy) => oldDatabaseOf(copy))) new ReplicationRoles(this, "replication");
    new AccountDefaults(this, "defaults");
  }
}
