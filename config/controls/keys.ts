import type { Control } from "./control";

/** Who holds the keys: clause 3. */
export const KEY_CONTROLS: readonly Control[] = [
  {
    name: "the custodian's keys",
    does: "Who administers a key never uses it, who uses it never administers it, and no account's root may do either.",
    clauses: ["3"],
    claim: "custody",
    constructs: [
      "keys/custodian-key.ts",
      "keys/key-policy.ts",
      "keys/key-roles.ts",
      "keys/google-custodian-key.ts",
      "keys/google-key-ring.ts",
      "keys/external-key-store.ts",
      "guardrails/key-origin.ts",
    ],
    rules: [
      "CUSTODY-01",
      "CUSTODY-02",
      "CUSTODY-03",
      "CUSTODY-04",
      "CUSTODY-05",
      "CUSTODY-06",
      "CUSTODY-07",
      "CUSTODY-08",
      "CUSTODY-09",
      "CUSTODY-10",
      "CUSTODY-11",
      "CUSTODY-12",
      "CUSTODY-13",
      "CUSTODY-14",
      "CUSTODY-18",
      "CUSTODY-15",
      "CUSTODY-16",
    ],
    tests: [
      "review/key-managed.test.ts",
      "policies/key-statements.test.ts",
      "policies/cases.test.ts",
      "constructs/keys.test.ts",
      "review/custody.test.ts",
    ],
    nist: ["SC-12", "SC-28", "AC-5"],
    iso: ["A.8.24", "A.5.3"],
    guides: { aws: "Digital Sovereignty Pledge: the ability to encrypt everything everywhere", google: "Cloud KMS: customer-managed keys" },
  },
];
