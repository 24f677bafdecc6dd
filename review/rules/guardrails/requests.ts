import type { Guardrail } from "../../../config/schema/guardrails";
import type { Claim } from "../../../config/scope";
import type { ContextValue } from "../../access/types";

/** A request that an organization's policies must deny to a role of the fence, or to a stranger. */
export interface Probe {
  readonly control: Guardrail;
  readonly claim: Claim;
  readonly by: "SERVICE_CONTROL_POLICY" | "RESOURCE_CONTROL_POLICY";
  readonly action: string;
  /** What it would do, as the end of "nothing denies …". */
  readonly what: string;
  readonly resource?: string;
  readonly context: Readonly<Record<string, ContextValue>>;
  /** ARN patterns of roles that it lets do this; what fits its guardrail, where nothing is said. */
  readonly spares?: readonly string[];
  /** A caller of no account of the program's. */
  readonly stranger?: true;
}

/** No account has this number. */
export const STRANGER = "000000000000";
/** Stands for an account of the fence, and for its organization, whichever they are. */
export const FENCED = "account of the fence";
export const ORGANIZATION = "organization of the fence";

export const NOBODYS = "o-nobodys0000";
