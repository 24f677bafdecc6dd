import { Program } from "../config/program";
import { program as europeanUnion } from "../config/programs/european-union";
import { program as unitedStates } from "../config/programs/united-states";

interface Row {
  readonly service: string;
  readonly profile: "core" | "full";
  /** What its bill grows with. */
  readonly driver: string;
  readonly amount: string;
}

const places = (program: Program, of: "home" | "recovery") =>
  new Set(program.data.datasets.flatMap((dataset) => (dataset[of] ? [`${dataset[of].account} ${dataset[of].region}`] : []))).size;

const count = (many: number, one: string, more = `${one}s`) => `${many.toLocaleString("en-US")} ${many === 1 ? one : more}`;

/** What each service that a profile adds to the stores costs by, in this program's own numbers; prices are the clouds' to say. */
function rows(program: Program): Row[] {
  const { data } = program;
  const aws = Object.values(data.networks).filter(({ account }) => data.accounts[account]?.cloud === "aws");
  const declared = aws.filter(({ egress, ingress }) => egress.length + ingress.length > 0);
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  const zones = sum(declared.map((network) => network.zones.length));
  const out = declared.filter(({ egress }) => egress.length > 0);
  const hosts = sum(out.map(({ egress }) => egress.length));
  const doors = sum(declared.map(({ ingress }) => ingress.length));
  const gib = (store?: string) =>
    sum(data.datasets.filter((one) => store === undefined || one.store === store).map(({ sizeGib }) => sizeGib));
  const copied = sum(data.datasets.filter(({ recovery }) => recovery).map(({ sizeGib }) => sizeGib));
  const accounts = Object.values(data.accounts).filter(({ cloud, inOrganization }) => cloud === "aws" && inOrganization).length;
  const regions = new Set(data.datasets.flatMap(({ home, recovery }) => (recovery ? [home.region, recovery.region] : [home.region]))).size;
  const buckets = data.datasets.filter(({ store }) => store === "bucket").length;
  const recorded = places(program, "home") + places(program, "recovery");
  const core = (service: string, driver: string, amount: string): Row => ({ service, profile: "core", driver, amount });
  const full = (service: string, driver: string, amount: string): Row => ({ service, profile: "full", driver, amount });
  const stores = [
    core("Stores", "GiB kept", `${count(gib(), "GiB", "GiB")} at home, ${count(copied, "GiB", "GiB")} in recovery`),
    core("Logs", "GiB written, times the days that they are kept", `${count(data.retention.logDays, "day")}`),
  ];
  const google = Object.keys(data.networks).length - aws.length;
  const googleRows = [
    core("Private Service Connect", "endpoints, and GiB through them", `${count(google, "endpoint")} of Google's APIs`),
    core("Cloud DNS", "zones, and queries asked", `${count(google, "network")}`),
    core("VPC firewall and flow logs", "GiB of logs, every connection being kept", `${count(google, "network")}`),
  ];
  if (google > 0) stores.push(...googleRows);
  if (aws.length === 0) return stores;
  return [
    ...stores,
    core("KMS", "keys, and requests of stores", `a key for each of ${count(data.datasets.length, "dataset")}, for logs, vaults and state`),
    core(
      "Interface endpoints",
      "endpoints, zones and GiB through them",
      `11 endpoints in ${count(sum(aws.map((one) => one.zones.length)), "zone")}`,
    ),
    core("Route 53 Resolver DNS Firewall", "domains held and queries asked", `${count(aws.length + declared.length, "network")}`),
    core("AWS Network Firewall", "endpoints by the hour, and GiB through them", `${count(zones, "endpoint")}, one a zone`),
    core("NAT gateways", "gateways by the hour, and GiB through them", `${count(sum(out.map((one) => one.zones.length)), "gateway")}`),
    core(
      "Proxy",
      "machines by the hour, their volumes",
      `${count(sum(out.map((one) => one.zones.length)), "machine")} for ${count(hosts, "host")}`,
    ),
    core("PrivateLink", "endpoints, zones and GiB through them", `${count(out.length + doors, "endpoint")} in ${count(zones, "zone")}`),
    core("AWS WAF", "web ACLs, their rules, and requests", `${count(doors, "web ACL")} of 5 rules`),
    core("Load balancers", "balancers by the hour, and what passes them", `${count(out.length + 2 * doors, "balancer")}`),
    full(
      "GuardDuty",
      "events, GiB of flow and DNS logs, S3 data events, volumes scanned, vCPU watched",
      `${count(accounts, "account")} in ${count(regions, "region")}`,
    ),
    full("Security Hub", "checks and findings", `${count(accounts, "account")} in ${count(regions, "region")}, 2 standards`),
    full("AWS Config", "configuration items recorded, and rules asked", `${count(recorded + regions, "recorder")} of 10 rules`),
    full(
      "Macie",
      "buckets watched; objects are read by jobs only, and none is made",
      `${count(buckets, "bucket")} of ${count(gib("bucket"), "GiB", "GiB")}`,
    ),
    full("Inspector", "machines and images scanned", `${count(accounts, "account")} in ${count(regions, "region")}`),
    full("Access Analyzer", "roles and users analysed for unused access; external access is free", `${count(accounts, "account")}`),
    full("SNS and EventBridge", "findings that ring", `${count(regions, "region")}`),
  ];
}

function table(program: Program): string {
  const lines = rows(program)
    .filter(({ profile }) => profile === "core" || program.data.profile === "full")
    .map(({ service, profile, driver, amount }) => `| ${service} | ${profile} | ${driver} | ${amount} |`);
  return `## ${program.name}: \`${program.data.profile}\`\n\n| service | from | its bill grows with | in this program |\n| --- | --- | --- | --- |\n${lines.join("\n")}\n`;
}

/** docs/profiles.md. */
export function profilesPage(): string {
  const programs = [unitedStates, europeanUnion].map((input) => Program.of(input));
  return `# Profiles

Generated by \`npm run docs\`. \`profile\` in the program says how much stands around the data:

- \`core\`, the default, is what the order names, at its least: isolated networks, keys, the edge's firewalls where a path is declared, logs.
- \`full\` adds detectors and their findings: GuardDuty, Security Hub, AWS Config, Macie, Inspector and Access Analyzer, in an account of purpose \`security\`.

No firewall is in \`full\` only: whatever profile a program has, what it declares leads through them. Quantities are counted from the program; prices are the clouds' own, by region and day.

${programs.map(table).join("\n")}`;
}
