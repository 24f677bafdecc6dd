import { userErrors } from "../../config/errors";
import { program as unitedStates } from "../../config/programs/united-states";
import { changed, PROFILES, SESSIONS, type Change } from "../config/refused";
import { resources, stackOf, synthesized, type Synthesized } from "../synth";

/** A program is either built, or refused with an error that its author can act upon. */
function builtOrRefused(change: Change): Synthesized | undefined {
  try {
    return synthesized(changed(unitedStates, change));
  } catch (error) {
    expect(userErrors(error)).toBeDefined();
    return undefined;
  }
}

describe("what a program's author may write", () => {
  test("two home accounts in one region", () => {
    const made = builtOrRefused((p) => {
      p.accounts.second = { cloud: "aws", id: "101010101010", owner: "custodian", purpose: "home" };
      p.networks.second = { ...p.networks.east, account: "second", cidr: "10.50.0.0/16", egress: [], ingress: [] };
      p.datasets[PROFILES].home.account = "second";
    });
    expect(made).toBeDefined();
  });

  test("an RPO of half an hour for a table", () => void builtOrRefused((p) => (p.datasets[SESSIONS].recovery.rpoMinutes = 30)));

  test("logs for longer than CloudWatch Logs keeps them", () => void builtOrRefused((p) => (p.retention = { logDays: 4000 })));

  // The keys' and the storage stack's own names: `vault`, `logs`, `secrets`.
  test.each(["vault", "logs"])("a dataset called %s", (name) => void builtOrRefused((p) => (p.datasets[SESSIONS].name = name)));

  test("a key role that is the deployer", () => void builtOrRefused((p) => (p.custody.keyRole = "ringfence-deployer")));

  test("a recovery of block storage", () => {
    const made = builtOrRefused((p) => (p.datasets[SESSIONS].store = "block"));
    if (made) expect(Object.keys(stackOf(made, "recovery-us-east-1").resource)).not.toEqual([]);
  });

  // Two defaults of one region: each apply undoes the other.
  test("two datasets on block storage in one region", () => {
    const made = builtOrRefused((p) => {
      p.datasets[SESSIONS].store = "block";
      p.datasets.push({ ...p.datasets[SESSIONS], name: "more-sessions" });
    });
    if (made) expect(resources(stackOf(made, "storage-us-west-2"), "aws_ebs_default_kms_key")).toHaveLength(1);
  });

  test("two networks at one place", () => {
    const made = builtOrRefused((p) => (p.networks.second = { ...p.networks.east, cidr: "10.50.0.0/16" }));
    if (made) expect([...made.stacks.values()].some(({ text }) => text.includes("10.50.0.0/16"))).toBe(true);
  });

  // Replication Time Control promises 15 minutes.
  test("an RPO of five minutes for a bucket", () => expect(builtOrRefused((p) => (p.datasets[0].recovery.rpoMinutes = 5))).toBeUndefined());
});

test("a hundred buckets with recovery copies build: no policy names them all", () => {
  const made = builtOrRefused((p) => {
    const template = p.datasets[0];
    p.datasets = Array.from({ length: 100 }, (_, index) => ({ ...template, name: `data-${index}`, legacy: [] }));
  });
  expect(made && resources(stackOf(made, "recovery-us-west-2"), "aws_s3_bucket")).toHaveLength(100);
});
