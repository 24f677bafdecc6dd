import { Program } from "../../config/program";
import { reverseLegs } from "../../config/migration/reverse-legs";
import { PHASES } from "../../config/scope";
import { moving } from "../moving";
import { REVERSE, reversing } from "../reversing";
import { ARCHIVE, changed, CONTENT, errorsOf, PROFILES, refuses, type Loose } from "./refused";

const old = (p: Loose) => p.datasets[CONTENT].legacy[1];
const codes = (input: unknown) => errorsOf(input).map(({ code }) => code);

test("a way back may be declared for a frozen bucket in the soak, for as long as a month", () => {
  expect(codes(reversing())).toEqual([]);
  expect(codes(reversing({ prefix: "" }))).toEqual([]);
  expect(codes(reversing({ until: "2027-01-20T00:00:00Z" }))).toEqual([]);
});

test.each(PHASES.filter((phase) => phase !== "soak"))("and not in %s", (phase) => {
  const input = changed(moving(phase === "purge" || phase === "closed" ? "soak" : phase), (p) =>
    Object.assign(old(p), { reverse: REVERSE, phase }),
  );
  expect(codes(input)).toContain("PROGRAM-REVERSE");
  expect(codes(changed(input, (p) => delete old(p).reverse))).not.toContain("PROGRAM-REVERSE");
});

describe("a way back is refused", () => {
  refuses(reversing(), [
    {
      of: "beside a purge of the dataset's",
      change: (p) => (p.datasets[CONTENT].legacy[0].phase = "purge"),
      code: "PROGRAM-REVERSE",
      says: "while former-cloud is in purge",
    },
    ...[
      ["that ends before it begins", { until: REVERSE.from }, "the end after the beginning"],
      ["of more than a month", { until: "2027-01-20T00:00:01Z" }, "at most 31 days"],
      ["that begins before the freeze", { from: "2026-10-31T00:00:00Z", until: "2026-11-05T00:00:00Z" }, "2026-11-01T00:00:00Z or later"],
      ["past the deadline", { from: "2027-06-20T00:00:00Z", until: "2027-07-02T00:00:00Z" }, "2027-06-30 or before"],
    ].map(([of, reverse, says]) => ({
      of: String(of),
      change: (p: Loose) => Object.assign(old(p).reverse, reverse),
      code: "PROGRAM-REVERSE",
      says: String(says),
    })),
    ...["*", "a?", "${aws:username}/"].map((prefix) => ({
      of: `under a prefix that a policy reads as a pattern, ${prefix}`,
      change: (p: Loose) => (old(p).reverse.prefix = prefix),
      code: "PROGRAM-SHAPE",
      says: "reverse.prefix",
    })),
    ...[
      ["a bucket at Google", CONTENT, 0, "asks neither for the hour nor for the object"],
      ["a database", PROFILES, 0, "nothing of the program's freezes an old database"],
      ["a data centre", ARCHIVE, 0, "nothing of the program's freezes a data centre"],
      ["a vault", ARCHIVE, 1, "recovery points are of a moment"],
    ].map(([of, dataset, copy, says]) => ({
      of: `into ${of}`,
      change: (p: Loose) => (p.datasets[dataset as number].legacy[copy as number].reverse = REVERSE),
      code: "PROGRAM-REVERSE",
      says: String(says),
    })),
  ]);
});

test("it vanishes with the soak, even from data that no rule has seen", () => {
  const { data } = Program.of(reversing());
  expect(reverseLegs(data).map(({ dataset, copy }) => [dataset.name, copy.name])).toEqual([["user-content", "overseas-backup"]]);
  for (const phase of PHASES.filter((each) => each !== "soak")) {
    const later = changed(data, (p) => (old(p).phase = phase)) as typeof data;
    expect(reverseLegs(later)).toEqual([]);
  }
});
