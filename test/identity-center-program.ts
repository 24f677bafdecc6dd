import { program as unitedStates } from "../config/programs/united-states";
import type { ProgramInput } from "../config/schema/schema";
import { changed } from "./config/refused";

export const group = (digit: number): string => `${String(digit).repeat(8)}-1111-1111-1111-111111111111`;

/** The united-states program, where people sign in through the custodian's instance of Identity Center. */
export const usIdentityCenter: ProgramInput = changed(unitedStates, (p) => {
  p.parties.gatekeeper.identity = {
    kind: "identity-center",
    instance: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
    identityStore: "d-1234567890",
    region: "us-west-2",
    account: "security",
    withoutSignInNetwork: "The identity provider itself lets nobody in but from the team's network.",
  };
  delete p.access.gatekeeper.metadata;
  p.access.gatekeeper.groups = {
    read: group(1),
    write: { "user-content": group(2), profiles: group(3) },
    restore: group(4),
    approver: group(5),
    operator: group(6),
  };
});
