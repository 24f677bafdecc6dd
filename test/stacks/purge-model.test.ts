import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { userErrors } from "../../config/errors";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { PHASES, type Phase } from "../../config/scope";
import { REVERSE } from "../reversing";
import { judgedCopies } from "../../evidence/gate/judged-copies";
import { scopeDigest } from "../../evidence/gate/scope-digest";
import { synthesize } from "../../stacks/program-stacks";
import { proofsOf } from "../../evidence/gate/proofs";
import { compareFiles, jsonLines } from "../evidence/inventories";
import { destruction, pair, signed } from "../evidence/signed";
import { changed, CONTENT, errorsOf, type Loose } from "../config/refused";

/**
 * A migration as people really walk it: phases forth and back, evidence put down, spoiled and replaced, holds, late
 * writes, keys that change. After every step, whatever stands may be purged only where this model says so.
 */
const [gatekeeper, auditor, stranger] = [pair(), pair(), pair()];
const COPIES = ["former-cloud", "overseas-backup"] as const;
type Copy = (typeof COPIES)[number];
/** What may lie under a copy's name in the evidence folder; only the first is worth anything. */
const KINDS = ["good", "one-signature", "stranger", "open", "tampered", "stale-inventory", "other-program", "same-listing"] as const;
type Evidence = (typeof KINDS)[number] | "none" | "of-the-other-copy";

interface Model {
  readonly copies: Record<Copy, { phase: Phase; evidence: Evidence; frozen: "never" | "before" | "after" }>;
  /** Is the destruction of both copies signed, and named? */
  gone: boolean;
  hold: boolean;
  keys: boolean;
  /** A way back for what was written at home, into the overseas bucket. */
  back: boolean;
}

let folder: string;
const AS_OF = "2026-11-24";
const FROZEN = { never: undefined, before: "2026-11-01T00:00:00Z", after: "2026-11-22T00:00:00Z" };

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "ringfence-model-"));
  for (const copy of COPIES) for (const kind of KINDS) await lay(copy, kind);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileOf = (copy: string, kind: string, what: string) => `${copy}.${kind}.${what}`;

