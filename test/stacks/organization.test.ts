import { userErrors } from "../../config/errors";
import { program as unitedStates } from "../../config/programs/united-states";
import { changed, type Change } from "../config/refused";
import { resources, stackOf, synthesized, type Stack } from "../synth";

const TEST_UNIT = "ou-cust-testunit";
const FENCED = "ou-cust-fenced01";
const EDGE = "ou-cust-edge0001";

const built = (change: Change = () => undefined) => synthesized(changed(unitedStates, change));
const organization = (change?: Change): Stack => stackOf(built(change), "organization-us-east-1");
/** Every account of the fence in one unit, the edge in its own, the legacy account in a third, all in one organization. */
const wider: Change = (p) => {
  p.guardrails = { attach: "fence" };
  for (const account of Object.values(p.accounts) as { cloud: string; purpose: string; unit?: string; inOrganization?: boolean }[]) {
    if (account.cloud !== "aws" || account.purpose === "management") continue;
    account.unit = { edge: EDGE, legacy: "ou-cust-legacy01" }[account.purpose] ?? FENCED;
    account.inOrganization = true;
  }
};
/** The units on which each policy hangs. */
function attached(stack: Stack): Record<string, string[]> {
  const of: Record<string, string[]> = {};
  for (const [name, block] of resources(stack, "aws_organizations_policy_attachment")) {
    const policy = name.replace(/^guardrails_|-at-\d+_[0-9A-F]{8}$/g, "");
    of[policy] = [...(of[policy] ?? []), String(block["target_id"])].sort();
  }
  return of;
}
const ALL = ["ai-opt-out", "ec2-defaults", "ec2-network", "rcp-1", "rcp-2", "scp-1", "scp-2", "scp-3", "scp-4"];

test("guardrails hang on the test unit first, every one of them", () => {
  expect(attached(organization())).toEqual(Object.fromEntries(ALL.map((name) => [name, [TEST_UNIT]])));
});

test("then on the fence's units, never on the root, on the management account or on a legacy unit", () => {
  const of = attached(organization(wider));
  for (const name of ALL)
    expect([name, of[name]]).toEqual([name, (name === "ec2-network" ? [FENCED, TEST_UNIT] : [EDGE, FENCED, TEST_UNIT]).sort()]);
  expect(JSON.stringify(of)).not.toMatch(/r-cust|legacy/);
});

test("each policy is under its limit, with room left", () => {
  for (const [name, block] of resources(organization(), "aws_organizations_policy")) {
    const content = String(block["content"]);
    const limit = { AISERVICES_OPT_OUT_POLICY: 2500, DECLARATIVE_POLICY_EC2: 10000 }[String(block["type"])] ?? 5120;
    expect([name, limit - content.length > 500]).toEqual([name, true]);
    expect(block.lifecycle?.prevent_destroy).toBe(true);
  }
});

test("with the limits of 2026 three SCPs do", () => {
  const names = Object.keys(attached(organization((p) => (p.guardrails = { quota: "2026" }))));
  expect(names.filter((name) => name.startsWith("scp"))).toEqual(["scp-1", "scp-2", "scp-3"]);
});

test("a guardrail that is left out leaves no policy behind", () => {
  const reason = "Set by the landing zone";
  const left = attached(
    organization((p) => (p.guardrails = { weaker: ["ai-opt-out", "declarative-ec2"].map((control) => ({ control, reason })) })),
  );
  expect(Object.keys(left).sort()).toEqual(["rcp-1", "rcp-2", "scp-1", "scp-2", "scp-3", "scp-4"]);
});

