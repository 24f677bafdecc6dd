import { RingfenceError } from "../../config/errors";
import { Program } from "../../config/program";
import { program as unitedStates } from "../../config/programs/united-states";
import type { ProgramInput } from "../../config/schema/schema";
import { guardrailStatements } from "../../constructs/guardrails/guardrails";
import { inferenceProfiles } from "../../constructs/guardrails/inference-profiles";
import { keyOrigin } from "../../constructs/guardrails/key-origin";
import { fenceOf } from "../../config/guardrails/fence";
import { aiOptOut, declarativeEc2, declarativeNetwork } from "../../constructs/guardrails/management-policies";
import { BUDGETS, pack } from "../../constructs/guardrails/pack";
import { moving } from "../moving";
import { deny } from "../../constructs/guardrails/statements";
import type { Statement } from "../../constructs/policy/document";
import { evaluatePolicies } from "../../review/access/evaluate";
import type { PolicyDocument } from "../../review/access/types";

type Guardrails = NonNullable<ProgramInput["guardrails"]>;

/** The story's program in another country, or with other guardrails. */
function elsewhere(code: string, region: string, guardrails: Guardrails = {}): Program {
  const input = structuredClone(unitedStates);
  const second = { US: "us-west-2", EU: "eu-west-1" }[code];
  return Program.of({
    ...input,
    jurisdiction: code,
    release: undefined,
    guardrails,
    networks: { one: { account: "home", region, cidr: "10.1.0.0/16", zones: ["a", "b", "c"].map((zone) => `${region}${zone}`) } },
    datasets: [
      {
        name: "user-content",
        sensitivity: "protected",
        store: "bucket",
        sizeGib: 1,
        home: { account: "home", region },
        recovery: { account: "recovery", region: String(second), rpoMinutes: 15 },
      },
    ],
  });
}

/** What the report says of every program whose guardrails hang where they are tried first. */
const testUnitOnly = { of: "guardrails.attach", reason: "the guardrails hang on the test unit alone, until it is set to fence" };

const EVERYTHING: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
function verdict(statements: readonly Statement[], action: string, region: string, name = "app"): string {
  const arn = `arn:aws:iam::333333333333:role/${name}`;
  const context = {
    "aws:RequestedRegion": region,
    "aws:PrincipalArn": arn,
    "aws:PrincipalAccount": "333333333333",
    "aws:ResourceAccount": "333333333333",
  };
  const document = { Version: "2012-10-17", Statement: statements };
  return evaluatePolicies(
    { identity: "everything", scps: [[EVERYTHING, document]] },
    { action, resource: "*", caller: { account: "333333333333", arn }, context },
  ).verdict;
}
const regionDeny = (program: Program) => guardrailStatements(program).scp.filter(({ Sid }) => /^Deny/.test(Sid));

