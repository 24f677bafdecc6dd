import type { JsonObject } from "../../review/value";
import { ask, AUDIT, CUSTODY, EDGE, HOME, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const deny = (Action: string | readonly string[], more: JsonObject = {}) => ({
  Sid: "Never",
  Effect: "Deny",
  Action: Action as string[],
  Resource: "*",
  ...more,
});
const boundary = (account: string, Statement: readonly JsonObject[] | string) =>
  stack(
    `bootstrap-${account}`,
    {
      aws_iam_policy: {
        b: {
          name: "bound",
          policy: typeof Statement === "string" ? Statement : JSON.stringify({ Version: "2012-10-17", Statement: [...Statement] }),
        },
      },
    },
    { account },
  );
const NEVER = [deny(["iam:*", "kms:PutKeyPolicy"], { Condition: { ArnNotLike: { "aws:PrincipalArn": ["arn:aws:iam::*:role/x"] } } })];
const of = (last: readonly JsonObject[] | string, scope = {}) =>
  ask(
    "ACCESS-11",
    [...[HOME, AUDIT, CUSTODY].map((account) => boundary(account, NEVER)), boundary(EDGE, last)],
    { awsGuards, ...scope },
    true,
  );

describe("ACCESS-11", () => {
  it("is met by namesakes that deny alike, in whatever order and words", () => {
    const other = [
      deny("kms:PutKeyPolicy", { Sid: "B", Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } } }),
      deny("IAM:*", { Sid: "A", Condition: { ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } } }),
    ];
    expect(of(NEVER).filter((text) => !text.startsWith("met"))).toEqual([]);
    expect(of(other).filter((text) => !text.startsWith("met"))).toEqual([]);
  });
  it("is met by one that denies more", () => {
    expect(of([deny("*")]).filter((text) => !text.startsWith("met"))).toEqual([]);
    expect(of([...NEVER, deny("s3:*")]).filter((text) => !text.startsWith("met"))).toEqual([]);
  });
  it.each([
    ["leaves the statement out", [deny("s3:*")]],
    ["leaves an action out", [{ ...NEVER[0], Action: ["iam:*"] }]],
    ["allows what they deny", [{ ...NEVER[0], Effect: "Allow" }]],
    ["spares more", [{ ...NEVER[0], Condition: { ArnNotLike: { "aws:PrincipalArn": "*" } } }]],
    ["is about some resources", [{ ...NEVER[0], Resource: "arn:aws:iam::1:role/x" }]],
    ["spares all but a list", [{ ...NEVER[0], Action: undefined as never, NotAction: ["iam:*"] }]],
  ] as const)("is a breach by one that %s", (_, statements) =>
    expect(of(statements as never).find((text) => text.startsWith("breach"))).toMatch(/^breach aws_iam_policy.b: it does not deny .*Never/),
  );
  it("does not know one that nobody can read", () => expect(of("${var.policy}").some((text) => text.startsWith("unknown"))).toBe(true));
  it("says nothing of two, and nothing of a program that builds no fence", () => {
    expect(ask("ACCESS-11", [boundary(HOME, NEVER), boundary(EDGE, [deny("s3:*")])], { awsGuards }, true)).toEqual([]);
    expect(of([deny("s3:*")], { awsGuards: undefined })).toEqual([]);
  });
  it("takes what stands in the place of a statement for none", () =>
    expect(of(JSON.stringify({ Statement: [null, "x", 7] }))[0]).toBeDefined());
});
