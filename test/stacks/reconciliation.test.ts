import { inventoryTable } from "../../constructs/migration/reconciliation";
import { changed, CONTENT } from "../config/refused";
import { migrating } from "../migrating";
import { resources, stackOf, synthesized } from "../synth";

const evidence = "evidence-us-east-1";
const made = stackOf(synthesized(migrating("reconcile")), evidence);
const FOLDER = "s3://ringfence-evidence-333333333333-us-east-1/reconcile/user-content";

test("a workgroup for each copy keeps its results in the evidence bucket, under its key, whatever a client asks", () => {
  const workgroups = resources(made, "aws_athena_workgroup").map(([, workgroup]) => workgroup);
  expect(workgroups.map(({ name }) => name).sort()).toEqual([
    "ringfence-user-content-former-cloud",
    "ringfence-user-content-overseas-backup",
  ]);
  for (const { name, configuration } of workgroups)
    expect(configuration).toMatchObject({
      enforce_workgroup_configuration: true,
      result_configuration: {
        output_location: `${FOLDER}/${String(name).replace("ringfence-user-content-", "")}/results/`,
        encryption_configuration: { encryption_option: "SSE_KMS", kms_key_arn: expect.stringContaining("kms") },
      },
    });
});

test("a table lies over each side's inventory", () => {
  const locations = resources(made, "aws_glue_catalog_table").map(
    ([, table]) => (table["storage_descriptor"] as { location: string }).location,
  );
  expect(locations.sort()).toEqual(
    ["former-cloud", "overseas-backup"].flatMap((copy) => [`${FOLDER}/${copy}/home/`, `${FOLDER}/${copy}/legacy/`]),
  );
});

test("the query reads both tables, calls no function of ours, and fits into a named query", () => {
  const queries = resources(made, "aws_athena_named_query").map(([, { query }]) => String(query));
  expect(queries).toHaveLength(2);
  for (const query of queries) {
    expect(query.length).toBeLessThan(262_144);
    expect(query.split("?")).toHaveLength(2); // the instant at which the old listing began
    expect(query).not.toMatch(/\b(key_hash|bucket_of|row_hash|digest_of|nfc)\(/);
  }
  for (const side of ["legacy", "home"] as const)
    expect(queries.join("\n")).toContain(inventoryTable("user-content", "former-cloud", side));
});

test("the query brings keys to the form that the program says of its copy", () => {
  const input = changed(migrating("reconcile"), (p) => {
    p.datasets[CONTENT].legacy[0].keys = { prefixes: { "it's/": "new/" }, unicode: "nfc" };
  });
  const queries = resources(stackOf(synthesized(input), evidence), "aws_athena_named_query").map(([, query]) => query);
  const of = (copy: string) => String(queries.find(({ name }) => name === `reconcile-user-content-${copy}`)?.["query"]);
  expect(of("former-cloud")).toContain("'it''s/'");
  expect(of("former-cloud")).toContain("normalize(");
  expect(of("overseas-backup")).not.toContain("starts_with(");
  expect(of("overseas-backup")).not.toContain("normalize(");
});

test("nothing of it before there is something to compare", () => {
  expect(synthesized(migrating("prepare")).stacks.has(evidence)).toBe(false);
});