describe("the region deny", () => {
  const us = regionDeny(elsewhere("US", "us-east-1"));
  const eu = regionDeny(elsewhere("EU", "eu-central-1"));

  test("exempts next to nothing where the global services answer inside", () => {
    expect(us.map(({ Sid, NotAction }) => [Sid, NotAction])).toEqual([["DenyOutside", ["supportplans:*"]]]);
  });

  // Global services, which answer in us-east-1 for the whole partition.
  test.each([
    "account:ListRegions",
    "billing:GetBillingData",
    "budgets:ViewBudget",
    "ce:GetCostAndUsage",
    "health:DescribeEvents",
    "iam:CreateRole",
    "organizations:CreatePolicy",
    "route53:ChangeResourceRecordSets",
    "s3:ListAllMyBuckets",
    "sts:AssumeRole",
    "support:CreateCase",
    "tax:GetTaxInvoice",
    "trustedadvisor:ListChecks",
  ])("of the Union lets %s through in us-east-1, and nowhere else outside", (action) => {
    expect(verdict(eu, action, "us-east-1")).toBe("allowed");
    expect(verdict(eu, action, "eu-central-1")).toBe("allowed");
    expect(verdict(eu, action, "ap-southeast-1")).toBe("denied");
    expect(verdict(eu, action, "us-west-2")).toBe("denied");
  });

  test.each([
    "s3:CreateBucket",
    "s3:PutObject",
    "kms:CreateKey",
    "cloudfront:CreateDistribution",
    "globalaccelerator:CreateAccelerator",
    "wafv2:CreateWebACL",
    "acm:RequestCertificate",
    "config:PutConfigRule",
    "ecr-public:PutImage",
    "s3:CreateMultiRegionAccessPoint",
  ])("of the Union denies %s in us-east-1", (action) => expect(verdict(eu, action, "us-east-1")).toBe("denied"));

  test("lets an exception's actions through in its region, and nothing besides", () => {
    const program = elsewhere("EU", "eu-central-1", {
      regionExceptions: [{ region: "us-east-1", actions: ["acm:*"], reason: "Certificates of the edge are made there" }],
    });
    const statements = regionDeny(program);
    expect(statements.map(({ Sid }) => Sid)).toEqual(["DenyOutside", "DenyInUsEast1", "DenyEverywhereElse"]);
    expect(verdict(statements, "acm:RequestCertificate", "us-east-1")).toBe("allowed");
    expect(verdict(statements, "iam:CreateRole", "us-east-1")).toBe("allowed");
    expect(verdict(statements, "s3:CreateBucket", "us-east-1")).toBe("denied");
    expect(verdict(statements, "acm:RequestCertificate", "us-west-2")).toBe("denied");
    expect(program.scope().optOuts).toEqual([
      { of: "acm:* in us-east-1", reason: "Certificates of the edge are made there" },
      testUnitOnly,
    ]);
  });

  test("as AWS ships it lets keys be made and copied anywhere, and is had with a reason only", () => {
    const program = elsewhere("US", "us-east-1", { weaker: [{ control: "region-deny", reason: "The landing zone has it already" }] });
    const stock = regionDeny(program);
    for (const action of ["kms:CreateKey", "kms:ReplicateKey"]) {
      expect(verdict(stock, action, "ap-southeast-1")).toBe("allowed");
      expect(verdict(us, action, "ap-southeast-1")).toBe("denied");
    }
    expect(verdict(stock, "s3:CreateBucket", "ap-southeast-1")).toBe("denied");
    expect(program.scope().optOuts).toEqual([{ of: "guardrail region-deny", reason: "The landing zone has it already" }, testUnitOnly]);
  });

  test("lets movers out only while a legacy copy lies outside", () => {
    expect(verdict(us, "s3:GetObject", "ap-southeast-1", "ringfence-mover-a")).toBe("denied");
    expect(verdict(guardrailStatements(Program.of(unitedStates)).scp, "s3:GetObject", "ap-southeast-1", "ringfence-mover-a")).toBe(
      "allowed",
    );
  });
});

describe("the fence", () => {
  test("holds every organization in which an account of it stands, and no legacy account even in the custodian's own", () => {
    const input = structuredClone(unitedStates);
    input.guardrails = { organizations: ["o-custody0001"] };
    const legacy = input.accounts["legacy-singapore"];
    if (legacy) legacy.inOrganization = true;
    const fence = fenceOf(Program.of(input));
    expect(fence.organizations).toEqual(["o-custodian01", "o-auditfirm1", "o-custody0001"]);
    expect(fence.accounts).not.toContain("888888888888");
    expect(fence.accounts).toContain("222222222222");
  });

  test.each([
    ["external", "EXTERNAL_KEY_STORE"],
    ["imported", "EXTERNAL"],
    ["custodian-account", "AWS_KMS"],
  ] as const)("of %s custody takes keys of origin %s", (mode, origin) => {
    expect(keyOrigin(fenceOf(Program.of(unitedStates)), mode)[0]?.Condition?.["StringNotEquals"]).toEqual({ "kms:KeyOrigin": origin });
  });

  test.each([
    ["US", "us"],
    ["EU", "eu"],
    ["JP", "jp"],
    ["AU", "au"],
  ])("of %s takes the inference profiles %s.*, and one without any takes none", (code, prefix) => {
    expect(JSON.stringify(inferenceProfiles(code))).toContain(`inference-profile/${prefix}.*`);
    expect(JSON.stringify(inferenceProfiles("SG"))).not.toContain("inference-profile/");
  });
});

