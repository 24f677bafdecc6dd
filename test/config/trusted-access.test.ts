import { program } from "../../config/programs/united-states";
import { Program } from "../../config/program";
import { trustDiffers, trustedServices } from "../../config/guardrails/trusted-access";
import { changed } from "./refused";

const { data } = Program.of(program);
const core = Program.of(changed(program, (p) => (p.profile = "core"))).data;
const CORE = ["access-analyzer", "backup", "cloudtrail", "config"].map((name) => `${name}.amazonaws.com`);
const FULL = [
  ...CORE,
  ...["guardduty", "malware-protection.guardduty", "inspector2", "macie", "securityhub"].map((name) => `${name}.amazonaws.com`),
];

test("the organization trusts what the profile needs, and nothing that shares", () => {
  expect(trustedServices(core).map(({ principal }) => principal)).toEqual(CORE);
  expect(trustedServices(data).map(({ principal }) => principal)).toEqual(FULL);
});

test("an organization that has all of it differs in nothing, whatever else it has", () =>
  expect(trustDiffers(data, [...FULL, "sso.amazonaws.com"])).toEqual([]));

test.each(FULL)("without %s it says what to run", (principal) => {
  const enabled = FULL.filter((other) => other !== principal);
  expect(trustDiffers(data, enabled)).toEqual([
    expect.stringContaining(`: aws organizations enable-aws-service-access --service-principal ${principal}`),
  ]);
});

test("sharing is to be switched off", () =>
  expect(trustDiffers(core, [...CORE, "ram.amazonaws.com"])).toEqual([
    expect.stringContaining("aws organizations disable-aws-service-access --service-principal ram.amazonaws.com"),
  ]));
