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

/** Known defects. Each test states what must be so; take `.failing` away with the defect. */
describe("what a program's author may write", () => {
  // stacks/aws.ts: keyPlaces are not distinct, so that custody-us-east-1 is made twice.
  test.failing("two home accounts in one region", () => {
    const made = builtOrRefused((p) => {
      p.accounts.second = { cloud: "aws", id: "666666666666", owner: "custodian", purpose: "home" };
      p.networks.second = { ...p.networks.east, account: "second", cidr: "10.50.0.0/16" };
      p.datasets[PROFILES].home.account = "second";
    });
    expect(made).toBeDefined();
  });

  // A RangeError of constructs/storage/backup.ts, without code, place or fix.
  test.failing("an RPO of half an hour for a table", () => void builtOrRefused((p) => (p.datasets[SESSIONS].recovery.rpoMinutes = 30)));

  // A RangeError of constructs/network/isolated-network.ts.
  test.failing("logs for longer than CloudWatch Logs keeps them", () => void builtOrRefused((p) => (p.retention = { logDays: 4000 })));

  // The keys' and the storage stack's own names: `vault`, `logs`, `secrets`.
  test.failing.each(["vault", "logs"])("a dataset called %s", (name) => void builtOrRefused((p) => (p.datasets[SESSIONS].name = name)));

  // constructs/access/deployer.ts makes each by its name.
  test.failing("a key role that is the deployer", () => void builtOrRefused((p) => (p.custody.keyRole = "ringfence-deployer")));

  // The recovery is accepted and nothing is built for it: neither replicates() nor backsUp() knows block storage.
  test.failing("a recovery of block storage", () => {
    const made = builtOrRefused((p) => (p.datasets[SESSIONS].store = "block"));
    if (made) expect(Object.keys(stackOf(made, "recovery-us-east-1").resource)).not.toEqual([]);
  });

  // Two defaults of one region: each apply undoes the other.
  test.failing("two datasets on block storage in one region", () => {
    const made = builtOrRefused((p) => {
      p.datasets[SESSIONS].store = "block";
      p.datasets.push({ ...p.datasets[SESSIONS], name: "more-sessions" });
    });
    if (made) expect(resources(stackOf(made, "storage-us-west-2"), "aws_ebs_default_kms_key")).toHaveLength(1);
  });

  // Program.networkAt takes the first and drops the other in silence.
  test.failing("two networks at one place", () => {
    const made = builtOrRefused((p) => (p.networks.second = { ...p.networks.east, cidr: "10.50.0.0/16" }));
    if (made) expect([...made.stacks.values()].some(({ text }) => text.includes("10.50.0.0/16"))).toBe(true);
  });

  // Replication Time Control promises 15 minutes.
  test.failing("an RPO of five minutes for a bucket", () =>
    expect(builtOrRefused((p) => (p.datasets[0].recovery.rpoMinutes = 5))).toBeUndefined(),
  );
});
