import type { ProgramInput } from "../schema/schema";
import { ORDER } from "./order";
import { PLACEHOLDER_METADATA } from "./placeholder-metadata";

/** Another jurisdiction, another shape: a Google home in the Union, one dataset of each kind, one legacy bucket in Virginia. */
export const program: ProgramInput = {
  name: "european-union",
  jurisdiction: "EU",
  deadline: "2027-12-31",
  profile: "core",
  obligations: ORDER,
  parties: {
    custodian: { name: "Custodian", google: { organization: "200000000002", customer: "C0custod2" } },
    parent: { name: "Parent", aws: { organization: "o-parentcorp2" }, google: { organization: "900000000009", customer: "C0parent9" } },
    gatekeeper: { name: "EU data management team", identity: { kind: "workforce", pool: "gatekeepers" } },
    auditor: { name: "Auditor", google: { organization: "300000000003", customer: "C0auditr3" } },
  },
  accounts: {
    custody: { cloud: "google", id: "example-custody", number: "200000000010", owner: "custodian", purpose: "custody" },
    home: { cloud: "google", id: "example-home", number: "200000000020", owner: "custodian", purpose: "home" },
    recovery: { cloud: "google", id: "example-recovery", number: "200000000030", owner: "custodian", purpose: "recovery" },
    "legacy-virginia": { cloud: "aws", id: "999999999999", owner: "parent", purpose: "legacy", inOrganization: false },
  },
  custody: { mode: "custodian-account", google: "custody" },
  access: {
    // Documentation addresses (RFC 5737): put the team's own in.
    gatekeeper: { networks: ["203.0.113.0/24"], metadata: PLACEHOLDER_METADATA },
    auditor: { from: "2026-11-01", until: "2027-10-31", groups: ["examiners@auditor.example"] },
  },
  googleGuardrails: { folder: "200000000099" },
  networks: {
    frankfurt: { account: "home", region: "europe-west3", cidr: "10.40.0.0/16" },
  },
  datasets: [
    {
      name: "user-content",
      sensitivity: "protected",
      store: "bucket",
      sizeGib: 120_000,
      home: { account: "home", region: "europe-west3" },
      recovery: { account: "recovery", region: "europe-west4", rpoMinutes: 60 },
      legacy: [{ kind: "aws-bucket", name: "virginia", account: "legacy-virginia", region: "us-east-1", bucket: "app-eu-user-content" }],
    },
    {
      name: "profiles",
      sensitivity: "protected",
      store: "relational",
      sizeGib: 2_000,
      home: { account: "home", region: "europe-west3" },
      recovery: { account: "recovery", region: "europe-west4", rpoMinutes: 1440 },
    },
    {
      name: "statistics",
      sensitivity: "internal",
      store: "warehouse",
      sizeGib: 300,
      home: { account: "home", region: "europe-west3" },
      withoutRecovery: "Derived from user-content; it can be computed again.",
    },
  ],
};
