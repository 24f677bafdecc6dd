import type { GooglePerimeterGuard } from "../../config/scope";
import type { Facts } from "../facts/facts";
import type { Resource } from "../facts/model";
import { isObject, select } from "../value";
import { admits, differs, fault, is, lacks, standing, textOf } from "./google-guards";
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
        faults: (perimeter) => faults(perimeter, guard, facts),
      },
      facts,
    );
  },
};

function faults(perimeter: Resource, { projects, enforced }: GooglePerimeterGuard, facts: Facts) {
  const part = enforced ? "status[]" : "spec[]";
  const values = (path: string) => select(perimeter.values, `${part}.${path}`).map(({ value }) => value);
  const texts = (path: string) => values(path).map((value) => facts.resolver.text(value, perimeter.stack));
  const ways = values("egress_policies[]");
  const entries = values("ingress_policies[]").filter((entry) => isObject(entry));
  return [
    lacks("it does not hold", projects, texts("resources[]")),
    lacks("it does not restrict", HOLD_DATA, texts("restricted_services[]")),
    differs("networks inside reach services that it does not restrict", texts("vpc_accessible_services[].enable_restriction"), "true"),
    ways.length > 0
      ? fault(
          "it lets data out",
          ways.some((way) => isObject(way)),
        )
      : undefined,
    admits(
      "it lets in kinds of identities:",
      texts("ingress_policies[].ingress_from[].identity_type"),
      (type) => type === "IDENTITY_TYPE_UNSPECIFIED",
    ),
    admits("it lets in", texts("ingress_policies[].ingress_from[].identities[]"), (member) => isKnown(member, facts)),
    // An ingress without identities lets in everybody whom its sources fit (VPC Service Controls, ingress rules).
    entries.some((entry) => select(entry, "ingress_from[].identities[]").length === 0)
      ? fault("it lets in everybody from somewhere")
      : undefined,
  ];
}

/** Service accounts of the program's projects, the gatekeeper's pool, the auditor's groups. */
function isKnown(member: string, { scope }: Facts): boolean {
  const project = projectOf(member);
  if (project !== undefined)
    return scope.accounts.some(({ cloud, id, owner }) => cloud === "google" && id === project && owner !== "parent");
  return (scope.examiners ?? []).includes(member) || (scope.googleGuards?.denied ?? []).some(({ principal }) => principal === member);
}
