/** What an error code means, for `ringfence explain` and docs/errors.md. One page for each code; a code is never reused. */
export interface ErrorPage {
  readonly code: string;
  /** One short sentence: what is wrong. */
  readonly title: string;
  /** Why Ringfence insists: the cloud's rule, the order's demand. */
  readonly why: string;
}

/** Where it went wrong, what stood there, what should, and what to change. Never holds a secret. */
export interface ErrorDetails {
  /** File and place in it, or a construct path. */
  readonly at: string;
  readonly given: string;
  readonly expected: string;
  readonly fix: string;
}

/**
 * The only error that Ringfence raises for its users' mistakes.
 * Anything else that is thrown is a defect of Ringfence itself.
 */
export class RingfenceError extends Error {
  readonly code: string;

  constructor(
    readonly page: ErrorPage,
    readonly details: ErrorDetails,
  ) {
    super(`${page.code} ${details.at}: ${page.title}; given ${details.given}, expected ${details.expected}. ${details.fix}`);
    this.name = "RingfenceError";
    this.code = page.code;
  }
}

/** Several mistakes at once, so that nobody has to fix a program one error at a time. */
export class RingfenceErrors extends Error {
  constructor(readonly errors: readonly RingfenceError[]) {
    super(errors.map((error) => error.message).join("\n"));
    this.name = "RingfenceErrors";
  }
}

/** Every error in a thrown value that is the user's to fix; undefined when it is a defect. */
export function userErrors(thrown: unknown): readonly RingfenceError[] | undefined {
  if (thrown instanceof RingfenceError) return [thrown];
  if (thrown instanceof RingfenceErrors) return thrown.errors;
  return undefined;
}
