import type { Program } from "../../config/program";
import type { ProgramInput } from "../../config/schema/schema";
import { changed, CONTENT } from "../config/refused";
import { moving } from "../moving";
import { reversing } from "../reversing";
import { everyResource, resources, stackOf, synthesized } from "../synth";

const NAME = "ringfence-mover-back-user-content-3e7b03578a";
const soak = synthesized(moving("soak"));
const open = synthesized(reversing());
const naming = (input: ProgramInput | ((folder: string) => Program)) =>
  everyResource(synthesized(input))
    .filter(({ block }) => JSON.stringify(block).includes("ringfence-mover-back-"))
    .map(({ stack, type }) => `${stack.name} ${type}`);

test("a declared way back changes what it takes, and nothing else", () => {
  const changedStacks = [...open.stacks].filter(([name, { text }]) => soak.stacks.get(name)?.text !== text).map(([name]) => name);
  expect(changedStacks.sort()).toEqual([
    "legacy-singapore-ap-southeast-1",
    "migration-user-content-overseas-backup",
    "organization-us-east-1",
    "storage-us-east-1",
  ]);
  expect([...new Set(naming(reversing()))].sort()).toEqual([
    "legacy-singapore-ap-southeast-1 aws_s3_bucket_policy",
    "migration-user-content-overseas-backup aws_iam_role",
    "organization-us-east-1 aws_organizations_policy",
    "storage-us-east-1 aws_s3_bucket_policy",
  ]);
});

test("its role is one of the home account's, within the movers' boundary", () => {
  const roles = resources(stackOf(open, "migration-user-content-overseas-backup"), "aws_iam_role").map(([, role]) => role);
  expect(roles).toContainEqual(
    expect.objectContaining({ name: NAME, permissions_boundary: "arn:aws:iam::333333333333:policy/ringfence-mover-boundary" }),
  );
});

test("it seals what it writes under the old bucket's key, through S3 there", () => {
  const keyArn = "arn:aws:kms:ap-southeast-1:888888888888:key/old";
  const made = synthesized(changed(reversing(), (p) => (p.datasets[CONTENT].legacy[1].keyArn = keyArn)));
  const [policy] = resources(stackOf(made, "migration-user-content-overseas-backup"), "aws_iam_role_policy")
    .map(([, block]) => String(block["policy"]))
    .filter((text) => text.includes("WriteLegacy"));
  expect((JSON.parse(policy ?? "{}") as { Statement: object[] }).Statement).toContainEqual({
    Sid: "SealLegacy",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    Resource: keyArn,
    Condition: { StringEquals: { "kms:ViaService": "s3.ap-southeast-1.amazonaws.com" } },
  });
});

test("every key, where the prefix is empty: the one role and the two moments stay", () => {
  const made = synthesized(reversing({ prefix: "" }));
  const [[, block] = ["", {}]] = resources(stackOf(made, "legacy-singapore-ap-southeast-1"), "aws_s3_bucket_policy");
  const { Statement } = JSON.parse(String((block as Record<string, unknown>)["policy"])) as {
    Statement: { Sid: string; Resource: string }[];
  };
  expect(Statement.map(({ Sid }) => Sid)).toEqual([
    "MoverReads",
    "ReverseLooks",
    "ReverseWrites",
    "Frozen",
    "FrozenInAllElse",
    "FrozenUntilThen",
    "FrozenAgain",
    "NothingIsDeleted",
  ]);
  expect(Statement.find(({ Sid }) => Sid === "ReverseWrites")?.Resource).toBe("arn:aws:s3:::app-user-content-backup/*");
});

test("and before and after it nobody has that name", () => {
  for (const phase of ["copy", "cutover", "soak"] as const) expect(naming(moving(phase))).toEqual([]);
});
