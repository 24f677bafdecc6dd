import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ledgerFile, refuseGoingBack, writeLedger } from "../../cli/ledger";
import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import { PHASES, type Phase } from "../../config/scope";
import { backOf } from "../../evidence/going-back";
import { scopeDigest } from "../../evidence/scope-digest";
import { changed, CONTENT, type Change } from "../config/refused";
import { reversing } from "../reversing";
import { migrating } from "../migrating";
import { compare, scratch } from "./inventories";
import { auditor, gatekeeper, stranger } from "./purge";
import { signed, type Pair } from "./signed";

const folder = scratch();
const LAST_WRITE_AT_HOME = "2026-11-15T00:00:00Z";

/** user-content in one phase, with the comparison the other way named or not. */
const now = (phase: "copy" | "reconcile" | "soak", change: Change = () => undefined): Program =>
  Program.of(
    changed(migrating(phase), (p) => {
      p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
      p.parties.auditor.evidenceKey = auditor.pem;
      p.datasets[CONTENT].legacy[0].phase = "copy";
      if (phase === "soak") delete p.datasets[CONTENT].legacy[0].phase;
      change(p);
    }),
    join(folder, "program.ts"),
  );
const withBack: Change = (p) => {
  for (const copy of p.datasets[CONTENT].legacy) copy.back = { evidence: `${copy.name}.dsse.json`, frozenAt: LAST_WRITE_AT_HOME };
};
const stood = (phase: Phase) => {
  const moves = ["former-cloud", "overseas-backup"].map((copy) => ({ dataset: "user-content", copy, phase }));
  writeFileSync(ledgerFile(now("copy")), JSON.stringify({ schema: "ringfence.ledger/1", protected: [], moves }));
};

async function evidence(
  more: { name?: string; lost?: boolean; taken?: string; signers?: readonly Pair[]; program?: string } = {},
): Promise<void> {
  for (const copy of ["former-cloud", "overseas-backup"]) {
    const rows = ["a", "b"].map((key) => ({ key, size: 1, crc32c: "0a1b2c3d" }));
    const { result } = await compare(folder, rows, more.lost === true ? rows.slice(1) : rows, {
      dataset: "user-content",
      copy: more.name ?? backOf(copy),
      program: more.program ?? scopeDigest(now("copy"), "user-content", copy),
      taken: { legacy: more.taken ?? "2026-11-20T06:00:00.000Z", home: "2026-11-21T06:00:00.000Z" },
    });
    writeFileSync(join(folder, `${copy}.dsse.json`), signed("reconciliation", result, ...(more.signers ?? [gatekeeper, auditor])));
  }
}

function answer(program: Program): string {
  try {
    refuseGoingBack(program);
    return "granted";
  } catch (error) {
    return [...new Set((userErrors(error) ?? []).map(({ code }) => code))].join(" ") || String(error);
  }
}

test("before cutover, and forward, every step is free", () => {
  for (const phase of ["prepare", "copy", "reconcile"] as const) {
    stood(phase);
    expect(answer(now("copy"))).toBe("granted");
  }
  stood("cutover");
  expect(answer(now("soak"))).toBe("granted");
});

test("after cutover nothing goes back by a change of phase alone", () => {
  for (const phase of ["cutover", "soak"] as const) {
    stood(phase);
    expect(answer(now("reconcile"))).toBe("BACK-UNPROVED");
  }
});

test("with a complete comparison of home with the old side, signed by both, it does", async () => {
  stood("soak");
  await evidence();
  expect(answer(now("copy", withBack))).toBe("granted");
  // What proves the way back must not carry a purge: the scope says the same, the copy's name does not.
  expect(scopeDigest(now("copy", withBack), "user-content", "former-cloud")).toBe(scopeDigest(now("copy"), "user-content", "former-cloud"));
});

test.each<[string, Parameters<typeof evidence>[0]]>([
  ["something that the old side lacks", { lost: true }],
  ["a listing from before the last write at home", { taken: "2026-11-14T00:00:00.000Z" }],
  ["one signature", { signers: [gatekeeper] }],
  ["a stranger's signature", { signers: [gatekeeper, stranger] }],
  ["the comparison of the way home", { name: "former-cloud" }],
  ["another program", { program: `sha256:${"0".repeat(64)}` }],
])("%s does not suffice", async (_, more) => {
  stood("soak");
  await evidence(more);
  expect(answer(now("copy", withBack))).toBe("BACK-UNPROVED");
});

test("nothing comes back from purge or closed", async () => {
  await evidence();
  for (const phase of PHASES.slice(PHASES.indexOf("purge"))) {
    stood(phase);
    expect(answer(now("copy", withBack))).toBe("BACK-GONE");
    expect(answer(now("soak"))).toBe("BACK-GONE");
  }
});

describe("a copy that took something back", () => {
  /** Of accounts that are no placeholders, since an example has no ledger. */
  const real = (input: object): unknown =>
    JSON.parse(
      JSON.stringify(input)
        .replaceAll(/(\d)\1{3}(\d)\2{3}(\d)\3{3}/g, (id) => `${id.slice(0, 11)}${9 - Number(id[11])}`)
        .replaceAll('"example-', '"sample-'),
    );
  const at = (change: Change, phase?: "purge") =>
    Program.of(
      real(
        changed(reversing(), (p) => {
          p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
          p.parties.auditor.evidenceKey = auditor.pem;
          const copy = p.datasets[CONTENT].legacy[1];
          if (phase) Object.assign(copy, { phase, reverse: undefined, evidence: ["overseas-backup.dsse.json"] });
          change(copy);
        }),
      ),
      join(folder, "program.ts"),
    );
  const open = () => at(() => undefined);
  const purge = (frozenAt: string) => answer(at((copy) => (copy.frozenAt = frozenAt), "purge"));
  beforeEach(() => {
    rmSync(ledgerFile(open()), { force: true });
    mkdirSync(join(folder, "built", "stacks"), { recursive: true });
  });

  test("is remembered, and is not purged by what was proved before", () => {
    expect(purge("2026-11-01T00:00:00Z")).toBe("granted");
    writeLedger(open(), join(folder, "built"));
    expect(purge("2026-11-01T00:00:00Z")).toBe("BACK-REVERSED");
    // The way back is over and out of the program; what it did is not.
    writeLedger(
      at((copy) => delete copy.reverse),
      join(folder, "built"),
    );
    expect(purge("2026-11-01T00:00:00Z")).toBe("BACK-REVERSED");
    expect(purge("2026-12-19T23:59:59Z")).toBe("BACK-REVERSED");
    expect(purge("2027-01-05T00:00:00Z")).toBe("granted");
  });
});

test("a ledger of before, without moves, still reads; one that was edited does not", () => {
  const file = ledgerFile(now("copy"));
  writeFileSync(file, JSON.stringify({ schema: "ringfence.ledger/1", protected: [] }));
  expect(answer(now("copy"))).toBe("granted");
  writeFileSync(file, readFileSync(file, "utf8").replace("protected", "protekted"));
  expect(answer(now("copy"))).toBe("LEDGER-FORM");
});
