import { ask, stack } from "./estate";

const nfs = { server_hostname: "nfs.old.example", subdirectory: "/", on_prem_config: { agent_arns: [] } };
const s3 = { s3_bucket_arn: "arn:aws:s3:::home", subdirectory: "/" };
const verdict = (task: object | undefined) =>
  ask("LOCATION-02", [
    stack("s", {
      aws_datasync_location_nfs: { old: nfs },
      aws_datasync_location_s3: { home: s3 },
      ...(task ? { aws_datasync_task: { t: task as never } } : {}),
    }),
  ]).find((said) => said.includes("location_nfs"));
const [OLD, NEW] = ["${aws_datasync_location_nfs.old.arn}", "${aws_datasync_location_s3.home.arn}"];

describe("a file server that nobody's place is known of", () => {
  it("is no destination while tasks only read it", () =>
    expect(verdict({ source_location_arn: OLD, destination_location_arn: NEW })).toBeUndefined());
  it.each([
    ["a task writes to it", { source_location_arn: NEW, destination_location_arn: OLD }],
    ["a task may write to it", { source_location_arn: OLD, destination_location_arn: "${var.somewhere}" }],
    ["no task names it", { source_location_arn: NEW, destination_location_arn: NEW }],
    ["there is no task", undefined],
  ])("is one when %s", (_, task) => expect(verdict(task)).toMatch(/^unknown/));
});
