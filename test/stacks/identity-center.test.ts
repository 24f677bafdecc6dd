import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import { group, usIdentityCenter } from "../identity-center-program";
import { everyResource, stackOf, synthesized } from "../synth";

const made = synthesized(usIdentityCenter);
const stack = stackOf(made, "identity-center-security-us-west-2");
const of = (type: string) => Object.values(stack.resource[type] ?? {});
const SETS = [
  "read-user-content",
  "write-user-content",
  "restore-user-content",
  "read-profiles",
  "write-profiles",
  "read-sessions",
  "read-media-archive",
  "gatekeeper-approver",
  "gatekeeper-operator",
];

test("a set for each duty on each dataset that has a group, for an hour", () => {
  const sets = of("aws_ssoadmin_permission_set");
  expect(sets.map(({ name }) => name).sort()).toEqual([...SETS].sort());
  for (const set of sets)
    expect(set).toMatchObject({ instance_arn: "arn:aws:sso:::instance/ssoins-0123456789abcdef", session_duration: "PT1H" });
});

test("each within the hub's boundary, and with a policy of its own", () => {
  const attached = (type: string) => of(type).map((one) => String(one["permission_set_arn"]));
  const all = Object.keys(stack.resource["aws_ssoadmin_permission_set"] ?? {}).map((id) => `\${aws_ssoadmin_permission_set.${id}.arn}`);
  for (const type of [
    "aws_ssoadmin_permissions_boundary_attachment",
    "aws_ssoadmin_permission_set_inline_policy",
    "aws_ssoadmin_account_assignment",
  ])
    expect(attached(type).sort()).toEqual([...all].sort());
  for (const one of of("aws_ssoadmin_permissions_boundary_attachment"))
    expect(one["permissions_boundary"]).toEqual({ customer_managed_policy_reference: { name: "ringfence-hub-boundary" } });
});

test("groups come in, to the gatekeeper's account alone and after their bounds", () => {
  const assignments = of("aws_ssoadmin_account_assignment");
  for (const one of assignments) {
    expect(one).toMatchObject({ principal_type: "GROUP", target_type: "AWS_ACCOUNT", target_id: "666666666666" });
    expect(one["depends_on"]).toEqual([
      expect.stringMatching(/^aws_ssoadmin_permission_set_inline_policy\./),
      expect.stringMatching(/^aws_ssoadmin_permissions_boundary_attachment\./),
    ]);
  }
  const groups = assignments.map((one) => one["principal_id"]);
  expect([1, 2, 3, 4, 5, 6].map((digit) => groups.filter((id) => id === group(digit)).length)).toEqual([4, 1, 1, 1, 1, 1]);
});

test("a name comes from the identity store, and by the access admin's hand", () => {
  expect(of("aws_ssoadmin_instance_access_control_attributes")).toEqual([
    expect.objectContaining({ attribute: [{ key: "person", value: [{ source: ["$${path:userName}"] }] }] }),
  ]);
  expect(stack.provider["aws"]).toEqual([
    expect.objectContaining({
      region: "us-west-2",
      allowed_account_ids: ["777777777777"],
      assume_role: [expect.objectContaining({ role_arn: "arn:aws:iam::777777777777:role/ringfence-access-admin" })],
    }),
  ]);
});

test("neither way of signing in leaves anything of the other", () => {
  const types = (input: typeof made) => everyResource(input).map(({ type }) => type);
  expect(types(made)).not.toContain("aws_iam_saml_provider");
  expect(
    everyResource(made).filter(({ type, block }) => type === "aws_iam_role" && /-hub-|-approver|-operator/.test(String(block["name"]))),
  ).toEqual([]);
  expect(types(synthesized(unitedStates)).filter((type) => type.startsWith("aws_ssoadmin"))).toEqual([]);
});

test("an instance in us-east-1 leaves its region out of its roles' names", () => {
  const input = structuredClone(usIdentityCenter);
  Object.assign(input.parties.gatekeeper.identity, { region: "us-east-1" });
  const trust = stackOf(synthesized(input), "access-us-east-1").text;
  expect(trust).toContain("role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_gatekeeper-operator_????????????????");
});

test("stores and keys know the same readers in both, and the report prints what cannot be asked for", () => {
  const [center, saml] = [usIdentityCenter, unitedStates].map((input) => Program.of(input).scope());
  expect(center?.readers).toEqual(saml?.readers);
  expect(center?.optOuts).toContainEqual({
    of: "the network at sign-in",
    reason: "The identity provider itself lets nobody in but from the team's network.",
  });
});
