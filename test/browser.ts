import { onPath } from "../rehearsal/engines/on-path";

/** A Chromium, under the name that the system gives it. */
export const findBrowser = (): string | undefined =>
  ["chromium", "chromium-browser", "google-chrome"].map(onPath).find((found) => found !== undefined);
