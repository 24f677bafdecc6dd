import type { ErrorPage } from "../../config/errors";

/** What stands against a step that forgets: back a phase, or on to a purge past what the ledger remembers. */
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
  held: {
    code: "BACK-HOLD",
    title: "a legal hold left the program without its release",
    why: "An order to keep data ends with its signed release. Lines that are taken out of a program release nothing.",
  },
  renamed: {
    code: "BACK-RENAMED",
    title: "the ledger knows the old store under another name",
    why: "A copy is its store. Under a new name the phase it stood in, the hold on it and its way back would all be forgotten.",
  },
  thawed: {
    code: "BACK-FROZEN",
    title: "the last write is said to have been earlier than the ledger has it",
    why: "Evidence from before the last write would pass for evidence from after it, and what was written in between is compared with nothing.",
  },
  reversed: {
    code: "BACK-REVERSED",
    title: "the old copy took writes after the moment that the program says",
    why: "A way back wrote into it. A comparison of what it held before says nothing of what is destroyed now.",
  },
} as const satisfies Readonly<Record<string, ErrorPage>>;
