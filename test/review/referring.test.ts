import { accessOf } from "../../review/access/who";
import { get, type JsonObject } from "../../review/value";
import { Estate } from "../../review/facts/estate";
import { factsOf, HOME, plan, SCOPE, stack } from "./estate";

const POLICY = "aws_s3_bucket_policy";
const ATTRIBUTES = ["bucket", "id"];
const refers = (...references: string[]) => ({ unknown: { bucket: true }, expressions: { bucket: { references } } });

const planned = plan([
  { address: "aws_s3_bucket.a", after: { bucket: "a" } },
  { address: 'aws_s3_bucket.many["x"]', after: { bucket: "x" } },
  { address: `${POLICY}.named`, after: { bucket: "a", policy: "{}" } },
  { address: `${POLICY}.again`, after: { bucket: "a", policy: "{}" } },
  { address: `${POLICY}.referring`, ...refers("aws_s3_bucket.a.id", "aws_s3_bucket.a") },
  { address: `${POLICY}.many`, ...refers("aws_s3_bucket.many") },
  { address: `${POLICY}.variable`, ...refers("var.name") },
  { address: `${POLICY}.other`, after: { bucket: "elsewhere" } },
]);
const source = stack("s", {
  aws_s3_bucket: { a: { bucket: "a" }, b: { bucket: "b-${local.x}" } },
  [POLICY]: { of: { bucket: "${aws_s3_bucket.a.id}" }, b: { bucket: "${aws_s3_bucket.b.id}" }, text: { bucket: "a" } },
});

describe("who refers to a resource", () => {
  const facts = factsOf([planned, source]);
  it.each(facts.ofType("aws_s3_bucket").map((each) => [`${each.stack.name} ${each.address}`, each] as const))(
    "%s: the same as whom the estate says of each",
    (_, to) => {
      const asked = facts.ofType(POLICY).filter((each) => facts.refersTo(each, get(each.values, "bucket"), to, ATTRIBUTES) === "yes");
      expect(facts.referring(POLICY, "bucket", to, ATTRIBUTES)).toEqual(asked);
    },
  );
  it("is found by name, by reference, and as the plan's configuration says", () => {
    const to = facts.resources.find(({ address, stack: of }) => address === "aws_s3_bucket.a" && of.plan !== undefined);
    const found = to ? facts.referring(POLICY, "bucket", to, ATTRIBUTES).map(({ address }) => address) : [];
    expect(found).toEqual(expect.arrayContaining([`${POLICY}.named`, `${POLICY}.again`, `${POLICY}.referring`]));
  });
});

/** Stores, their policies, roles and what is attached to them: each is asked about only what may concern it. */
function estate(count: number): JsonObject {
  const each = (make: (at: number) => JsonObject) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`r${at}`, make(at)]));
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "sqs:*", Resource: "*" }] });
  return stack("s", {
    aws_s3_bucket: each((at) => ({ bucket: `b${at}`, tags: { "ringfence:dataset": "profiles" } })),
    [POLICY]: each((at) => ({ bucket: `b${at}`, policy })),
    aws_iam_role: each((at) => ({ name: `role${at}`, assume_role_policy: policy })),
    aws_iam_role_policy: each((at) => ({ role: `role${at}`, policy })),
    aws_iam_policy: each((at) => ({ name: `policy${at}`, policy })),
    aws_iam_role_policy_attachment: each((at) => ({ role: `role${at}`, policy_arn: `arn:aws:iam::${HOME}:policy/policy${at}` })),
  });
}

it("is asked ten times as often of ten times the resources", () => {
  const asked = jest.spyOn(Estate.prototype, "refersTo");
  const questions = (count: number) => {
    asked.mockClear();
    accessOf(factsOf([estate(count)], SCOPE));
    return asked.mock.calls.length;
  };
  const few = questions(10);
  expect(few).toBeGreaterThan(0);
  expect(questions(100)).toBe(10 * few);
  asked.mockRestore();
});
