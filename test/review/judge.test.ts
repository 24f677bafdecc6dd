import { judge, type Judgement } from "../../review/judge";
import { RULES } from "../../review/rules/rules";
import { bucket, encryption, factsOf, judgements, stack } from "./estate";

const KEY = "arn:aws:kms:us-east-1:999988887777:key/11111111-2222-3333-4444-555555555555";
const facts = factsOf([
  stack("s", {
    aws_s3_bucket: { b: bucket(), c: bucket({ bucket: "c", tags: {} }) },
    aws_s3_bucket_server_side_encryption_configuration: { e: encryption(KEY) },
  }),
]);
const all = judgements(facts);
const { told, counts } = judge(facts);
const plain = ({ verdict, message }: Judgement) => verdict === "met" && message === undefined;

describe("what is kept of judgements", () => {
  it("keeps every breach, every unknown and every reason, in their order", () => {
    expect(told).toEqual(all.filter((one) => !plain(one)));
    expect(new Set(told.map(({ verdict }) => verdict)).has("breach")).toBe(true);
  });
  it("keeps no plain met, and counts it as it counts the others", () => {
    expect(all.some(plain)).toBe(true);
    for (const rule of RULES) {
      const own = all.filter((one) => one.rule === rule);
      const of = (wanted: string) => own.filter(({ verdict }) => verdict === wanted).length;
      const expected = own.length === 0 ? undefined : { met: of("met"), breach: of("breach"), unknown: of("unknown") };
      expect([rule.id, counts.get(rule)]).toEqual([rule.id, expected]);
    }
  });
});
