import { evaluatePolicies } from "../../review/access/evaluate";
import { asList, type AccessRequest, type Decision, type PolicyDocument, type Statement } from "../../review/access/types";
import { everyResource, resolved, type Synthesized } from "../synth";

/** What a policy hangs on decides what it takes to be allowed. */
export type PolicyKind = "key" | "resource" | "endpoint" | "identity" | "boundary" | "trust" | "repository" | "scp" | "rcp";

export interface Policy {
  /** `stack/type/name`, the name without cdktf's hash; see programs.ts for those of other programs. */
  readonly name: string;
  readonly kind: PolicyKind;
  readonly document: PolicyDocument;
}

const KINDS: Readonly<Record<string, PolicyKind>> = {
  aws_kms_key: "key",
  aws_kms_external_key: "key",
  aws_vpc_endpoint: "endpoint",
  aws_iam_role: "trust",
  aws_ecr_repository_policy: "repository",
  aws_iam_policy: "boundary",
  aws_iam_role_policy: "identity",
  aws_ssoadmin_permission_set_inline_policy: "identity",
};

/** How an organization's policies count: all of a kind together, whatever document a statement was packed into. */
const OF_THE_ORGANIZATION: Readonly<Record<string, PolicyKind>> = { SERVICE_CONTROL_POLICY: "scp", RESOURCE_CONTROL_POLICY: "rcp" };

/** Every policy document that a program's stacks hold, its references filled in. */
export function policiesOf(made: Synthesized): readonly Policy[] {
  return [...attachedOf(made), ...(["scp", "rcp"] as const).flatMap((kind) => packedOf(made, kind))];
}

function packedOf(made: Synthesized, kind: "scp" | "rcp"): readonly Policy[] {
  const parts = everyResource(made).filter(
    ({ type, block }) => type === "aws_organizations_policy" && OF_THE_ORGANIZATION[String(block["type"])] === kind,
  );
  const statements = parts.flatMap(({ block }) =>
    asList<Statement>((JSON.parse(String(block["content"])) as PolicyDocument).Statement as Statement),
  );
  return parts.slice(0, 1).map(({ stack }) => ({
    name: `${stack.name}/${kind}`,
    kind,
    document: { Version: "2012-10-17", Statement: statements },
  }));
}

function attachedOf(made: Synthesized): readonly Policy[] {
  const resources = everyResource(made).filter(({ type }) => type !== "aws_organizations_policy");
  return resources.flatMap(({ stack, type, name, block }) =>
    Object.values(block)
      .filter((value): value is string => typeof value === "string" && value.includes('"Statement"'))
      .map((text) => ({
        name: `${stack.name}/${type}/${name.replace(/_[0-9A-F]{8}$/, "")}`,
        kind: KINDS[type] ?? "resource",
        // What terraform takes from `$${` is IAM's own variable.
        document: JSON.parse(resolved(made, stack, text).replaceAll("$${", "${")) as PolicyDocument,
      })),
  );
}

/** `denied` stands whatever else grants; `not allowed` is what nobody granted. */
export type Verdict = "allowed" | "denied" | "not allowed" | "unknown";

const EVERYTHING: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const ANYBODY: PolicyDocument = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] };

/**
 * What one policy says of a request whose caller is otherwise favoured: his identity policies allow everything, unless `bare`.
 * A role is assumed only by whom its trust names, even inside its own account, and its resource is the role.
 */
export function decide(kind: PolicyKind, document: PolicyDocument, request: AccessRequest, bare = false): Decision {
  const identity = bare ? [] : "everything";
  // Of another account's resource its own policy would have to allow as well, and that is another policy's case.
  const alone = { ...request, resourceAccount: request.caller.account };
  switch (kind) {
    case "key":
      return evaluatePolicies({ identity, key: document }, request);
    case "endpoint":
      return evaluatePolicies({ identity, endpoint: document }, alone);
    case "resource":
      return evaluatePolicies({ identity, resource: document }, request);
    case "identity":
      return evaluatePolicies({ identity: [document] }, alone);
    case "boundary":
      return evaluatePolicies({ identity, boundary: document }, alone);
    // AWS's own FullAWSAccess stays beside every SCP and RCP.
    case "scp":
      return evaluatePolicies({ identity, scps: [[EVERYTHING, document]] }, alone);
    case "rcp":
      return evaluatePolicies({ identity, resource: ANYBODY, rcps: [document] }, request);
    case "repository":
      return evaluatePolicies({ identity, resource: onItself(document) }, request);
    case "trust":
      return evaluatePolicies({ identity, resource: onItself(document) }, { ...request, resourceAccount: "the role's" });
  }
}

/** A role's trust and a repository's policy name no resource: it is the role, or the repository. */
function onItself(document: PolicyDocument): PolicyDocument {
  const statements = asList<Statement>(document.Statement as Statement).map((statement) => ({ ...statement, Resource: "*" }));
  return { ...document, Statement: statements };
}

export function verdictOf({ verdict, by }: Decision): Verdict {
  if (verdict !== "denied") return verdict;
  return by.length > 0 ? "denied" : "not allowed";
}
