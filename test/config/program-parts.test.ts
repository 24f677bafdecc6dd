import { Program } from "../../config/program";
import { ProgramParts } from "../../config/program-parts";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { errorsOf, type Loose } from "./refused";

const PARTS = ["deadline", "obligations", "parties", "custody", "datasets", "networks", "release", "access", "retention"] as const;

function without(input: ProgramInput, parts: readonly string[]): Loose {
  return Object.fromEntries(Object.entries(structuredClone(input)).filter(([part]) => !parts.includes(part)));
}

describe.each([
  ["united-states", unitedStates],
  ["european-union", europeanUnion],
])("parts of %s", (_, input) => {
  test("make a scope, whichever are left out", () => {
    for (let set = 0; set < 2 ** PARTS.length; set++) {
      const parts = PARTS.filter((_part, index) => (set >> index) % 2 === 1);
      expect({ parts, name: ProgramParts.parts(without(input, parts)).scope().name }).toEqual({ parts, name: input.name });
    }
  });

  test("name accounts that have to be there", () => {
    expect(() => ProgramParts.parts(without(input, ["accounts"]))).toThrow("PROGRAM-ACCOUNT");
  });

  test("say of each part what the whole program says of it", () => {
    const whole = Program.of(input).scope();
    const few = ProgramParts.parts(without(input, ["deadline"])).scope();
    const { accounts, custodyMode, datasets, paths, obligations, organization, parent, signIn, examiners, declaredPrincipals } = few;
    expect(whole).toMatchObject({
      accounts,
      custodyMode,
      datasets,
      paths,
      obligations,
      organization,
      parent,
      examiners,
      declaredPrincipals,
    });
    expect(whole.signIn).toEqual(signIn);
    expect([few.deadline, few.awsGuards, few.googleGuards, few.readers]).toEqual([undefined, undefined, undefined, undefined]);
  });
});

test("a part with a default is not said for whoever leaves it out", () => {
  const { logDays, paths, keyManagers, datasets, readers } = ProgramParts.parts({ name: "x", jurisdiction: "US" }).scope();
  expect({ logDays, paths, keyManagers, datasets, readers }).toEqual({});
});

test("whoever builds hears of every missing part and of what is misspelt beside them", () => {
  const errors = errorsOf({ ...without(unitedStates, ["deadline", "datasets"]), dataset: [] });
  expect(errors.map(({ code }) => code)).toEqual(["PROGRAM-PARTS", "PROGRAM-SHAPE"]);
  expect(errors[0]?.message).toContain("given nothing for deadline, datasets,");
  expect(errors[1]?.message).toContain('"dataset"');
});
