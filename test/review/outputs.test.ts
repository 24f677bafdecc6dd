import type { JsonObject } from "../../review/value";
import { ask, plan, stack } from "./estate";

const of = (value: string, sensitive?: boolean) =>
  ask("ACCESS-24", [stack("s", {}, { output: { shown: { value, ...(sensitive === undefined ? {} : { sensitive }) } } })]);
const planned = (references: string[], more: JsonObject = {}) =>
  ask("ACCESS-24", [plan([], { configuration: { root_module: { outputs: { shown: { expression: { references }, ...more } } } } })]);

describe("ACCESS-24: no output shows a secret", () => {
  it.each([
    "${random_password.p.result}",
    "${nonsensitive(aws_secretsmanager_secret_version.v.secret_string)}",
    "postgres://app:${aws_db_instance.d.password}@host/db",
    '${aws_iam_access_key.k["a"].secret}',
    "${tls_private_key.k.private_key_pem}",
  ])("is a breach by %s, unless the output is sensitive", (value) => {
    expect(of(value)).toEqual([expect.stringMatching(/^breach output\.shown: it shows /)]);
    expect(of(value, false)[0]).toMatch(/^breach/);
    expect(of(value, true)[0]).toMatch(/^met/);
  });
  it.each(["${aws_secretsmanager_secret.s.arn}", "${aws_s3_bucket.secret.id}", "password", "${random_string.s.result}"])(
    "is met by %s",
    (value) => expect(of(value)[0]).toMatch(/^met/),
  );
  it("reads a plan's configuration, by what each output refers to", () => {
    expect(planned(["random_password.p.result", "random_password.p"])[0]).toMatch(/^breach output\.shown/);
    expect(planned(["random_password.p.result"], { sensitive: true })[0]).toMatch(/^met/);
    expect(planned(["aws_s3_bucket.b.arn"])[0]).toMatch(/^met/);
  });
  it("says nothing where nothing is handed on", () => expect(ask("ACCESS-24", [stack("s", {})])).toEqual([]));
});
