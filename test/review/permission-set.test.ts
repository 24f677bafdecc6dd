import { Program } from "../../config/program";
import type { JsonObject } from "../../review/value";
import { usIdentityCenter } from "../identity-center-program";
import { ask, bucket, HOME, SCOPE, stack, STRANGER } from "./estate";

const document = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const READS = { Sid: "Reads", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::profiles/*" };
const NAMED = "arn:aws:iam::333333333333:role/named";
const SCOPED = { ...SCOPE, organization: "o-own", readers: [{ who: "gatekeeper", dataset: "profiles", arn: NAMED } as const] };
const set = (statement: object, more: Record<string, Record<string, JsonObject>> = {}, target = HOME) =>
  stack("s", {
    aws_s3_bucket: { b: bucket() },
    aws_ssoadmin_permission_set: { r: { name: "reads" } },
    aws_ssoadmin_permission_set_inline_policy: {
      p: { permission_set_arn: "${aws_ssoadmin_permission_set.r.arn}", inline_policy: document(statement) },
    },
    aws_ssoadmin_account_assignment: { a: { permission_set_arn: "${aws_ssoadmin_permission_set.r.arn}", target_id: target } },
    ...more,
  });
const of = (...given: Parameters<typeof set>) => ask("ACCESS-04", [set(...given)], SCOPED);
const bounded = (boundary: object) => ({
  aws_ssoadmin_permissions_boundary_attachment: {
    b: {
      permission_set_arn: "${aws_ssoadmin_permission_set.r.arn}",
      permissions_boundary: { customer_managed_policy_reference: { name: "bound" } },
    },
  },
  aws_iam_policy: { bound: { name: "bound", policy: document(boundary) } },
});

describe("ACCESS-04 and what Identity Center makes", () => {
  test("a set that reads data in the account is a breach, by the name of its role", () =>
    expect(of(READS)[0]).toMatch(/^breach aws_ssoadmin_permission_set.r: .*:role\/aws-reserved\/.*AWSReservedSSO_reads_0{16} can read/));
  test.each([
    ["that goes on elsewhere", { ...READS, Action: "sts:AssumeRole", Resource: NAMED }],
    ["that denies it to itself", { ...READS, Effect: "Deny" }],
  ])("one %s is none", (_, statement) => expect(of(statement)).toEqual(["met aws_s3_bucket.b"]));
  test("one that is assigned to nobody is none, nor one of an account that the bucket lets nobody in from", () => {
    expect(of(READS, { aws_ssoadmin_account_assignment: {} })).toEqual(["met aws_s3_bucket.b"]);
    expect(of(READS, {}, STRANGER)).toEqual(["met aws_s3_bucket.b"]);
  });
  test("minds the boundary of its name in the account", () => {
    expect(of(READS, bounded({ Effect: "Allow", Action: "ec2:*", Resource: "*" }))).toEqual(["met aws_s3_bucket.b"]);
    expect(of(READS, bounded({ Effect: "Allow", Action: "*", Resource: "*" }))[0]).toMatch(/^breach/);
  });
  test("does not know a policy that is written elsewhere", () => {
    const more = { aws_ssoadmin_managed_policy_attachment: { m: { permission_set_arn: "${aws_ssoadmin_permission_set.r.arn}" } } };
    expect(of({ ...READS, Action: "ec2:*" }, more)[0]).toMatch(/^unknown .*aws_ssoadmin_managed_policy_attachment.m is not read/);
  });
  test("nobody whom the program names is a role of Identity Center's", () =>
    expect(
      Program.of(usIdentityCenter)
        .scope()
        .readers?.filter(({ arn }) => arn.includes("AWSReservedSSO")),
    ).toEqual([]));
});
