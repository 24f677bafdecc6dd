import type { ErrorPage } from "../config/errors";

/** What stands against going back a phase. */
export const BACK_PAGES = {
  gone: {
    code: "BACK-GONE",
    title: "a copy in purge or closed does not go back",
    why: "Its data is being destroyed, or is gone: an earlier phase would say that it still stands.",
  },
  unproved: {
    code: "BACK-UNPROVED",
    title: "after cutover, going back needs what was written at home on the old side",
    why: "The app has worked at home since; back on the old copy, everything written since would be lost without a word.",
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
