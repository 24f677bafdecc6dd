import type { AccessRequest } from "../../review/access/types";
import type { Verdict } from "./documents";

/** One request to one policy of the united-states program, and what must come of it. */
export interface Case {
  /** The policy's name, as in documents.ts. */
  readonly policy: string;
  readonly of: string;
  readonly request: AccessRequest;
  readonly expected: Verdict;
  /** A statement that must be among those that decide: where two agree, each has to stand by itself. */
  readonly by?: string;
  /** The caller has no identity policy of his own. */
  readonly bare?: boolean;
}
