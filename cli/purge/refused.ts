import { RingfenceError } from "../../config/errors";
import { PURGING_PAGES } from "./pages";

/** What a cloud said, as an error of the user's; it names the call and nothing of its contents. */
export function refusedBy(store: string, action: string, error: unknown): RingfenceError {
  return new RingfenceError(PURGING_PAGES.refused, {
    at: store,
    given: `${(error as Error).name}: ${(error as Error).message}`,
    expected: `an answer to ${action}`,
    fix: "Correct what the cloud names, and run the command again: it goes on from its record.",
  });
}

/** What a cloud answers; a refusal, as `refusedBy` tells it. `at` is the store that was asked. */
export async function asked<T>(at: string, action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refusedBy(at, action, error);
  }
}
