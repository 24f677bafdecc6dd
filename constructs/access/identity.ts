import { existsSync, readFileSync } from "node:fs";
import { RingfenceError } from "../../config/errors";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { PROGRAM_PAGES } from "../../config/rules/pages";
import { APPROVER, hubRole, OPERATOR, type Duty } from "../../config/access/role-names";
import { permissionSet, setRole } from "../../config/access/permission-sets";
import { roleArn } from "./names";

/** Who may come after the sign-in: a duty, an approver of a break-glass, or its operator. */
export type HubName = Duty | "approver" | "operator";

export function hubName(of: HubName): string {
  return of === "approver" ? APPROVER : of === "operator" ? OPERATOR : hubRole(of);
}

/**
 * The role that a signed-in person is. Behind SAML it is one of ours, for every dataset, and the session says which; behind
 * Identity Center it is of a permission set for this one.
 */
export function hubPrincipal(program: Program, hub: AwsPlace, of: HubName, dataset?: string): string {
  const { identity } = program.data.parties.gatekeeper;
  return identity.kind === "identity-center" ? roleArn(hub, setRole(identity, permissionSet(of, dataset))) : roleArn(hub, hubName(of));
}

/** The metadata as XML; anything that does not look like XML is the path of a file. */
export function metadataDocument(metadata: string): string {
  if (metadata.trimStart().startsWith("<")) return metadata;
  if (existsSync(metadata)) return readFileSync(metadata, "utf8");
  throw new RingfenceError(PROGRAM_PAGES.access, {
    at: "access.gatekeeper.metadata",
    given: `${metadata}, which is no file`,
    expected: "XML, or the path of a file from the folder where the command runs",
    fix: "Export the identity provider's metadata there.",
  });
}
