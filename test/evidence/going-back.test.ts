import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { apply } from "../../cli/commands/apply";
import { plan } from "../../cli/commands/plan";
import { ledgerFile, refuseGoingBack, writeLedger } from "../../cli/ledger";
import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import { PHASES, type Phase } from "../../config/scope";
import { backOf } from "../../evidence/back/going-back";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { ARCHIVE, changed, CONTENT, type Change } from "../config/refused";
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
  more: {
    name?: string;
    lost?: boolean;
    same?: boolean;
    old?: boolean;
    bare?: boolean;
    engine?: "athena";
    taken?: string;
    signers?: readonly Pair[];
    program?: string;
  } = {},
): Promise<void> {
  for (const copy of ["former-cloud", "overseas-backup"]) {
    const rows = ["a", "b"].map((key) => ({ key, size: 1, crc32c: "0a1b2c3d" }));
    const beside = rows.map((row) => ({ ...row, version: more.same === true ? undefined : "old" }));
    const superseded = more.old === true ? [{ key: "a", size: 9, version: "before", state: "noncurrent" }] : [];
    const bare = more.bare === true ? [{ key: "c", size: 1 }] : [];
    const { result } = await compare(
      folder,
      [...rows, ...superseded, ...bare],
      more.lost === true ? beside.slice(1) : [...beside, ...bare],
      {
        dataset: "user-content",
        copy: more.name ?? backOf(copy),
        program: more.program ?? scopeDigest(now("copy"), "user-content", copy),
        taken: { legacy: more.taken ?? "2026-11-20T06:00:00.000Z", home: "2026-11-21T06:00:00.000Z" },
      },
    );
    const answered = { ...result, engine: { ...result.engine, name: more.engine ?? result.engine.name } };
    writeFileSync(join(folder, `${copy}.dsse.json`), signed("reconciliation", answered, ...(more.signers ?? [gatekeeper, auditor])));
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

test("versions that were overwritten at home keep nobody there", async () => {
  stood("soak");
  await evidence({ old: true });
  expect(answer(now("copy", withBack))).toBe("granted");
});

test.each<[string, Parameters<typeof evidence>[0]]>([
  ["an object without a digest, beside an overwritten version", { old: true, bare: true }],
  ["something that the old side lacks", { lost: true }],
  ["the home's listing again, in the place of the old side's", { same: true }],
  ["a cluster's answer", { engine: "athena" }],
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

describe("what the ledger remembers", () => {
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

  const write = (program: Program) => writeLedger(program, join(folder, "built"));

  const HOLD = { reference: "No. 21-1", since: "2026-01-01" };
  const going = (legalHold?: object) => {
    const change: Change = (p) => {
      Object.assign(p.datasets[CONTENT], { legalHold });
      Object.assign(p.datasets[CONTENT].legacy[1], { phase: "purge", reverse: undefined, evidence: ["overseas-backup.dsse.json"] });
    };
    return Program.of(changed(open().data, change), join(folder, "program.ts"));
  };
  const soaking = (legalHold?: object) =>
    Program.of(
      changed(open().data, (p) => Object.assign(p.datasets[CONTENT], { legalHold }) && delete p.datasets[CONTENT].legacy[1].reverse),
      join(folder, "program.ts"),
    );
  const release = (released: string, ...signers: readonly Pair[]) => {
    const about = { dataset: "user-content", copy: "overseas-backup", program: scopeDigest(soaking(), "user-content", "overseas-backup") };
    writeFileSync(
      join(folder, "release.dsse.json"),
      signed(
        "hold-release",
        { schema: "ringfence.hold-release/1", ...about, ...HOLD, released, reason: "The case is settled." },
        ...signers,
      ),
    );
    return { ...HOLD, release: "release.dsse.json" };
  };

  test("a hold that is taken out of the program holds", () => {
    write(soaking());
    expect(answer(going())).toBe("granted");
    write(soaking(HOLD));
    expect(answer(going())).toBe("BACK-HOLD");
    expect(answer(going({ ...HOLD, reference: "No. 22-7", release: "release.dsse.json" }))).toBe("BACK-HOLD");
    // Under the same number, but of another day, it is another hold: its release says nothing of this one.
    expect(answer(going({ ...HOLD, since: "2025-06-01", release: "release.dsse.json" }))).toBe("BACK-HOLD");
    // Taken out and built once more, it is remembered still.
    write(soaking());
    expect(answer(going())).toBe("BACK-HOLD");
    // In the program, it is for the purge's own gate to say.
    expect(answer(going({ ...HOLD, release: "release.dsse.json" }))).toBe("granted");
  });

  test("a placeholder among the accounts makes it forget nothing, and begins none", () => {
    const example = (program: Program) =>
      Program.of(
        changed(
          program.data,
          (p) => void (p.accounts.spare = { cloud: "aws", id: "777777777777", owner: "custodian", purpose: "release" }),
        ),
        join(folder, "program.ts"),
      );
    expect(example(soaking()).headline).toBe("EXAMPLE");
    write(example(soaking(HOLD)));
    expect(existsSync(ledgerFile(open()))).toBe(false);
    write(soaking());
    write(example(soaking(HOLD)));
    expect(answer(going())).toBe("BACK-HOLD");
  });

  test("it ends with its release, and not before the day or with one signature", () => {
    write(soaking(HOLD));
    write(soaking(release("2126-01-01", gatekeeper, auditor)));
    expect(answer(going())).toBe("BACK-HOLD");
    write(soaking(release("2026-11-01", gatekeeper)));
    expect(answer(going())).toBe("BACK-HOLD");
    write(soaking(release("2026-11-01", gatekeeper, auditor)));
    expect(answer(going())).toBe("granted");
  });

  test("imposed again under its number it is another hold, which the old release does not end", () => {
    const released = release("2026-11-01", gatekeeper, auditor);
    write(soaking(released));
    write(soaking({ ...released, since: "2025-06-01" }));
    expect(answer(going())).toBe("BACK-HOLD");
    expect(answer(going(released))).toBe("BACK-HOLD");
  });

  test("what `ringfence apply` applies is remembered, as what `cdktf synth` builds is", () => {
    const out = join(folder, "applied");
    const program = join(folder, "program.json");
    mkdirSync(join(out, "stacks"), { recursive: true });
    mkdirSync(join(out, "plans"), { recursive: true });
    writeFileSync(join(out, "manifest.json"), JSON.stringify({ version: "0.21.0", stacks: {} }));
    writeFileSync(program, JSON.stringify(soaking().data));
    const { digest } = Program.of(JSON.parse(readFileSync(program, "utf8")), program);
    writeFileSync(
      join(out, "plans", "plans.json"),
      JSON.stringify({ schema: "ringfence.plans/1", program: digest, plans: [], waiting: [] }),
    );
    jest.spyOn(process.stdout, "write").mockReturnValueOnce(true);
    expect(apply({ program, out })).toBe(0);
    const copying = changed(soaking().data, (p) => {
      p.datasets[CONTENT].phase = "copy";
      for (const copy of p.datasets[CONTENT].legacy) delete copy.phase;
    });
    expect(answer(Program.of(copying, program))).toBe("BACK-UNPROVED");
  });

  test("a copy that leaves the program and comes back is the one that it was", () => {
    write(going());
    const without = changed(soaking().data, (p) => p.datasets[CONTENT].legacy.pop());
    write(Program.of(without, join(folder, "program.ts")));
    expect(answer(soaking())).toBe("BACK-GONE");
  });

  describe("a copy by its store", () => {
    const BUCKET = "s3://app-user-content-backup";
    const other = (change: Change, from = soaking()) =>
      Program.of(
        changed(from.data, (p) => change(p.datasets[CONTENT])),
        join(folder, "program.ts"),
      );
    const rename =
      (name: string): Change =>
      (dataset) =>
        (dataset.legacy[1].name = name);

    test("is refused under another name, whatever it forgets: hold, way back or phase", () => {
      write(soaking(HOLD));
      expect(answer(other(rename("second"), going()))).toBe("BACK-RENAMED");
      expect(answer(other(rename("second")))).toBe("BACK-RENAMED");
      write(soaking());
      write(open());
      expect(answer(other(rename("second"), going()))).toBe("BACK-RENAMED");
    });

    test("is known in another dataset and another account's name", () => {
      write(soaking(HOLD));
      expect(answer(other((dataset) => (dataset.name = "content"), going()))).toBe("BACK-RENAMED");
    });

    test("says which name it had, and what stood on it", () => {
      write(soaking(HOLD));
      expect(() => refuseGoingBack(other(rename("second"), going()))).toThrow(
        `${BUCKET}, which the ledger knows as user-content from overseas-backup, in soak, under hold No. 21-1 since 2026-01-01`,
      );
    });

    test("is remembered when its own copy was pointed at another store in between", () => {
      write(soaking(HOLD));
      write(other((dataset) => (dataset.legacy[1].bucket = "app-decoy")));
      const again = other((dataset) => {
        dataset.legacy[1].bucket = "app-decoy";
        dataset.legacy.push({ ...dataset.legacy[1], name: "second", bucket: "app-user-content-backup" });
      });
      expect(answer(again)).toBe("BACK-RENAMED");
    });

    test("in a vault of several copies is its own, beside the others and after them", () => {
      const vault = (...names: readonly string[]) =>
        Program.of(
          changed(soaking().data, (p) => {
            const [first] = p.datasets[ARCHIVE].legacy.filter(({ kind }: { kind: string }) => kind === "aws-backup-vault");
            p.datasets[ARCHIVE].phase = "copy";
            p.datasets[ARCHIVE].legacy = names.map((each) => ({ ...first, name: each, phase: "copy" }));
          }),
          join(folder, "program.ts"),
        );
      write(vault("one"));
      expect(answer(vault("two"))).toBe("BACK-RENAMED");
      expect(answer(vault("one", "two"))).toBe("granted");
      write(vault("one", "two"));
      expect(answer(vault("two"))).toBe("granted");
    });

    test("is refused by `ringfence plan` too, which plans stacks of before", async () => {
      write(soaking(HOLD));
      const file = join(folder, "program.json");
      writeFileSync(ledgerFile(Program.of(going().data, file)), readFileSync(ledgerFile(open())));
      writeFileSync(file, JSON.stringify(other(rename("second"), going()).data));
      await expect(plan([], { program: file, out: join(folder, "nowhere") })).rejects.toMatchObject({ errors: [{ code: "BACK-RENAMED" }] });
      rmSync(ledgerFile(Program.of(going().data, file)));
    });

    test("stays free to be renamed while nothing is remembered of it", () => {
      const preparing = other((dataset) => {
        dataset.phase = "prepare";
        for (const copy of dataset.legacy) delete copy.phase;
      });
      write(preparing);
      expect(answer(other(rename("second"), preparing))).toBe("granted");
    });

    test("in a ledger that noted no stores, nothing unknown goes while a copy is missing", () => {
      write(soaking(HOLD));
      const file = ledgerFile(open());
      const ledger = JSON.parse(readFileSync(file, "utf8")) as { moves: { stores?: unknown }[] };
      for (const move of ledger.moves) delete move.stores;
      writeFileSync(file, JSON.stringify(ledger));
      expect(answer(other(rename("second"), going()))).toBe("BACK-RENAMED");
      expect(answer(soaking(HOLD))).toBe("granted");
    });
  });

  test("the last write, which is not moved back to before the evidence", () => {
    const frozen = (frozenAt: string) => at((copy) => ((copy.frozenAt = frozenAt), delete copy.reverse));
    write(frozen("2026-11-18T00:00:00Z"));
    for (const earlier of ["2026-11-01T00:00:00Z", "2026-11-17T23:59:59.999Z"]) expect(purge(earlier)).toBe("BACK-FROZEN");
    // Built once more with the earlier moment, it is remembered still.
    write(frozen("2026-11-01T00:00:00Z"));
    expect(purge("2026-11-01T00:00:00Z")).toBe("BACK-FROZEN");
    for (const since of ["2026-11-18T00:00:00.000Z", "2026-11-20T00:00:00Z"]) expect(purge(since)).toBe("granted");
    expect(answer(frozen("2026-11-01T00:00:00Z"))).toBe("granted");
  });

  test("a way back, and what was proved before it purges nothing", () => {
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
