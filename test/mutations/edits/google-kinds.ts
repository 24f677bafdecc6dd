import { add, resource, type Block, type Harmful } from "../edit";

export const ACCESS = "access-europe-west3";
export const PEOPLE = "access-custody-europe-west3";
export const STORAGE = "storage-europe-west3";
export const NETWORK = "network-europe-west3";
export const ORGANIZATION = "google-organization-europe-west3";
export const CUSTODY = "custody-europe-west3";
export const BOOTSTRAP = "bootstrap-custody";
export const RECOVERY = "recovery-europe-west4";
export const LOGS = "logs-europe-west3";

export type Change = Harmful["change"];
export const of = (text: string, claim: Harmful["claim"], stack: string, at: RegExp, change: Change): Harmful => ({
  of: text,
  claim,
  stack,
  at,
  change,
});
/** A resource that nobody asked for, found at itself. */
export const more = (claim: Harmful["claim"], stack: string, type: string, block: Block, text = type): Harmful =>
  of(`${text}, more`, claim, stack, new RegExp(`^${type}[.]more$`), (s) => add(s, type, "more", block));
/** A resource of the example, set otherwise, found at itself. */
export const set = (
  text: string,
  claim: Harmful["claim"],
  stack: string,
  type: string,
  change: (block: Block) => void,
  named = /./,
): Harmful => of(text, claim, stack, new RegExp(`^${type}[.]`), (s) => change(resource(s, type, named)));
export const gone = (text: string, claim: Harmful["claim"], stack: string, type: string, at: RegExp, named = /./): Harmful =>
  of(text, claim, stack, at, (s) => {
    resource(s, type, named);
    s.resource[type] = Object.fromEntries(Object.entries(s.resource[type] ?? {}).filter(([name]) => !named.test(name)));
  });
export const within = (block: Block, ...path: readonly (string | number)[]): Block =>
  path.reduce<Block>((inner, step) => (inner as unknown as Record<string | number, Block>)[step] as Block, block);