test("a new organization has every policy type, a test unit, and must be the one that the program names", () => {
  const stack = organization((p) => {
    p.guardrails = { organization: "new" };
    delete p.parties.custodian.aws.testUnit;
  });
  const [[, made]] = resources(stack, "aws_organizations_organization") as [[string, Record<string, unknown>]];
  expect(made["enabled_policy_types"]).toEqual([
    "AISERVICES_OPT_OUT_POLICY",
    "DECLARATIVE_POLICY_EC2",
    "RESOURCE_CONTROL_POLICY",
    "SERVICE_CONTROL_POLICY",
  ]);
  expect(made["feature_set"]).toBe("ALL");
  // What the security stacks switch on, this list would switch off again.
  expect(made["aws_service_access_principals"]).toEqual(
    expect.arrayContaining(["cloudtrail", "guardduty", "securityhub", "macie", "inspector2"].map((name) => `${name}.amazonaws.com`)),
  );
  expect(made["aws_service_access_principals"]).not.toContain("ram.amazonaws.com");
  expect(made["lifecycle"]).toMatchObject({ prevent_destroy: true, postcondition: [{ condition: '${self.id == "o-custodian01"}' }] });
  for (const units of Object.values(attached(stack)))
    expect(units).toEqual([expect.stringMatching(/^\$\{aws_organizations_organizational_unit\./)]);
  expect(resources(organization(), "aws_organizations_organization")).toEqual([]);
});

describe("the alarm", () => {
  test("stands where Organizations is heard, under a key that the rule may use", () => {
    const stack = organization();
    const [[, rule]] = resources(stack, "aws_cloudwatch_event_rule") as [[string, Record<string, unknown>]];
    const pattern = JSON.parse(String(rule["event_pattern"])) as { source: string[]; detail: { eventName: string[] } };
    expect(pattern.source).toEqual(["aws.organizations"]);
    for (const change of ["AttachPolicy", "DetachPolicy", "UpdatePolicy", "DeletePolicy", "DisablePolicyType", "MoveAccount"])
      expect(pattern.detail.eventName).toContain(change);
    const [[, topic]] = resources(stack, "aws_sns_topic") as [[string, Record<string, unknown>]];
    expect(topic["kms_master_key_id"]).toMatch(/terraform_remote_state\.cross-stack-reference-input-keys-management-us-east-1/);
    const [[, target]] = resources(stack, "aws_cloudwatch_event_target") as [[string, Record<string, unknown>]];
    expect(target["arn"]).toMatch(/aws_sns_topic\.alarm_topic/);
  });

  test("is none where us-east-1 lies outside, and the stack stands inside all the same", () => {
    const made = built((p) => {
      p.jurisdiction = "EU";
      delete p.release;
      p.networks = {
        one: { account: "home", region: "eu-central-1", cidr: "10.1.0.0/16", zones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"] },
      };
      p.datasets = [
        {
          ...p.datasets[0],
          home: { account: "home", region: "eu-central-1" },
          recovery: { account: "recovery", region: "eu-west-1", rpoMinutes: 15 },
          legacy: [],
        },
      ];
    });
    const stack = stackOf(made, "organization-eu-central-1");
    expect(resources(stack, "aws_cloudwatch_event_rule")).toEqual([]);
    expect(made.stacks.has("keys-management-eu-central-1")).toBe(false);
  });
});

describe("a program is refused", () => {
  const codes = (change: Change): readonly string[] => {
    try {
      built(change);
      return [];
    } catch (error) {
      return (userErrors(error) ?? []).map(({ code }) => code);
    }
  };
  test("without a test unit", () => expect(codes((p) => delete p.parties.custodian.aws.testUnit)).toEqual(["PROGRAM-UNIT"]));
  test("with an account that has no unit, once guardrails go wider", () =>
    expect(
      codes((p) => {
        wider(p);
        delete p.accounts.home.unit;
      }),
    ).toEqual(["PROGRAM-UNIT"]));
  test("with a legacy account in a unit of the fence's", () =>
    expect(
      codes((p) => {
        wider(p);
        p.accounts["legacy-singapore"].unit = EDGE;
      }),
    ).toEqual(["PROGRAM-UNIT"]));
  test.each(["us-east-2", "mars-north-1"])("with an exception for %s", (region) =>
    expect(codes((p) => (p.guardrails = { regionExceptions: [{ region, actions: ["acm:*"], reason: "It is needed there" }] }))).toEqual([
      "PROGRAM-EXCEPTION",
    ]),
  );
  test("with a weaker guardrail and hardly a reason", () =>
    expect(codes((p) => (p.guardrails = { weaker: [{ control: "governance", reason: "no" }] }))).toEqual(["PROGRAM-SHAPE"]));
  test("with more guardrails than fit", () => {
    const actions = Array.from({ length: 400 }, (_, i) => `service${i}:SomethingLong`);
    expect(codes((p) => (p.guardrails = { regionExceptions: [{ region: "eu-west-1", actions, reason: "Everything is needed" }] }))).toEqual(
      ["GUARDRAIL-BUDGET"],
    );
  });
});
