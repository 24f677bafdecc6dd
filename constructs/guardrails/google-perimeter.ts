import { Construct } from "constructs";
import { AccessContextManagerAccessPolicy } from "@cdktf/provider-google/lib/access-context-manager-access-policy";
import {
  AccessContextManagerServicePerimeter,
  type AccessContextManagerServicePerimeterSpec,
} from "@cdktf/provider-google/lib/access-context-manager-service-perimeter";
import type { Program } from "../../config/program";
import { keyAdminName, member, serviceAccountEmail } from "../place/google-names";
import type { GoogleStack } from "../place/google-stack";
import { fencedProjects, googleOrganization } from "./google-fence";

/** Services that hold data or open it. */
const SERVICES = ["bigquery", "cloudkms", "logging", "pubsub", "secretmanager", "sqladmin", "storage", "storagetransfer"];

/**
 * A perimeter around the fence's projects: data moves among them, and neither in nor out.
 *
 * Deployers and the key admin work from outside, so they are let in by name; nobody is let out. Dry run first: what would
 * be refused is written to the audit log and goes through, until the program says `enforced`.
 */
export class GooglePerimeter extends Construct {
  constructor(scope: GoogleStack, id: string) {
    super(scope, id);
    const { program } = scope;
    const { accessPolicy, folder, perimeter } = program.data.googleGuardrails;
    const policy = accessPolicy ?? this.accessPolicy(program, folder);
    const name = `ringfence_${program.name.replaceAll("-", "_")}`;
    const rules = rulesOf(program);
    new AccessContextManagerServicePerimeter(this, "perimeter", {
      parent: `accessPolicies/${policy}`,
      name: `accessPolicies/${policy}/servicePerimeters/${name}`,
      title: name,
      ...(perimeter === "enforced" ? { status: rules } : { useExplicitDryRunSpec: true, spec: rules }),
      lifecycle: { preventDestroy: !program.data.sandbox },
    });
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

function rulesOf(program: Program): AccessContextManagerServicePerimeterSpec {
  const projects = fencedProjects(program);
  const restrictedServices = SERVICES.map((service) => `${service}.googleapis.com`);
  const identities = projects.flatMap(({ id, deployer, purpose }) =>
    [deployer, ...(purpose === "custody" ? [keyAdminName(program)] : [])].map((name) => member(serviceAccountEmail(id, name))),
  );
  return {
    resources: projects.map(({ number }) => `projects/${number}`),
    restrictedServices,
    vpcAccessibleServices: { enableRestriction: true, allowedServices: ["RESTRICTED-SERVICES"] },
    ingressPolicies: [
      {
        ingressFrom: { identities, sources: [{ accessLevel: "*" }] },
        ingressTo: {
          resources: ["*"],
          operations: restrictedServices.map((serviceName) => ({ serviceName, methodSelectors: [{ method: "*" }] })),
        },
      },
    ],
  };
}
