import type { FenceRoles } from "../../../config/guardrails/fenced";
import type { Claim } from "../../../config/scope";
import type { ContextValue } from "../../access/types";

/** A part in the fence, by its name there, or a role by the pattern of its ARN. */
export type Spared = keyof FenceRoles | `arn:${string}`;

/** A request that a resource's own policy must deny, whatever else stands in its way. */
export interface OwnDenial {
  readonly claim: Claim;
  /** What it would do, as the end of "its own policy does not deny …". */
  readonly what: string;
  readonly action: string;
  /** Below the resource itself: `/any` for an object of a bucket. */
  readonly below?: string;
  /** Whom it may be let do; any role of the fence, where nothing is said. */
  readonly spares?: readonly Spared[];
  /** What differs from a request that has everything in its favour; undefined takes a key away. */
  readonly context: Readonly<Record<string, ContextValue | undefined>>;
}

const denial =
  (claim: Claim) =>
  (what: string, action: string, context: OwnDenial["context"] = {}, below?: string): OwnDenial => ({
    claim,
    what,
    action,
    context,
    ...(below === undefined ? {} : { below }),
  });
/** Spares these, and nobody else. */
export const only = (spares: readonly Spared[], asked: OwnDenial): OwnDenial => ({ ...asked, spares });
export const access = denial("access");
export const network = denial("network");
export const custody = denial("custody");
export const migration = denial("migration");
export const audit = denial("audit");
