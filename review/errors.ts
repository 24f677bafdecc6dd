import type { ErrorPage } from "../config/errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

export const NOT_READABLE = page(
  "REVIEW-READ",
  "a path that cannot be read",
  "A review that skips what it cannot open would call it fine.",
);
export const NOT_JSON = page(
  "REVIEW-JSON",
  "no whole JSON document",
  "A truncated or garbled plan shows less than what would be applied, so it is refused, never judged in part.",
);
export const NOT_A_PLAN = page(
  "REVIEW-KIND",
  "neither a plan nor a synthesized stack",
  "Only `terraform show -json PLANFILE`, a cdk.tf.json, a plain Terraform JSON file and a synthesized directory say what would be built.",
);
export const A_STATE = page(
  "REVIEW-STATE",
  "a state, not a plan",
  "A state says what was built, not what would be; and it holds secrets in plain text that should not travel to a reviewer.",
);
export const TOO_NEW = page(
  "REVIEW-FORMAT",
  "a plan in a format that is too new",
  "Terraform raises the major number of format_version when readers of the old one would misread it (JSON output format, Format Version).",
);
export const HOSTILE = page(
  "REVIEW-HOSTILE",
  "JSON that two readers would read differently",
  "A repeated key, a `__proto__` key or bottomless nesting lets a file show the reviewer one thing and Terraform another.",
);
export const NO_ADDRESS = page(
  "REVIEW-ADDRESS",
  "no resource address",
  "An address that does not parse cannot be matched with its configuration (Terraform's resource addressing).",
);

/** Every error that a review raises, for docs/errors.md and `explain`. */
export const REVIEW_ERRORS: readonly ErrorPage[] = [NOT_READABLE, NOT_JSON, NOT_A_PLAN, A_STATE, TOO_NEW, HOSTILE, NO_ADDRESS];
