import type { Report } from "./report";

interface Reporter {
  render(report: Report, color: boolean): string;
}

/** Formats, loaded when they are asked for, so that a JSON report does not wait for a table's library. */
const REPORTERS = {
  terminal: (): Promise<Reporter> => import("./terminal"),
  json: (): Promise<Reporter> => import("./json"),
  markdown: (): Promise<Reporter> => import("./markdown"),
  html: (): Promise<Reporter> => import("./html"),
  sarif: (): Promise<Reporter> => import("./sarif"),
  junit: (): Promise<Reporter> => import("./junit"),
} as const;

export type Format = keyof typeof REPORTERS;
export const FORMATS = Object.keys(REPORTERS) as readonly Format[];

/** @param color Whether what is for a terminal may be coloured: whoever writes knows where it goes. */
export async function render(report: Report, format: Format, color = false): Promise<string> {
  return (await REPORTERS[format]()).render(report, color);
}
