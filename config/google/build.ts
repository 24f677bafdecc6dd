const of = (prefix: string, permissions: string) => permissions.split(/\s+/).map((permission) => `${prefix}.${permission}`);

/** What a deployer may, by service: build and change, never read a row or an object. */
export const BUILD: Readonly<Partial<Record<string, readonly string[]>>> = {
  cloudresourcemanager: ["resourcemanager.projects.get"],
  storage: of("storage.buckets", "create get getIamPolicy setIamPolicy update"),
  compute: [
    ...of("compute.networks", "create delete get update updatePolicy use"),
    ...of("compute.subnetworks", "create delete get update use"),
    ...of("compute.firewalls", "create delete get update"),
    ...of("compute.routes", "delete list"),
    ...of("compute.addresses", "createInternal deleteInternal get setLabels use"),
    ...of("compute.globalAddresses", "createInternal deleteInternal get setLabels use"),
    ...of("compute.forwardingRules", "get pscCreate pscDelete pscSetLabels"),
    ...of("compute.globalForwardingRules", "get pscCreate pscDelete pscSetLabels"),
    ...of("compute", "globalOperations.get regionOperations.get"),
  ],
  // An endpoint is registered there (Private Service Connect documentation, "Required roles").
  servicedirectory: of("servicedirectory", "namespaces.create namespaces.delete services.create services.delete"),
  dns: [
    ...of("dns.managedZones", "create delete get update"),
    ...of("dns.resourceRecordSets", "create delete get list update"),
    ...of("dns.changes", "create get"),
    ...of("dns.policies", "create delete get update"),
    ...of("dns.networks", "bindPrivateDNSPolicy bindPrivateDNSZone"),
  ],
  sqladmin: [...of("cloudsql.instances", "create get update"), ...of("cloudsql.databases", "create get update")],
  bigquery: of("bigquery.datasets", "create get update"),
  logging: [...of("logging.buckets", "create get update"), ...of("logging.sinks", "create get update")],
  pubsub: [
    ...of("pubsub.topics", "attachSubscription create get getIamPolicy setIamPolicy update"),
    ...of("pubsub.subscriptions", "create get update"),
  ],
  storagetransfer: [...of("storagetransfer.jobs", "create delete get update"), "storagetransfer.projects.getServiceAccount"],
};

/** Stores are deleted in a sandbox only. */
export const TEAR_DOWN: Readonly<Partial<Record<string, readonly string[]>>> = {
  storage: ["storage.buckets.delete", "storage.objects.delete", "storage.objects.list"],
  sqladmin: ["cloudsql.instances.delete", "cloudsql.databases.delete"],
  bigquery: ["bigquery.datasets.delete"],
  logging: ["logging.buckets.delete"],
};
