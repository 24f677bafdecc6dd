import { join } from "node:path";
import { FAULTS, type Fault } from "../../rehearsal/migration/faults";
import { rehearse } from "../../rehearsal/migration/rehearse";
import { FULL, SMALL } from "../../rehearsal/migration/seeds";
import { describeWithEngines, MIGRATION_ENGINES } from "../engines";

const ringfence = [process.execPath, join(__dirname, "..", "..", "bin", "ringfence.js")];
const say = (line: string) => void process.stderr.write(`${line}\n`);

describeWithEngines(MIGRATION_ENGINES, "a whole move", () => {
  test("from the first copy to the certificate: what was planted is named, purge waits for proof, and all is home", async () => {
    const { steps, caught, folder } = await rehearse({ ringfence, amounts: FULL, say });
    expect(caught).toBeNull();
    expect(folder).toBeNull();
    const seen = (words: string) => steps.find(({ step }) => step.includes(words))?.seen;
    expect(seen("the old side is filled")).toMatch(/^2\d{3} live objects/);
    expect(seen("phase reconcile")).toContain("2 altered, 1 late: each named");
    expect(seen("purge is refused")).toContain("PURGE-UNPROVED");
    expect(seen("rclone and plain HTTP find nothing")).toBe("nothing");
    expect(seen("bit for bit")).toMatch(/^2\d{3} objects by SHA-256$/);
    expect(seen("of the database is refused")).toContain("PROGRAM-EVIDENCE");
    expect(seen("the old database is purged")).toMatch(
      /^instance and backup are gone, nothing answers at its address; home is what it was$/,
    );
    expect(seen("the database's certificate")).toMatch(/^google-sql [\w-]+, 2 of its resources$/);
    expect(seen("the certificate is")).toContain("overseas-backup");
    expect(steps.at(-1)?.step).toBe("phase closed");
  });

  // One for each place where a fault can be caught; test/evidence has the gate's others one by one.
  test.each<Fault>(["lost-row", "altered-row", "altered", "late", "tampered-evidence", "extra-object", "killed-purge"])(
    "with the fault %s",
    async (fault) => {
      const { caught, steps } = await rehearse({ ringfence, amounts: SMALL, fault, say: () => undefined });
      const { caughtBy } = FAULTS[fault];
      expect(caught?.by ?? null).toBe(caughtBy);
      if (caughtBy === null) expect(steps.at(-1)?.step).toBe("phase closed");
    },
  );
});
