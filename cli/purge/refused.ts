import type { RingfenceError } from "../../config/errors";
import { asked as askedOf, refused } from "../refused";
import { PURGING_PAGES } from "./pages";

/** What a cloud said to the purge; `store` is the one that was asked. */
export const refusedBy = (store: string, action: string, error: unknown): RingfenceError =>
  refused(store, action, error, PURGING_PAGES.refused);

/** What a cloud answers the purge; a refusal, as `refusedBy` tells it. */
export const asked = <T>(store: string, action: string, call: () => Promise<T>): Promise<T> =>
  askedOf(store, action, call, PURGING_PAGES.refused);
