import { Program } from "../../config/program";
import { program as example } from "../../config/programs/united-states";
import { scopeDigest } from "../../evidence/gate/scope-digest";

const VAULT = { kind: "aws-backup-vault", name: "old", account: "legacy-singapore", region: "ap-southeast-1", vault: "app-profiles" };

describe("the program's digest in evidence", () => {
  const of = (input: object, dataset: string, copy: string) => scopeDigest(Program.of(input), dataset, copy);
  const withLegacy = example.datasets.find(({ legacy }) => (legacy ?? []).length > 0);
  const [dataset, copy] = [withLegacy?.name ?? "", withLegacy?.legacy?.[0]?.name ?? ""];
  const changed = (change: (each: NonNullable<typeof withLegacy>) => object) => ({
    ...example,
    datasets: example.datasets.map((each) => (each.name === dataset ? change(each) : each)),
  });
  const now = of(example, dataset, copy);

  test("outlives the change of phase", () => {
    expect(
      of(
        changed((each) => ({ ...each, phase: "copy" })),
        dataset,
        copy,
      ),
    ).toBe(now);
  });
  test("does not outlive another sensitivity or another legacy bucket, and names nothing that the program does not", () => {
    expect(
      of(
        changed((each) => ({ ...each, sensitivity: each.sensitivity === "internal" ? "protected" : "internal" })),
        dataset,
        copy,
      ),
    ).not.toBe(now);
    const elsewhere = changed((each) => ({
      ...each,
      legacy: (each.legacy ?? []).map((one) => ("bucket" in one ? { ...one, bucket: "another-bucket" } : one)),
    }));
    expect(of(elsewhere, dataset, copy)).not.toBe(now);
    const otherKeys = changed((each) => ({
      ...each,
      legacy: (each.legacy ?? []).map((one) => ({ ...one, keys: { prefixes: { a: "b" } } })),
    }));
    expect(of(otherKeys, dataset, copy)).not.toBe(now);
    const profiles = (engine?: string) => ({
      ...example,
      datasets: example.datasets.map((each) => (each.name === "profiles" ? { ...each, engine, legacy: [VAULT] } : each)),
    });
    expect(of(profiles("mysql"), "profiles", VAULT.name)).not.toBe(of(profiles(), "profiles", VAULT.name));
    expect(() => of(example, dataset, "none")).toThrow("EVIDENCE-SCOPE");
  });
});
