import type { GooglePerimeterGuard } from "../../config/scope";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { select } from "../value";
import { standing, textOf } from "./google-guards";
import { projectOf } from "./google-members";
import type { SetRule } from "./rule";

/** What the perimeter keeps in: without one of these, a copy of its data goes out by its API. */
const HOLD_DATA = ["bigquery", "cloudkms", "sqladmin", "storage", "storagetransfer"].map((service) => `${service}.googleapis.com`);

export const googlePerimeter: SetRule = {
  id: "NETWORK-08",
  claim: "network",
  subject: "set",
  title: "The service perimeter around the program's projects on Google stands, and lets in whom the program names.",
  why: "A right to read is a right to copy, to any bucket on earth; only a service perimeter asks where a request comes from and where its data goes (VPC Service Controls documentation, overview).",
  fix: "Put the perimeter back around every project, without egress and without ingress of others; or give under googleGuardrails.weaker the reason for service-perimeter.",
  judge: (facts) => {
    const guard = facts.scope.googleGuards?.perimeter;
    if (!guard) return [];
    return standing(
      {
        type: "google_access_context_manager_service_perimeter",
        what: `the perimeter ${guard.title}`,
        stands: (perimeter) => is(textOf(perimeter, "title", facts), guard.title),
        wrong: (perimeter) => wrong(perimeter, guard, facts),
      },
      facts,
    );
  },
};

const is = (text: string | undefined, title: string) => (text === undefined ? undefined : text === title);

function wrong(perimeter: Resource, { projects, enforced }: GooglePerimeterGuard, facts: Facts): string | undefined {
  const part = enforced ? "status[]" : "spec[]";
  const texts = (path: string) =>
    select(perimeter.values, `${part}.${path}`).map(({ value }) => facts.resolver.text(value, perimeter.stack));
  const has = (path: string) => select(perimeter.values, `${part}.${path}`).length > 0;
  const inside = texts("resources[]");
  const missed = projects.filter((project) => !inside.includes(project));
  if (missed.length > 0) return `it does not hold ${missed.join(" and ")}`;
  const restricted = texts("restricted_services[]");
  const open = HOLD_DATA.filter((service) => !restricted.includes(service));
  if (open.length > 0) return `it does not restrict ${open.join(" and ")}`;
  if (texts("vpc_accessible_services[].enable_restriction")[0] !== "true")
    return "networks inside reach services that it does not restrict";
  if (has("egress_policies[]")) return "it lets data out";
  if (texts("ingress_policies[].ingress_from[].identity_type").some((type) => type !== "IDENTITY_TYPE_UNSPECIFIED"))
    return "it lets in kinds of identities";
  const strangers = texts("ingress_policies[].ingress_from[].identities[]").filter((member) => !isKnown(member, facts));
  if (strangers.length > 0) return `it lets in ${strangers.map((member) => member ?? "whom nobody knows").join(" and ")}`;
  // An ingress without identities lets in everybody whom its sources fit (VPC Service Controls, ingress rules).
  const whole = select(perimeter.values, `${part}.ingress_policies[]`);
  return whole.some(({ value }) => select(value, "ingress_from[].identities[]").length === 0)
    ? "it lets in everybody from somewhere"
    : undefined;
}

/** Service accounts of the program's projects, the gatekeeper's pool, the auditor's groups. */
function isKnown(member: string | undefined, { scope }: Facts): boolean {
  if (member === undefined) return false;
  const project = projectOf(member);
  if (project !== undefined)
    return scope.accounts.some(({ cloud, id, owner }) => cloud === "google" && id === project && owner !== "parent");
  return (scope.examiners ?? []).includes(member) || (scope.googleGuards?.denied ?? []).includes(member);
}
