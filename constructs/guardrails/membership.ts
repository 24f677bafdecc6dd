import type { Statement } from "../policy/document";
import { deny } from "./statements";

/** An account that leaves takes its data out from under every guardrail; a region that is enabled is a new way out. */
export function membership(): readonly Statement[] {
  return [deny("StayAndEnableNothing", ["account:CloseAccount", "account:EnableRegion", "organizations:LeaveOrganization"])];
}