/** Makes one kind of evidence by a real comparison. */
async function lay(copy: Copy, kind: (typeof KINDS)[number]): Promise<void> {
  const at = (what: string) => join(folder, fileOf(copy, kind, what));
  const row = (key: string) => ({ key, size: 1, crc32c: "0a1b2c3d" });
  writeFileSync(at("legacy.jsonl"), jsonLines(["a", "b"].map(row)));
  const atHome = (key: string) => (kind === "same-listing" ? row(key) : { ...row(key), version: "at-home" });
  writeFileSync(at("home.jsonl"), jsonLines((kind === "open" ? ["a"] : ["a", "b"]).map(atHome)));
  const scope = scopeDigest(Program.of(inputOf(start()), join(folder, "program.ts")), "user-content", copy);
  const { result, text } = await compareFiles(folder, at("legacy.jsonl"), at("home.jsonl"), {
    dataset: "user-content",
    copy,
    program: kind === "other-program" ? `sha256:${"0".repeat(64)}` : scope,
    taken: { legacy: "2026-11-20T06:00:00.000Z", home: "2026-11-21T06:00:00.000Z" },
  });
  const signers = { "one-signature": [gatekeeper], stranger: [gatekeeper, stranger] }[kind as string] ?? [gatekeeper, auditor];
  const envelope = signed("reconciliation", result, ...signers);
  writeFileSync(
    at("gone.dsse.json"),
    signed("destruction", destruction({ dataset: "user-content", copy, program: scope }), gatekeeper, auditor),
  );
  writeFileSync(at("rows.jsonl"), text);
  writeFileSync(
    at("dsse.json"),
    kind === "tampered" ? envelope.replace(/"payload": "(.)/, (_, first: string) => `"payload": "${first === "e" ? "f" : "e"}`) : envelope,
  );
  if (kind === "stale-inventory") writeFileSync(at("legacy.jsonl"), jsonLines(["a", "b", "c"].map(row)));
}

/** The program as it would be written down in this state. */
function inputOf({ copies, gone, hold, keys, back }: Model): Loose {
  return changed(unitedStates, (p) => {
    p.parties.gatekeeper.evidenceKey = gatekeeper.pem;
    p.parties.auditor.evidenceKey = keys ? auditor.pem : stranger.pem;
    const dataset = p.datasets[CONTENT];
    dataset.phase = PHASES.find((phase) => COPIES.some((copy) => copies[copy].phase === phase));
    if (hold) dataset.legalHold = { reference: "No. 21-1", since: "2026-01-01" };
    if (back) dataset.legacy[1].reverse = REVERSE;
    dataset.legacy[0].location = "arn:aws:datasync:us-east-1:333333333333:location/loc-0123456789abcdef0";
    for (const copy of dataset.legacy) {
      const { phase, evidence, frozen } = copies[copy.name as Copy];
      copy.phase = phase;
      copy.frozenAt = FROZEN[frozen];
      if (evidence === "none") continue;
      const other = COPIES.find((name) => name !== copy.name) ?? "";
      const [of, kind] = evidence === "of-the-other-copy" ? [other, "good"] : [copy.name as string, evidence];
      copy.evidence = [fileOf(of, kind, "dsse.json"), ...(gone ? [fileOf(of, kind, "gone.dsse.json")] : [])];
      copy.rows = fileOf(of, kind, "rows.jsonl");
      copy.inventories = { legacy: [fileOf(of, kind, "legacy.jsonl")], home: [fileOf(of, kind, "home.jsonl")] };
    }
  });
}

const going = ({ copies }: Model): Copy[] => COPIES.filter((copy) => copies[copy].phase === "purge" || copies[copy].phase === "closed");
const mayGo = (model: Model, copy: Copy): boolean =>
  (model.gone || model.copies[copy].phase !== "closed") &&
  model.copies[copy].evidence === "good" &&
  model.copies[copy].frozen === "before" &&
  model.keys &&
  !model.hold &&
  !model.back;

let granted = 0;
let refused = 0;

/** The same state for real: what the gate answers, and whether that is what the model allows. */
function check(model: Model): void {
  let proofs: ReturnType<typeof proofsOf>;
  try {
    proofs = proofsOf(judgedCopies(Program.of(inputOf(model), join(folder, "program.ts")), AS_OF));
  } catch (error) {
    // What is refused must be refused in words for people, never by an accident.
    expect(userErrors(error)).toBeDefined();
    refused += 1;
    return;
  }
  expect([...proofs.keys()].sort()).toEqual(going(model).map((copy) => `user-content/${copy}`));
  for (const copy of going(model)) expect([copy, mayGo(model, copy)]).toEqual([copy, true]);
  granted += going(model).length;
}

type Step = fc.Command<Model, undefined>;
class Do implements Step {
  constructor(
    private readonly name: string,
    private readonly change: (model: Model) => void,
  ) {}
  check = () => true;
  run(model: Model): void {
    this.change(model);
    check(model);
  }
  toString = () => this.name;
}

const copies = fc.constantFrom(...COPIES);
const steps: fc.Arbitrary<Step>[] = [
  fc.tuple(copies, fc.constantFrom(...PHASES)).map(([copy, to]) => new Do(`${copy} to ${to}`, (m) => (m.copies[copy].phase = to))),
  fc
    .constantFrom<Phase>("soak", "purge", "closed")
    .map((to) => new Do(`both to ${to}`, (m) => COPIES.forEach((copy) => (m.copies[copy].phase = to)))),
  fc
    .tuple(copies, fc.constantFrom<Evidence>("none", "of-the-other-copy", "good", "good", "good", ...KINDS))
    .map(([copy, kind]) => new Do(`${kind} evidence of ${copy}`, (m) => (m.copies[copy].evidence = kind))),
  fc
    .tuple(copies, fc.constantFrom("never", "before", "before", "after" as const))
    .map(([copy, when]) => new Do(`${copy} frozen ${when}`, (m) => (m.copies[copy].frozen = when as "before"))),
  fc.constantFrom(true, false, false).map((back) => new Do(back ? "a way back" : "no way back", (m) => (m.back = back))),
  fc.constantFrom(true, true, false).map((gone) => new Do(gone ? "both destroyed" : "neither destroyed", (m) => (m.gone = gone))),
  fc.boolean().map((hold) => new Do(hold ? "a hold" : "no hold", (m) => (m.hold = hold))),
  fc.constantFrom(true, true, false).map((keys) => new Do(keys ? "the auditor's key" : "a stranger's key", (m) => (m.keys = keys))),
];

const start = (): Model => ({
  copies: {
    "former-cloud": { phase: "prepare", evidence: "none", frozen: "before" },
    "overseas-backup": { phase: "prepare", evidence: "none", frozen: "before" },
  },
  gone: false,
  hold: false,
  keys: true,
  back: false,
});

/** Where one step more would purge: most of what can go wrong, goes wrong from here. */
function soaking(): Model {
  const model = start();
  for (const copy of COPIES) Object.assign(model.copies[copy], { phase: "soak", evidence: "good" });
  return model;
}

test("over random walks through phases, evidence, holds and keys, nothing may be purged without proof of exactly that copy", () => {
  fc.assert(
    fc.property(fc.boolean(), fc.commands(steps, { maxCommands: 25 }), (late, walk) =>
      fc.modelRun(() => ({ model: late ? soaking() : start(), real: undefined }), walk),
    ),
    { numRuns: 150, seed: 20261124 },
  );
  // A gate that never opens would pass as well.
  expect(granted).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(200);
});

test("while a way back is open nothing of the dataset may be purged, whatever its evidence", () => {
  const states = fc.record({
    phases: fc.tuple(fc.constantFrom(...PHASES), fc.constantFrom(...PHASES)).filter((both) => both.includes("purge")),
    evidence: fc.tuple(fc.constantFrom<Evidence>(...KINDS), fc.constantFrom<Evidence>(...KINDS)),
    hold: fc.boolean(),
  });
  const codesOf = (
    { phases, evidence, hold }: { phases: [Phase, Phase]; evidence: [Evidence, Evidence]; hold: boolean },
    back: boolean,
  ) => {
    const model: Model = { ...start(), hold, back };
    COPIES.forEach((copy, index) => Object.assign(model.copies[copy], { phase: phases[index], evidence: evidence[index] }));
    return errorsOf(inputOf(model)).map(({ code }) => code);
  };
  fc.assert(
    fc.property(states, (state) => {
      expect(codesOf(state, true)).toContain("PROGRAM-REVERSE");
      expect(codesOf(state, false)).not.toContain("PROGRAM-REVERSE");
    }),
    { numRuns: 100, seed: 20261124 },
  );
});

test("what is synthesized follows: purge stacks for the copies in purge, for as long as all that goes is proved, and else nothing", () => {
  const state = fc.record({
    phases: fc.tuple(fc.constantFrom<Phase>("soak", "purge", "closed"), fc.constantFrom<Phase>("soak", "purge", "closed")),
    evidence: fc.tuple(fc.constantFrom<Evidence>("good", "good", "open"), fc.constantFrom<Evidence>("good", "good", "none")),
    gone: fc.constantFrom(true, true, false),
    hold: fc.constantFrom(false, false, true),
  });
  let built = 0;
  fc.assert(
    fc.property(state, ({ phases, evidence, gone, hold }) => {
      const model: Model = { ...start(), gone, hold };
      COPIES.forEach((copy, index) => Object.assign(model.copies[copy], { phase: phases[index], evidence: evidence[index] }));
      const out = mkdtempSync(join(folder, "out-"));
      try {
        synthesize(Program.of(inputOf(model), join(folder, "program.ts")), out);
      } catch (error) {
        expect(userErrors(error)).toBeDefined();
        expect(existsSync(join(out, "manifest.json"))).toBe(false);
        return;
      }
      const stacks = readdirSync(join(out, "stacks")).filter((name) => name.startsWith("purge-"));
      const texts = readdirSync(join(out, "stacks")).map((name) => readFileSync(join(out, "stacks", name, "cdk.tf.json"), "utf8"));
      for (const copy of going(model)) expect([copy, mayGo(model, copy)]).toEqual([copy, true]);
      const purging = COPIES.filter((copy) => model.copies[copy].phase === "purge");
      for (const stack of stacks) expect(purging.map((copy) => `purge-user-content-${copy}`)).toContain(stack);
      // No role that deletes stands anywhere else.
      for (const copy of COPIES.filter((copy) => !purging.includes(copy)))
        expect(texts.filter((text) => text.includes(`"name": "ResidencyPurge-user-content-${copy}"`))).toEqual([]);
      built += stacks.length;
    }),
    { numRuns: 32, seed: 20261124 },
  );
  expect(built).toBeGreaterThan(0);
});
