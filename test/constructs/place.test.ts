import { App } from "cdktf";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsPlace, GooglePlace } from "../../config/place";
import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { AwsStack } from "../../constructs/place/aws-stack";
import { GoogleStack } from "../../constructs/place/google-stack";

const us = Program.of(unitedStates, "us");
const eu = Program.of(europeanUnion, "eu");
const app = () => new App({ outdir: mkdtempSync(join(tmpdir(), "ringfence-place-")) });

describe("a stack that is given a place of another jurisdiction", () => {
  test("on AWS refuses in its constructor", () => {
    const singapore = Program.of(
      { ...unitedStates, jurisdiction: "SG", release: undefined, datasets: [inSingapore()], networks: { main: network() } },
      "sg",
    );
    const place = singapore.place("home", "ap-southeast-1") as AwsPlace;
    const build = () => new AwsStack(app(), "storage", { program: us, place, appliedBy: undefined, state: "private" });
    expect(build).toThrow(/PLACE-OUTSIDE stack storage: .*ap-southeast-1/);
  });

  test("on Google refuses in its constructor", () => {
    const place = eu.place("home", "europe-west3") as GooglePlace;
    const build = () => new GoogleStack(app(), "storage", { program: us, place, appliedBy: undefined, state: "remote" });
    expect(build).toThrow(/PLACE-OUTSIDE stack storage: .*europe-west3/);
  });
});

function network() {
  const region = "ap-southeast-1";
  return { account: "home", region, cidr: "10.20.0.0/16", zones: ["a", "b", "c"].map((zone) => `${region}${zone}`) };
}

function inSingapore() {
  const home = { account: "home", region: "ap-southeast-1" };
  return {
    name: "content",
    sensitivity: "protected" as const,
    store: "bucket" as const,
    sizeGib: 1,
    home,
    withoutRecovery: "One region only.",
  };
}
