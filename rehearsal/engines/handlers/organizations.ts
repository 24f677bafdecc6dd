import { randomBytes } from "node:crypto";
import { failure, json, type Answer, type Call } from "../call";
import type { Handler, Store } from "./handler";

/** Characters of a policy's content, and policies of one type on one target, AWS's own left out (AWS Organizations guide, quotas). */
const CHARACTERS: Readonly<Record<string, number>> = {
  SERVICE_CONTROL_POLICY: 5_120,
  RESOURCE_CONTROL_POLICY: 5_120,
  AISERVICES_OPT_OUT_POLICY: 2_500,
  DECLARATIVE_POLICY_EC2: 10_000,
};
const ON_ONE_TARGET = 4;

interface Kept {
  readonly summary: {
    readonly Id: string;
    readonly Arn: string;
    Name: unknown;
    Description: unknown;
    readonly Type: string;
    AwsManaged: boolean;
  };
  readonly content: string;
  readonly tags: Record<string, string>;
  readonly targets: readonly string[];
}
type Tag = { readonly Key: string; readonly Value: string };

/** An organization's policies and where they hang. moto knows no declarative policy, and takes only units of its own making. */
export const organizationPolicies: Handler = (call, store) => {
  if (call.service !== "organizations") return undefined;
  const kept = store.of({ account: call.account, region: "global" }, "organization-policies");
  const { params } = call;
  if (call.operation === "CreatePolicy") return create(call, kept);
  if (call.operation === "ListPoliciesForTarget") {
    const here = policies(kept).filter(
      ({ summary, targets }) => summary.Type === params["Filter"] && targets.includes(String(params["TargetId"])),
    );
    return json({ Policies: here.map(({ summary }) => summary) });
  }
  const id = String(params["PolicyId"] ?? params["ResourceId"]);
  if (!id.startsWith("p-")) return undefined;
  const policy = read(kept, id);
  if (!policy) return failure(call, 400, "PolicyNotFoundException", `There is no policy ${id}`);
  return ofPolicy(call, kept, policy);
};

type Policies = ReturnType<Store["of"]>;
const policies = (kept: Policies): Kept[] => [...kept.values()].map((text) => JSON.parse(text) as Kept);
const read = (kept: Policies, id: string): Kept | undefined => policies(kept).find(({ summary }) => summary.Id === id);
const show = ({ summary, content }: Kept): Answer => json({ Policy: { PolicySummary: summary, Content: content } });

function keep(kept: Policies, policy: Kept): Kept {
  kept.set(policy.summary.Id, JSON.stringify(policy));
  return policy;
}

function create(call: Call, kept: Policies): Answer {
  const { Name, Description, Type, Content, Tags } = call.params;
  const over = tooLong(call, String(Type), String(Content));
  if (over) return over;
  const Id = `p-${randomBytes(5).toString("hex")}`;
  const kind = String(Type).toLowerCase();
  const Arn = `arn:aws:organizations::${call.account}:policy/o-rehearsal0/${kind}/${Id}`;
  const tags = Object.fromEntries(((Tags ?? []) as readonly Tag[]).map(({ Key, Value }) => [Key, Value]));
  const summary = { Id, Arn, Name, Description, Type: String(Type), AwsManaged: false };
  return show(keep(kept, { summary, content: String(Content), tags, targets: [] }));
}

function tooLong(call: Call, type: string, content: string): Answer | undefined {
  const limit = CHARACTERS[type];
  if (limit === undefined) return failure(call, 400, "UnsupportedAPIEndpointException", `The rehearsal knows no ${type}`);
  return content.length > limit
    ? failure(call, 400, "ConstraintViolationException", `The content has ${content.length} characters; ${limit} are taken`)
    : undefined;
}

function ofPolicy(call: Call, kept: Policies, policy: Kept): Answer | undefined {
  const { params, operation } = call;
  const { summary, targets, tags } = policy;
  const target = String(params["TargetId"]);
  switch (operation) {
    case "DescribePolicy":
      return show(policy);
    case "UpdatePolicy": {
      const content = String(params["Content"] ?? policy.content);
      const changed = { ...summary, Name: params["Name"] ?? summary.Name, Description: params["Description"] ?? summary.Description };
      return tooLong(call, summary.Type, content) ?? show(keep(kept, { ...policy, summary: changed, content }));
    }
    case "DeletePolicy":
      if (targets.length > 0) return failure(call, 400, "PolicyInUseException", `${summary.Id} is attached`);
      kept.delete(summary.Id);
      return json({});
    case "AttachPolicy":
      if (targets.includes(target)) return failure(call, 400, "DuplicatePolicyAttachmentException", `${summary.Id} hangs there already`);
      if (policies(kept).filter((other) => other.summary.Type === summary.Type && other.targets.includes(target)).length >= ON_ONE_TARGET)
        return failure(call, 400, "ConstraintViolationException", `${target} has ${ON_ONE_TARGET} policies of the type already`);
      keep(kept, { ...policy, targets: [...targets, target] });
      return json({});
    case "DetachPolicy":
      keep(kept, { ...policy, targets: targets.filter((one) => one !== target) });
      return json({});
    case "ListTargetsForPolicy":
      return json({
        Targets: targets.map((TargetId) => ({
          TargetId,
          Arn: `arn:aws:organizations::${call.account}:ou/${TargetId}`,
          Name: TargetId,
          Type: "ORGANIZATIONAL_UNIT",
        })),
      });
    case "ListTagsForResource":
      return json({ Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) });
    case "TagResource": {
      const more = Object.fromEntries((params["Tags"] as readonly Tag[]).map(({ Key, Value }) => [Key, Value]));
      keep(kept, { ...policy, tags: { ...tags, ...more } });
      return json({});
    }
    case "UntagResource": {
      const gone = params["TagKeys"] as readonly string[];
      keep(kept, { ...policy, tags: Object.fromEntries(Object.entries(tags).filter(([name]) => !gone.includes(name))) });
      return json({});
    }
    default:
      return undefined;
  }
}
