import { NOT_A_CIDR } from "../config/cidr";
import type { ErrorPage } from "../config/errors";
import { JURISDICTION_PAGES } from "../config/jurisdiction";
import { GUARDRAIL_PAGES } from "../config/rules/guardrail-pages";
import { PROGRAM_PAGES } from "../config/rules/pages";
import { BACK_PAGES } from "../evidence/back/back-pages";
import { EVIDENCE_PAGES } from "../evidence/errors";
import { PURGE_PAGES } from "../evidence/gate/purge-pages";
import { REVIEW_ERRORS } from "../review/errors";
import { APPLY_PAGES } from "./commands/apply";
import { INIT_PAGES } from "./commands/init";
import { ENGINES_PAGE } from "./commands/rehearse";
import { CUSTODY_PAGES } from "./custody/pages";
import { LEDGER_PAGE } from "./ledger";
import { MANIFEST_PAGE } from "./manifest";
import { MOVE_PAGES } from "./movers/pages";
import { UNPROVED_PAGE } from "./proved-stacks";
import { PURGING_PAGES } from "./purge/pages";
import { TERRAFORM_PAGE } from "./terraform";
import { FILE_PAGE, USAGE_PAGE } from "./usage";

/** Every error code that Ringfence gives out. */
export const ALL_PAGES: readonly ErrorPage[] = [
  ...Object.values(PROGRAM_PAGES),
  ...Object.values(GUARDRAIL_PAGES),
  NOT_A_CIDR,
  ...Object.values(JURISDICTION_PAGES),
  ...REVIEW_ERRORS,
  ...Object.values(EVIDENCE_PAGES),
  ...Object.values(PURGE_PAGES),
  ...Object.values(BACK_PAGES),
  ...Object.values(PURGING_PAGES),
  ...Object.values(APPLY_PAGES),
  ...Object.values(CUSTODY_PAGES),
  ...Object.values(INIT_PAGES),
  ...Object.values(MOVE_PAGES),
  USAGE_PAGE,
  FILE_PAGE,
  LEDGER_PAGE,
  UNPROVED_PAGE,
  ENGINES_PAGE,
  MANIFEST_PAGE,
  TERRAFORM_PAGE,
].sort((left, right) => (left.code < right.code ? -1 : 1));
