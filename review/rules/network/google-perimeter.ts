import type { GooglePerimeterGuard } from "../../../config/scope";
import { projectOf } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Resource, Stack } from "../../facts/model";
import { get, isObject, select, type Value } from "../../value";
import { leaves } from "../fenced";
import { ENTRANCES, sharesProjects } from "./google-entrances";
import { admits, differs, fault, is, lacks, standing, textOf, worstOf, type Fault } from "../guardrails/google-guards";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

const PERIMETER = "google_access_context_manager_service_perimeter";
/** What stands beside a perimeter and opens it. */
const DOORS = [`${PERIMETER}_egress_policy`, `${PERIMETER}_ingress_policy`];
/** What opens its dry run, which is the whole of one that is not enforced. */
const DRY_RUN = [`${PERIMETER}_dry_run_egress_policy`, `${PERIMETER}_dry_run_ingress_policy`];

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
    return [
      ...standing(
        {
          type: PERIMETER,
          what: `the perimeter ${guard.title}`,
          stands: (perimeter) => is(textOf(perimeter, "title", facts), guard.title),
          faults: (perimeter) => faults(perimeter, guard, facts),
        },
        facts,
      ),
      ...(guard.enforced ? DOORS : [...DOORS, ...DRY_RUN])
        .flatMap((type) => facts.ofType(type))
        .flatMap((door) => besides(door, guard, facts)),
      ...Object.entries(ENTRANCES).flatMap(([type, faultsOf]) => judged(type, (one) => faultsOf(one, facts), guard, facts)),
      ...judged(PERIMETER, (one) => (is(textOf(one, "title", facts), guard.title) ? [] : sharesProjects(one, facts)), guard, facts),
    ];
  },
};

/** Each of a type, where something is wrong with it. */
function judged(
  type: string,
  faultsOf: (one: Resource) => readonly (Fault | undefined)[],
  { title }: GooglePerimeterGuard,
  facts: Facts,
): Verdict[] {
  return facts.ofType(type).flatMap((one) => {
    const wrong = leaves(one) || facts.isLegacy(one) ? undefined : worstOf(faultsOf(one));
    const at = { address: one.address, stack: one.stack.name, value: title, expected: "as the program makes it" };
    if (!wrong) return [];
    return [wrong.proven ? breach(wrong.text, at) : unknown(`whether ${wrong.text} is not known`, at)];
  });
}

/** An entry or an exit of a perimeter, as a resource of its own. */
function besides(door: Resource, { title }: GooglePerimeterGuard, facts: Facts): Verdict[] {
  if (leaves(door)) return [];
  const of = facts.resolver.resolve(get(door.values, "perimeter"), door.stack);
  const own = of.kind === "resource" ? is(textOf(of.resource, "title", facts), title) : undefined;
  if (own === false) return [];
  const wrong = worstOf(door.type.endsWith("_egress_policy") ? [fault("it lets data out")] : entries([door.values], door, facts));
  const at = { address: door.address, stack: door.stack.name, value: title, expected: `the perimeter ${title} as the program makes it` };
  if (!wrong) return [{ ...met(), ...at }];
  return [wrong.proven && own ? breach(wrong.text, at) : unknown(`whether ${wrong.text}, into the program's perimeter, is not known`, at)];
}

function faults(perimeter: Resource, { projects, enforced }: GooglePerimeterGuard, facts: Facts) {
  const part = enforced ? "status[]" : "spec[]";
  const values = (path: string) => select(perimeter.values, `${part}.${path}`).map(({ value }) => value);
  const texts = (path: string) => values(path).map((value) => facts.resolver.text(value, perimeter.stack));
  const ways = values("egress_policies[]");
  const whole = (path: string) => select(perimeter.values, path).map(({ value }) => facts.resolver.text(value, perimeter.stack));
  return [
    lacks("it does not hold", projects, texts("resources[]")),
    admits("it holds", texts("resources[]"), (project) => projects.includes(project)),
    admits("it is of another kind:", whole("perimeter_type"), (type) => type === "PERIMETER_TYPE_REGULAR"),
    enforced ? undefined : differs("its dry run is not its own", whole("use_explicit_dry_run_spec"), "true"),
    admits("it lets in whoever meets", texts("access_levels[]"), () => false),
    admits("networks inside reach", texts("vpc_accessible_services[].allowed_services[]"), (service) => service === "RESTRICTED-SERVICES"),
    lacks("it does not restrict", HOLD_DATA, texts("restricted_services[]")),
    differs("networks inside reach services that it does not restrict", texts("vpc_accessible_services[].enable_restriction"), "true"),
    ways.length > 0
      ? fault(
          "it lets data out",
          ways.some((way) => isObject(way)),
        )
      : undefined,
    ...entries(values("ingress_policies[]"), perimeter, facts),
  ];
}

/** What is wrong with whom these let in. */
function entries(policies: readonly Value[], { stack }: Resource, facts: Facts): (Fault | undefined)[] {
  const texts = (path: string) => policies.flatMap((each) => select(each, path)).map(({ value }) => facts.resolver.text(value, stack));
  return [
    admits("it lets in kinds of identities:", texts("ingress_from[].identity_type"), (type) => type === "IDENTITY_TYPE_UNSPECIFIED"),
    admits("it lets in", texts("ingress_from[].identities[]"), (member) => isKnown(member, facts)),
    ...policies.map((entry) => fromAnywhere(entry, stack, facts)),
    // An ingress without identities lets in everybody whom its sources fit (VPC Service Controls, ingress rules).
    policies.some((entry) => isObject(entry) && select(entry, "ingress_from[].identities[]").length === 0)
      ? fault("it lets in everybody from somewhere")
      : undefined,
  ];
}

/** People come from their own network, who examines comes for logs alone, and nobody from a network of others (VPC Service Controls, ingress rules). */
function fromAnywhere(entry: Value, stack: Stack, facts: Facts): Fault | undefined {
  const texts = (path: string) => select(entry, path).map(({ value }) => facts.resolver.text(value, stack));
  const { accounts, examiners = [], googleGuards } = facts.scope;
  const identities = texts("ingress_from[].identities[]");
  const levels = texts("ingress_from[].sources[].access_level");
  const services = texts("ingress_to[].operations[].service_name");
  const people = identities.some((each) => each?.includes(`/workforcePools/${googleGuards?.pool ?? ""}/`));
  const own = accounts.flatMap(({ number, owner }) => (number !== undefined && owner !== "parent" ? [`projects/${number}`] : []));
  return worstOf([
    admits("it lets in networks of", texts("ingress_from[].sources[].resource"), (project) => own.includes(project)),
    people && (levels.length === 0 || levels.includes("*")) ? fault("it lets people in from anywhere") : undefined,
    identities.some((each) => each !== undefined && examiners.includes(each))
      ? admits("it lets who examines come to", services, (service) => service === "logging.googleapis.com")
      : undefined,
    admits("it lets in to", services, (service) => service !== "*"),
  ]);
}

/** Service accounts of the program's projects, the gatekeeper's pool, the auditor's groups. */
function isKnown(member: string, { scope }: Facts): boolean {
  const project = projectOf(member);
  if (project !== undefined)
    return scope.accounts.some(({ cloud, id, owner }) => cloud === "google" && id === project && owner !== "parent");
  return (scope.examiners ?? []).includes(member) || (scope.googleGuards?.denied ?? []).some(({ principal }) => principal === member);
}
