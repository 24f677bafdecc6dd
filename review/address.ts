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

/** Most addresses are no more than these two names. */
const PLAIN = /^([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)$/;
const NAME = /[A-Za-z_][\w-]*/y;
/** Longer ones are nobody's, and would exhaust the stack of a regular expression. */
const MAX_LENGTH = 65_536;
const ROOT: readonly ModuleStep[] = [];
const KEY = /\[(?:(\d+)|("(?:[^"\\]|\\.)*"))\]/y;

/**
 * `module.m["a.b[0]"].data.aws_x.y[0]` into its parts.
 * Grammar: (module NAME KEY? .)* (data .)? TYPE . NAME KEY? (Terraform, resource addressing).
 */
export function parseAddress(text: string, file?: string): Address {
  const [, plainType = "", plainName = ""] = PLAIN.exec(text) ?? [];
  if (plainType !== "" && plainType !== "module" && plainType !== "data")
    return { modules: ROOT, mode: "managed", type: plainType, name: plainName };
  let at = 0;
  const fail = (): never => {
    throw new RingfenceError(NO_ADDRESS, {
      at: `${file === undefined ? "" : `${file} `}character ${at}`,
      given: JSON.stringify(text.slice(0, 200)),
      expected: "module.NAME[KEY].TYPE.NAME[KEY]",
      fix: "Review what `terraform show -json` wrote, unedited.",
    });
  };
  if (text.length > MAX_LENGTH) fail();
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
      return unquote(match[2] as string);
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

/** A key as Terraform quotes it: JSON's escapes, longer ones for rare characters, and doubled marks of templates. */
function unquote(text: string): string {
  const plain = text.replace(/\\U([0-9A-Fa-f]{8})/g, (_, code: string) =>
    JSON.stringify(String.fromCodePoint(parseInt(code, 16))).slice(1, -1),
  );
  return (JSON.parse(plain) as string).replace(/([$%])\1\{/g, "$1{");
}

/** The address in the configuration: without instance keys. */
export function configAddress(address: Address): string {
  const modules = address.modules.map((step) => `module.${step.name}.`).join("");
  return `${modules}${address.mode === "data" ? "data." : ""}${address.type}.${address.name}`;
}

/** The path of the module's instance that an address stands in, `module.a["k"].`, as it is written; empty in the root. */
export function moduleOf(text: string): string {
  if (!text.startsWith("module.")) return "";
  return /^(?:module\.[A-Za-z_][\w-]*(?:\[(?:\d+|"(?:[^"\\]|\\.)*")\])?\.)*/.exec(text)?.[0] ?? "";
}
