import type { JsonObject } from "../../review/value";
import { ask, plan, stack } from "./estate";

const awsGuards = { units: [], controls: [], exceptRegions: [] };
const IMAGE = "333333333333.dkr.ecr.us-east-1.amazonaws.com/ringfence/tools@sha256:0";
const COMMANDS = ["ringfence-scan sast . sast.json", "sha256sum sast.json"];
const spec = (commands: readonly string[], more: JsonObject = { "on-failure": "ABORT" }) =>
  JSON.stringify({ version: "0.2", phases: { build: { ...more, commands: [...commands] } } });
const works = [{ project: "ringfence-release-sast", buildspec: spec(COMMANDS), image: IMAGE }];

/** A project of the release path with this buildspec, in this image. */
const of = (buildspec: string | undefined, { image = IMAGE, name = "ringfence-release-sast", scope = {} } = {}) =>
  ask(
    "AUDIT-20",
    [
      stack("release", {
        aws_codebuild_project: {
          p: { name, environment: { image }, source: { type: "CODEPIPELINE", ...(buildspec === undefined ? {} : { buildspec }) } },
        },
      }),
    ],
    { awsGuards, works, ...scope },
    true,
  );

describe("AUDIT-20: the release path runs the program's commands", () => {
  it("is met by them, however the JSON is spaced", () => {
    expect(of(spec(COMMANDS))).toEqual(["met aws_codebuild_project.p"]);
    expect(of(JSON.stringify(JSON.parse(spec(COMMANDS)), null, 2))).toEqual(["met aws_codebuild_project.p"]);
  });
  it.each([
    ["that runs nothing", spec([]), "does not run ringfence-scan sast"],
    ["that leaves one out", spec(COMMANDS.slice(1)), "does not run ringfence-scan"],
    ["whose command may fail", spec([`${COMMANDS[0]} || true`, COMMANDS[1] ?? ""]), "does not run ringfence-scan"],
    ["that scans another thing", spec(["ringfence-scan secrets . sast.json", COMMANDS[1] ?? ""]), "does not run ringfence-scan sast"],
    ["that goes on", spec(COMMANDS, { "on-failure": "CONTINUE" }), "goes on when a command fails"],
    ["that lies in the source", "buildspec.yml", "lies in the source"],
    ["that is not there", undefined, "lies in the source"],
  ])("is a breach by a buildspec %s", (_, buildspec, said) =>
    expect(of(buildspec)[0]).toMatch(new RegExp(`^breach aws_codebuild_project.p: .*${said}`)),
  );
  it("is a breach by another image", () => {
    for (const image of [IMAGE.replace("sha256:0", "sha256:1"), "aws/codebuild/standard:7.0"])
      expect(of(spec(COMMANDS), { image })[0]).toMatch(/^breach .*image that the program does not name/);
  });
  it("does not know more commands, other words, or what nobody can read", () => {
    for (const buildspec of [spec(["alias x=y", ...COMMANDS]), "version: 0.2\nphases: {}", "${var.buildspec}"])
      expect(of(buildspec)[0]).toMatch(/^unknown/);
    expect(of(spec(COMMANDS), { image: "${var.image}" })[0]).toMatch(/^unknown/);
  });
  it("has nothing to say of other projects, or where the program has no release path or builds no fence", () => {
    expect(of(spec([]), { name: "another" })).toEqual([]);
    expect(of(spec([]), { scope: { works: undefined } })).toEqual([]);
    expect(of(spec([]), { scope: { awsGuards: undefined } })).toEqual([]);
    expect(ask("AUDIT-20", [plan([{ address: "aws_codebuild_project.p" }])], { awsGuards, works })).toEqual([]);
  });
});
