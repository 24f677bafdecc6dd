import { Construct } from "constructs";
import { ComputeAddress } from "@cdktf/provider-google/lib/compute-address";
import { ComputeForwardingRule } from "@cdktf/provider-google/lib/compute-forwarding-rule";
import { DnsRecordSet } from "@cdktf/provider-google/lib/dns-record-set";
import { SqlDatabase } from "@cdktf/provider-google/lib/sql-database";
import { SqlDatabaseInstance } from "@cdktf/provider-google/lib/sql-database-instance";
import type { GooglePlace } from "../../config/place";
import type { GoogleNetworkNames } from "../network/google-isolated-network";
import type { GoogleStack } from "../place/google-stack";
import { storeLabels } from "./google-labels";

export interface GoogleResidentDatabaseProps {
  readonly dataset: string;
  /** The full name of the dataset's key, of the database's own region. */
  readonly keyName: string;
  readonly network: GoogleNetworkNames;
  /** Where the backups lie: the recovery region, inside the jurisdiction; the home region without one. */
  readonly backupsIn?: GooglePlace;
}

/**
 * A Cloud SQL PostgreSQL instance that keeps one dataset inside the jurisdiction: no address but a private endpoint, TLS
 * only, IAM sign-in, no password of a superuser in any state, who read what on record.
 *
 * Recovery: a backup a day lies in the recovery region, so a lost home region costs at most 24 hours (RPO 1440 minutes);
 * the write-ahead log for the minutes between stays at home. Cloud SQL encrypts a backup under the instance's own key and
 * keeps it in the instance's project (its documentation, "About customer-managed encryption keys"), so the backup is of
 * use only while the home region's key is.
 */
export class GoogleResidentDatabase extends Construct {
  constructor(scope: GoogleStack, id: string, props: GoogleResidentDatabaseProps) {
    super(scope, id);
    const { program, place } = scope;
    const name = `${program.name}-${props.dataset}`;
    const guarded = !program.data.sandbox;
    const instance = new SqlDatabaseInstance(this, "instance", {
      name,
      region: place.region.name,
      databaseVersion: "POSTGRES_16",
      encryptionKeyName: props.keyName,
      settings: {
        tier: "db-custom-4-16384",
        edition: "ENTERPRISE",
        availabilityType: "REGIONAL",
        diskAutoresize: true,
        deletionProtectionEnabled: guarded,
        retainBackupsOnDelete: guarded,
        ipConfiguration: {
          ipv4Enabled: false,
          // A client certificate would be one more credential to guard; who signs in is IAM's to say.
          sslMode: "ENCRYPTED_ONLY",
          pscConfig: [{ pscEnabled: true, allowedConsumerProjects: [place.accountId] }],
        },
        backupConfiguration: {
          enabled: true,
          location: (props.backupsIn ?? place).region.name,
          pointInTimeRecoveryEnabled: true,
          // The longest that the Enterprise edition keeps.
          transactionLogRetentionDays: 7,
          backupRetentionSettings: { retainedBackups: Math.min(program.data.retention.backupDays, 365), retentionUnit: "COUNT" },
        },
        databaseFlags: [
          { name: "cloudsql.iam_authentication", value: "on" },
          { name: "cloudsql.enable_pgaudit", value: "on" },
          { name: "pgaudit.log", value: "read,write,role,ddl" },
        ],
        userLabels: storeLabels(props.dataset),
      },
      // Terraform's own guard; the one in the settings holds against the console and gcloud too.
      deletionProtection: guarded,
      lifecycle: { preventDestroy: guarded },
    });
    new SqlDatabase(this, "database", {
      name: props.dataset.replaceAll("-", "_"),
      instance: instance.name,
      ...(guarded ? { deletionPolicy: "ABANDON" } : {}),
    });
    const address = new ComputeAddress(this, "address", {
      name: `${name}-sql`,
      addressType: "INTERNAL",
      region: place.region.name,
      subnetwork: props.network.subnetwork,
    });
    new ComputeForwardingRule(this, "endpoint", {
      name: `${name}-sql`,
      region: place.region.name,
      network: props.network.network,
      ipAddress: address.selfLink,
      // Empty for a Private Service Connect endpoint; the provider's default would be EXTERNAL.
      loadBalancingScheme: "",
      target: instance.pscServiceAttachmentLink,
    });
    new DnsRecordSet(this, "name", {
      managedZone: props.network.databaseZone,
      name: instance.dnsName,
      type: "A",
      ttl: 300,
      rrdatas: [address.address],
    });
  }
}
