import { RingfenceError } from "../config/errors";
import { NO_ADDRESS } from "./errors";

export type InstanceKey = string | number;

export interface ModuleStep {
  readonly name: string;
  readonly key?: InstanceKey;
}

/** A resource's address, taken apart by its grammar: an instance key may itself hold dots and brackets. */
export interface Address {
  readonly modules: readonly ModuleStep[];
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly key?: InstanceKey;
}

const NAME = /[A-Za-z_][\w-]*/y;
const KEY = /\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\]/y;

/**
 * `module.m["a.b[0]"].data.aws_x.y[0]` into its parts.
 * Grammar: (module NAME KEY? .)* (data .)? TYPE . NAME KEY? (Terraform, resource addressing).
 */
export function parseAddress(text: string): Address {
  let at = 0;
  const fail = (): never => {
    throw new RingfenceError(NO_ADDRESS, {
      at: `character ${at}`,
      given: JSON.stringify(text.slice(0, 200)),
      expected: "module.NAME[KEY].TYPE.NAME[KEY]",
      fix: "Review what `terraform show -json` wrote, unedited.",
    });
  };
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match;
  };
  const name = (): string => take(NAME)?.[0] ?? fail();
  const dot = () => (text[at] === "." ? void at++ : fail());
  const key = (): InstanceKey | undefined => {
    const match = take(KEY);
    if (!match) return undefined;
    if (match[1] !== undefined) return Number(match[1]);
    try {
      return JSON.parse(match[2] as string) as string;
    } catch {
      return fail();
    }
  };

  const modules: ModuleStep[] = [];
  let word = name();
  while (word === "module") {
    dot();
    const step = name();
    modules.push({ name: step, key: key() });
    dot();
    word = name();
  }
  const mode = word === "data" ? "data" : "managed";
  if (mode === "data") {
    dot();
    word = name();
  }
  dot();
  const resource = name();
  const instance = key();
  if (at !== text.length) fail();
  return { modules, mode, type: word, name: resource, key: instance };
}

/** The address in the configuration: without instance keys. */
export function configAddress(address: Address): string {
  const modules = address.modules.map((step) => `module.${step.name}.`).join("");
  return `${modules}${address.mode === "data" ? "data." : ""}${address.type}.${address.name}`;
}
