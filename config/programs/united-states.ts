import type { ProgramInput } from "../schema/schema";
import { ORDER } from "./order";
import { PLACEHOLDER_METADATA } from "./placeholder-metadata";

/**
 * The story: a foreign-owned app ring-fences the data of its users in the United States.
 *
 * In the reported plan the custodian is Oracle, the parent ByteDance and the app TikTok. The accounts are placeholders,
 * so the program is headlined EXAMPLE; put your own in, and it is yours.
 */
export const program: ProgramInput = {
  name: "united-states",
  jurisdiction: "US",
  deadline: "2027-06-30",
  profile: "full",
  obligations: ORDER,
  parties: {
    custodian: {
      name: "Custodian",
      aws: { organization: "o-custodian01", root: "r-cust", testUnit: "ou-cust-testunit" },
      google: { organization: "100000000001" },
    },
    parent: { name: "Parent", aws: { organization: "o-parentcorp1" }, google: { organization: "900000000009", customer: "C0parent9" } },
    gatekeeper: {
      name: "US data management team",
      identity: { kind: "saml", metadataUrl: "https://identity.custodian.example/saml/metadata" },
    },
    auditor: { name: "Auditor", aws: { organization: "o-auditfirm1" } },
  },
  accounts: {
    management: { cloud: "aws", id: "111111111111", owner: "custodian", purpose: "management" },
    custody: { cloud: "aws", id: "222222222222", owner: "custodian", purpose: "custody" },
    home: { cloud: "aws", id: "333333333333", owner: "custodian", purpose: "home" },
    recovery: { cloud: "aws", id: "444444444444", owner: "custodian", purpose: "recovery" },
    audit: { cloud: "aws", id: "555555555555", owner: "auditor", purpose: "audit" },
    gatekeeper: { cloud: "aws", id: "666666666666", owner: "gatekeeper", purpose: "gatekeeper" },
    security: { cloud: "aws", id: "777777777777", owner: "custodian", purpose: "security" },
    release: { cloud: "aws", id: "999999999999", owner: "custodian", purpose: "release" },
    edge: { cloud: "aws", id: "222233334444", owner: "custodian", purpose: "edge" },
    "legacy-singapore": { cloud: "aws", id: "888888888888", owner: "parent", purpose: "legacy", inOrganization: false },
    "legacy-google": {
      cloud: "google",
      id: "example-app-legacy",
      number: "900000000100",
      owner: "parent",
      purpose: "legacy",
      inOrganization: false,
    },
  },
  custody: { mode: "custodian-account", aws: "custody" },
  access: {
    // Documentation addresses (RFC 5737): put the team's own in.
    gatekeeper: { networks: ["198.51.100.0/24"], metadata: PLACEHOLDER_METADATA },
    auditor: { from: "2026-11-01", until: "2027-10-31", principals: ["arn:aws:iam::131313131313:role/examiner"] },
  },
  networks: {
    east: {
      account: "home",
      region: "us-east-1",
      cidr: "10.20.0.0/16",
      zones: ["us-east-1a", "us-east-1b", "us-east-1c"],
      egress: [
        { name: "app-stores", host: "receipts.app-store.example", port: 443, reason: "Receipts of purchases are checked with the store." },
      ],
      ingress: [
        {
          name: "app",
          host: "us.app.example",
          port: 443,
          reason: "The app's own users send and read their content.",
          certificate: "00000000-1111-2222-3333-444444444444",
        },
      ],
      edge: { account: "edge", proxyImage: "ami-0123456789abcdef0" },
    },
    west: { account: "home", region: "us-west-2", cidr: "10.30.0.0/16", zones: ["us-west-2a", "us-west-2b", "us-west-2c"] },
    release: { account: "release", region: "us-east-1", cidr: "10.60.0.0/20", zones: ["us-east-1a", "us-east-1b", "us-east-1c"] },
  },
  release: {
    account: "release",
    region: "us-east-1",
    parent: { account: "888888888888", role: "source-publisher" },
    inspector: { account: "audit", role: "source-inspector" },
    // Placeholders, as the accounts are: the custodian loads the tools, and writes down what he loaded.
    images: {
      sast: `sha256:${"1".repeat(64)}`,
      dependencies: `sha256:${"2".repeat(64)}`,
      secrets: `sha256:${"3".repeat(64)}`,
      build: `sha256:${"4".repeat(64)}`,
      sign: `sha256:${"5".repeat(64)}`,
    },
  },
  datasets: [
    {
      name: "user-content",
      sensitivity: "protected",
      store: "bucket",
      sizeGib: 400_000,
      home: { account: "home", region: "us-east-1" },
      recovery: { account: "recovery", region: "us-west-2", rpoMinutes: 15 },
      workloads: [{ name: "feed", duty: "read", service: "ecs-tasks" }],
      legacy: [
        { kind: "google-bucket", name: "former-cloud", account: "legacy-google", region: "us-east4", bucket: "app-user-content" },
        {
          kind: "aws-bucket",
          name: "overseas-backup",
          account: "legacy-singapore",
          region: "ap-southeast-1",
          bucket: "app-user-content-backup",
        },
      ],
    },
    {
      name: "profiles",
      sensitivity: "protected",
      store: "relational",
      sizeGib: 6_000,
      home: { account: "home", region: "us-east-1" },
      recovery: { account: "recovery", region: "us-west-2", rpoMinutes: 1440 },
      legacy: [{ kind: "google-sql", name: "former-cloud", account: "legacy-google", region: "us-east4", instance: "app-profiles" }],
    },
    {
      name: "sessions",
      sensitivity: "protected",
      store: "table",
      sizeGib: 900,
      home: { account: "home", region: "us-west-2" },
      recovery: { account: "recovery", region: "us-east-1", rpoMinutes: 1440 },
      workloads: [{ name: "login", duty: "write", service: "ecs-tasks" }],
    },
    {
      name: "media-archive",
      sensitivity: "protected",
      store: "file",
      sizeGib: 80_000,
      home: { account: "home", region: "us-east-1" },
      recovery: { account: "recovery", region: "us-west-2", rpoMinutes: 1440 },
      withoutReadEvents: "Amazon EFS has no event for reads; each mount is one, and the custodian accepts that.",
      legacy: [
        {
          kind: "data-centre",
          name: "virginia",
          country: "US",
          site: "Ashburn, Virginia",
          export: "nfs",
          host: "nfs.virginia.app.example",
          path: "/export/media",
          // A documentation address (RFC 5737), as above.
          line: { kind: "vpn", megabitsPerSecond: 1_000, peer: { address: "203.0.113.17" }, networks: ["10.80.0.0/24"] },
        },
        {
          kind: "aws-backup-vault",
          name: "overseas-vault",
          account: "legacy-singapore",
          region: "ap-southeast-1",
          vault: "app-media-archive",
        },
      ],
    },
  ],
};
