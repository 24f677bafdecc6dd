import { REVERSE } from "../reversing";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { progressOf } from "../../config/migration/progress";
import { HMAC } from "../migrating";
import { ARCHIVE, changed, CONTENT, type Change } from "./refused";

const at = (change: Change = () => undefined, asOf = "2026-11-24") => progressOf(Program.of(changed(unitedStates, change)), asOf);
const copy = (name: string, change?: Change, asOf?: string) => {
  const found = at(change, asOf).copies.find((one) => one.copy === name);
  if (!found) throw new Error(`no copy ${name}`);
  return found;
};

test("every old copy of every dataset is listed, with the days that are left", () => {
  const { copies, daysLeft, deadline } = at();
  expect(copies.map(({ dataset, copy }) => `${dataset} ${copy}`)).toEqual([
    "user-content former-cloud",
    "user-content overseas-backup",
    "profiles former-cloud",
    "media-archive virginia",
    "media-archive overseas-vault",
  ]);
  expect([deadline, daysLeft]).toEqual(["2027-06-30", 218]);
});

describe("a line", () => {
  // 80,000 GiB are 6.87e14 bits; at 0.7 of 1 Gbit/s that is 981,686 s.
  test("takes its size over the usable part of its rate", () => expect(copy("virginia").lineDays).toBeCloseTo(11.36, 2));
  test("is in time, or is not", () => {
    expect(copy("virginia").inTime).toBe(true);
    expect(copy("virginia", (p) => (p.datasets[ARCHIVE].legacy[0].line.megabitsPerSecond = 50)).inTime).toBe(false);
    expect(copy("virginia", undefined, "2027-06-25").inTime).toBe(false);
  });
  test("is not known where none is given, and no question once the copy is cut over", () => {
    expect(copy("virginia", (p) => delete p.datasets[ARCHIVE].legacy[0].line)).toMatchObject({ lineDays: null, inTime: null });
    const cut = (p: Parameters<Change>[0]) => {
      p.datasets[ARCHIVE].phase = "cutover";
      p.accounts["legacy-vault"] = { cloud: "aws", id: "818181818181", owner: "custodian", purpose: "legacy" };
      p.datasets[ARCHIVE].legacy[1].account = "legacy-vault";
      for (const one of p.datasets[ARCHIVE].legacy) one.frozenAt = "2027-01-01T00:00:00Z";
    };
    expect(copy("virginia", cut)).toMatchObject({ phase: "cutover", next: "soak", lineDays: null });
  });
});

describe("the next phase waits for", () => {
  test("an agent, and an organization", () => {
    const virginia = (change: (line: { peer?: unknown }) => unknown, phase = "prepare") =>
      copy("virginia", (p) => {
        p.datasets[ARCHIVE].legacy[0].phase = phase;
        change(p.datasets[ARCHIVE].legacy[0].line);
      }).waits;
    expect(virginia((line) => delete line.peer)).toEqual(["a DataSync agent in the data centre, under agents"]);
    // Over a line that the program builds the agent is activated once that stands.
    expect(virginia(() => undefined)).toEqual([]);
    expect(virginia(() => undefined, "copy")).toEqual([
      "an agent of the data centre with its activation key, under agents: the line's endpoint stands",
    ]);
    expect(copy("overseas-vault").waits[0]).toMatch(/custodian's organization/);
  });
  test("the key of a bucket at Google, then the location that holds it", () => {
    const waits = (hmac?: object) =>
      copy("former-cloud", (p) => {
        p.datasets[CONTENT].phase = "copy";
        p.datasets[CONTENT].legacy[0].hmac = hmac;
      }).waits[0];
    expect(waits()).toMatch(/HMAC key, under hmac/);
    expect(waits(HMAC)).toMatch(/^the source location's ARN/);
  });
  test("signatures", () => {
    const reconcile = copy("overseas-backup", (p) => (p.datasets[CONTENT].phase = "reconcile"));
    expect(reconcile.waits).toEqual([expect.stringMatching(/signed by gatekeeper and auditor/), expect.stringMatching(/frozenAt/)]);
  });
  test("the keys that check them, and a hold's release", () => {
    const soak = copy("overseas-backup", (p) => {
      p.datasets[CONTENT].phase = "soak";
      p.datasets[CONTENT].legalHold = { reference: "No. 21-1", since: "2026-01-01" };
      for (const one of p.datasets[CONTENT].legacy) one.frozenAt = "2027-01-01T00:00:00Z";
    });
    expect(soak.waits).toEqual([
      expect.stringMatching(/newer than the last write/),
      "the gatekeeper's evidenceKey",
      "the auditor's evidenceKey",
      "the signed release of hold No. 21-1",
    ]);
  });
});

test("a way back that is open stands against the purge", () => {
  const soak = copy("overseas-backup", (p) => {
    p.datasets[CONTENT].phase = "soak";
    for (const one of p.datasets[CONTENT].legacy) one.frozenAt = "2026-11-01T00:00:00Z";
    p.datasets[CONTENT].legacy[1].reverse = REVERSE;
  });
  expect(soak.waits[0]).toBe("the end of the way back, which stands under reverse: take it out");
});

test("the slowest line is the critical one", () => expect(at().critical).toMatchObject({ dataset: "media-archive", copy: "virginia" }));