describe("each guardrail that is left out", () => {
  const all = guardrailStatements(Program.of(unitedStates));
  const sids = ({ scp, rcp }: typeof all) => [...scp, ...rcp].map(({ Sid }) => Sid);
  test.each([
    ["replication-egress", "KeyReplicasInside"],
    ["identity-perimeter", "FromTheFence"],
    ["confused-deputy", "ServicesForOurs"],
    ["network-perimeter", "ThroughOurNetworks"],
    ["resource-perimeter", "OnlyOurResources"],
    ["request-hygiene", "TlsOfToday"],
    ["governance", "NoShares"],
    ["key-origin", "KeysOfTheMode"],
    ["key-guard", "KeysWaitThirtyDays"],
    ["membership", "StayAndEnableNothing"],
    ["protection", "PrivilegedRoles"],
    ["permission-sets", "NobodyElseAssigns"],
    ["inference-profiles", "ProfilesInside"],
  ] as const)("%s is missed, and its reason shown", (control, sid) => {
    const reason = "Somebody else's policy does it";
    const program = Program.of({ ...unitedStates, guardrails: { weaker: [{ control, reason }] } });
    expect(sids(all)).toContain(sid);
    expect(sids(guardrailStatements(program))).not.toContain(sid);
    expect(program.scope().optOuts).toContainEqual({ of: `guardrail ${control}`, reason });
  });
});

describe("the packer", () => {
  const statement = (i: number, size: number) => deny(`S${i}`, ["a".repeat(size)]);
  const frame = JSON.stringify({ Version: "2012-10-17", Statement: [] }).length;
  const sized = (size: number, i = 0) => statement(i, size - JSON.stringify(statement(i, 0)).length);

  test("uses the fewest documents, each with room as the others", () => {
    const packed = pack(
      "SCP",
      [0, 1, 2, 3].map((i) => sized(400, i)),
      { characters: 1000, documents: 4, least: 1 },
    );
    expect(packed).toHaveLength(2);
    for (const text of packed) expect(text.length).toBeLessThanOrEqual(1000);
    expect(packed[0]?.length).toBe(packed[1]?.length);
  });

  test("fills a document to its last character", () => {
    expect(pack("SCP", [sized(500 - frame)], { characters: 500, documents: 1, least: 1 })[0]).toHaveLength(500);
    expect(() => pack("SCP", [sized(501 - frame)], { characters: 500, documents: 1, least: 1 })).toThrow(/GUARDRAIL-BUDGET/);
  });

  test("loses nothing and gives the same bytes whatever the order", () => {
    const { scp } = guardrailStatements(Program.of(unitedStates));
    const texts = (statements: readonly Statement[]) => pack("SCP", statements, BUDGETS.scp);
    expect(texts([...scp].reverse())).toEqual(texts(scp));
    const back = texts(scp).flatMap((text) => (JSON.parse(text) as { Statement: Statement[] }).Statement);
    expect(back.map(({ Sid }) => Sid).sort()).toEqual(scp.map(({ Sid }) => Sid).sort());
  });

  test("says the figures when they do not fit", () => {
    const many = Array.from({ length: 9 }, (_, i) => sized(3000, i));
    const thrown = (() => {
      try {
        return pack("SCP", many, BUDGETS.scp);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(RingfenceError);
    expect((thrown as Error).message).toMatch(
      /9 statements of 27\d{3} characters, the longest of 3001, expected at most 4 documents of 5120 characters/,
    );
    expect(pack("SCP", many, BUDGETS.scp2026)).toHaveLength(3);
  });

  test("makes as many whatever the phase: none is left over that terraform would have to destroy", () => {
    const counts = (["prepare", "copy", "cutover", "soak"] as const).map((phase) => {
      const { scp, rcp } = guardrailStatements(Program.of(moving(phase)));
      return [pack("SCP", scp, BUDGETS.scp).length, pack("RCP", rcp, BUDGETS.rcp).length];
    });
    expect(new Set(counts.map(String)).size).toBe(1);
    expect(
      pack(
        "SCP",
        [0, 1, 2, 3, 4].map((i) => sized(100, i)),
        BUDGETS.scp,
      ),
    ).toHaveLength(4);
  });
});

test("the management policies say what AWS's syntax asks for", () => {
  const none = { "@@operators_allowed_for_child_policies": ["@@none"] };
  expect(JSON.parse(aiOptOut())).toEqual({
    services: { ...none, default: { ...none, opt_out_policy: { ...none, "@@assign": "optOut" } } },
  });
  expect(JSON.parse(declarativeEc2())).toMatchObject({
    ec2_attributes: {
      image_block_public_access: { state: { "@@assign": "block_new_sharing", ...none } },
      serial_console_access: { status: { "@@assign": "disabled", ...none } },
      snapshot_block_public_access: { state: { "@@assign": "block_all_sharing", ...none } },
    },
  });
  expect(JSON.parse(declarativeNetwork())).toEqual({
    ec2_attributes: {
      vpc_block_public_access: {
        internet_gateway_block: {
          mode: { "@@assign": "block_bidirectional", ...none },
          exclusions_allowed: { "@@assign": "disabled", ...none },
        },
      },
    },
  });
});
