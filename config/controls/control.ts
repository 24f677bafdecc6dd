import type { Claim } from "../scope";

/** What answers a clause of the order, and what proves it. */
export interface Control {
  readonly name: string;
  readonly does: string;
  /** Clauses of the order; config/programs/order.ts has their texts. */
  readonly clauses: readonly string[];
  readonly claim: Claim;
  /** Files under constructs/. */
  readonly constructs: readonly string[];
  /** Rules of the review that judge it. */
  readonly rules: readonly string[];
  /** Files under test/. */
  readonly tests: readonly string[];
  /** NIST SP 800-53 revision 5. */
  readonly nist: readonly string[];
  /** ISO/IEC 27001:2022, Annex A. */
  readonly iso: readonly string[];
  /** What the clouds' own guides to sovereignty call it; only where they have a name for it. */
  readonly guides: { readonly aws?: string; readonly google?: string; readonly oracle?: string };
}
