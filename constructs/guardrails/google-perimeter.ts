import { Construct } from "constructs";
import { AccessContextManagerAccessLevel } from "@cdktf/provider-google/lib/access-context-manager-access-level";
import { AccessContextManagerAccessPolicy } from "@cdktf/provider-google/lib/access-context-manager-access-policy";
import {
  AccessContextManagerServicePerimeter,
  type AccessContextManagerServicePerimeterSpec,
  type AccessContextManagerServicePerimeterSpecIngressPolicies as Ingress,
} from "@cdktf/provider-google/lib/access-context-manager-service-perimeter";
import { auditorGroups, everyGatekeeper, workforcePool } from "../../config/google/access";
import { perimeterTitle } from "../../config/google/guards";
import type { Program } from "../../config/program";
import { keyAdminName, member, serviceAccountEmail } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";
import { fencedProjects, googleOrganization } from "./google-fence";

/** Services that hold data or open it. */
const SERVICES = ["bigquery", "cloudkms", "logging", "pubsub", "secretmanager", "sqladmin", "storage", "storagetransfer"];

const HOLD_DATA = ["bigquery", "sqladmin", "storage"];

/**
 * A perimeter around the fence's projects: data moves among them, and neither in nor out.
 *
 * Deployers and the key admin work from outside, so they are let in by name, the gatekeeper's people from their network,
 * the auditor to logs; nobody is let out. Dry run first: what would
 * be refused is written to the audit log and goes through, until the program says `enforced`.
 */
export class GooglePerimeter extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    const { accessPolicy, folder, perimeter } = program.data.googleGuardrails;
    const policy = accessPolicy ?? this.accessPolicy(program, folder);
    const name = perimeterTitle(program.name);
    const rules = rulesOf(program, [...this.fromTheTeamsNetwork(program, policy), ...auditorsIngress(program)]);
    new AccessContextManagerServicePerimeter(this, "perimeter", {
      parent: `accessPolicies/${policy}`,
      name: `accessPolicies/${policy}/servicePerimeters/${name}`,
      title: name,
      ...(perimeter === "enforced" ? { status: rules } : { useExplicitDryRunSpec: true, spec: rules }),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
  }

  /**
   * The gatekeeper's people, to the services that hold data: from their own network alone, which Cloud IAM cannot ask.
   * An access level knows addresses and no pool, the rule knows the pool (VPC Service Controls, supported identities).
   */
  private fromTheTeamsNetwork(program: Program, policy: string): readonly Ingress[] {
    const { access } = program.data;
    if (!access) return [];
    const { accessLevels, networks } = access.gatekeeper;
    const title = `${perimeterTitle(program.name)}_team`;
    const name = `accessPolicies/${policy}/accessLevels/${title}`;
    if (accessLevels.length === 0)
      new AccessContextManagerAccessLevel(this, "team", {
        parent: `accessPolicies/${policy}`,
        name,
        title,
        basic: { conditions: [{ ipSubnetworks: [...networks] }] },
      });
    const levels = accessLevels.length > 0 ? accessLevels : [name];
    return [ingress([everyGatekeeper(workforcePool(program.data))], levels, HOLD_DATA)];
  }

  /** An organization has one policy of its own, and any number that are scoped to a folder. */
  private accessPolicy(program: Program, folder: string | undefined): string {
    const made = new AccessContextManagerAccessPolicy(this, "policy", {
      parent: `organizations/${googleOrganization(program)}`,
      title: `ringfence ${program.name}`,
      ...(folder ? { scopes: [`folders/${folder}`] } : {}),
    });
    return made.name;
  }
}

function rulesOf(program: Program, others: readonly Ingress[]): AccessContextManagerServicePerimeterSpec {
  const projects = fencedProjects(program);
  const restrictedServices = SERVICES.map((service) => `${service}.googleapis.com`);
  const identities = projects.flatMap(({ id, deployer, purpose }) =>
    [deployer, ...(purpose === "custody" ? [keyAdminName(program)] : [])].map((name) => member(serviceAccountEmail(id, name))),
  );
  return {
    resources: projects.map(({ number }) => `projects/${number}`),
    restrictedServices,
    vpcAccessibleServices: { enableRestriction: true, allowedServices: ["RESTRICTED-SERVICES"] },
    ingressPolicies: [ingress(identities, ["*"], SERVICES), ...others],
  };
}

/** Who examines reads logs, from wherever the auditor sits; Cloud IAM says until when. */
function auditorsIngress(program: Program): readonly Ingress[] {
  const groups = auditorGroups(program.data);
  return groups.length > 0 ? [ingress(groups, ["*"], ["logging"])] : [];
}

function ingress(identities: readonly string[], levels: readonly string[], services: readonly string[]): Ingress {
  return {
    ingressFrom: { identities: [...identities], sources: levels.map((accessLevel) => ({ accessLevel })) },
    ingressTo: {
      resources: ["*"],
      operations: services.map((service) => ({ serviceName: `${service}.googleapis.com`, methodSelectors: [{ method: "*" }] })),
    },
  };
}
