import { CASES } from "./cases";
import { decide, verdictOf } from "./documents";
import { everyPolicy } from "./programs";

const policies = new Map(everyPolicy().map((policy) => [policy.name, policy]));

test("every policy has a case, and every case a policy", () => {
  expect([...new Set(CASES.map(({ policy }) => policy))].sort()).toEqual([...policies.keys()].sort());
});

test("every policy has a case that is allowed and one that is not", () => {
  const oneSided = [...policies.keys()].filter((name) => {
    const verdicts = CASES.filter(({ policy }) => policy === name).map(({ expected }) => expected === "allowed");
    return !verdicts.includes(true) || !verdicts.includes(false);
  });
  expect(oneSided).toEqual([]);
});

describe.each([...policies.values()])("$name", ({ name, kind, document }) => {
  test("decides every case as it must", () => {
    const wrong = CASES.filter(({ policy }) => policy === name).flatMap(({ of, request, expected, by, bare }) => {
      const decision = decide(kind, document, request, bare);
      const verdict = verdictOf(decision);
      if (verdict === expected && (by === undefined || decision.by.includes(by))) return [];
      return [`${of}, by ${request.caller.arn}: expected ${expected}${by ? ` by ${by}` : ""}, was ${verdict}: ${decision.reason}`];
    });
    expect(wrong).toEqual([]);
  });
});
