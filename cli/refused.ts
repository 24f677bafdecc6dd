import { RingfenceError, type ErrorPage } from "../config/errors";

/** What a cloud said, as an error of the user's; it names the call and nothing of its contents. */
export function refused(at: string, action: string, error: unknown, page: ErrorPage): RingfenceError {
  return new RingfenceError(page, {
    at,
    given: `${(error as Error).name}: ${(error as Error).message}`,
    expected: `an answer to ${action}`,
    fix: "Correct what the cloud names, and run the command again.",
  });
}

/** What a cloud answers; a refusal, as `refused` tells it. The credentials for the call may have been refused, and were told already. */
export async function asked<T>(at: string, action: string, call: () => Promise<T>, page: ErrorPage): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw error instanceof RingfenceError ? error : refused(at, action, error, page);
  }
}
