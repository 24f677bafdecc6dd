import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { RingfenceError } from "../../config/errors";
import { NOT_A_PLAN, NOT_READABLE } from "../errors";
import { get, isObject, object, type JsonObject } from "../value";
import { bytesOf } from "./bytes";
import { decode, parseChanges, parseJson } from "./json";
import { recognise } from "./recognise";

/** One document that was read, and what it says it is. */
export interface Input {
  readonly path: string;
  readonly sha256: string;
  readonly kind: "plan" | "synth";
  /** The stack's name: from the document's own metadata, else from where it lies. */
  readonly name: string;
  readonly json: JsonObject;
}

export interface Inputs {
  readonly documents: readonly Input[];
  /** A synthesized directory of all stacks was given, so that a stack which is not there does not exist. */
  readonly whole: boolean;
}

/** Reads files, synthesized directories and `-` (standard input); the same file given twice counts once. */
export function read(paths: readonly string[]): Inputs {
  const documents = new Map<string, Input>();
  let whole = false;
  if (paths.length === 0) throw unreadable("the command line", "no path");
  for (const path of paths) {
    const found = path !== "-" && isDirectory(path) ? stacksOf(path) : { files: [path], whole: false };
    whole ||= found.whole;
    for (const file of found.files) documents.set(file, readDocument(file));
  }
  return { documents: [...documents.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), whole };
}

function readDocument(path: string): Input {
  const { bytes, measured } = load(path);
  const text = decode(bytes, path);
  const { kind, json } = recognise((measured && parseChanges(text, measured)) ?? parseJson(text, path), path);
  const sha256 = measured?.()?.sha256 ?? createHash("sha256").update(bytes).digest("hex");
  return { path, sha256, kind, name: nameOf(path, json), json };
}

function load(path: string): ReturnType<typeof bytesOf> {
  try {
    return bytesOf(path);
  } catch (error) {
    throw unreadable(path, inWords(error));
  }
}

/** cdktf writes the stack's name into its output; a plan has none, so its place in the tree must do. */
function nameOf(path: string, json: JsonObject): string {
  const stated = get(object(get(object(get(json, "//")), "metadata")), "stackName");
  if (typeof stated === "string" && stated !== "") return stated;
  const file = basename(path)
    .replace(/(\.tf)?\.json$/, "")
    .replace(/[.-]?(tf)?plan$/, "");
  if (path === "-") return "stdin";
  return file === "" || file === "cdk" || file === "main" ? basename(dirname(path)) || "root" : file;
}

function isDirectory(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw unreadable(path, inWords(error));
  }
}

/**
 * The stacks that a synthesized directory's manifest lists; a listed stack that is not there is an error, not a gap. A
 * single stack's own folder, such as `cdktf.out/stacks/NAME`, says nothing of the others.
 */
function stacksOf(directory: string): { readonly files: readonly string[]; readonly whole: boolean } {
  const manifest = join(directory, "manifest.json");
  if (existsSync(manifest)) {
    const json = parseJson(decode(readFileSync(manifest), manifest), manifest);
    const stacks = isObject(json) ? Object.values(object(get(json as JsonObject, "stacks"))) : [];
    const files = stacks.map((stack) => get(object(stack), "synthesizedStackPath")).filter((file) => typeof file === "string");
    if (files.length > 0) return { files: files.map((file) => join(directory, inside(file, manifest))), whole: true };
  } else {
    const stacks = join(directory, "stacks");
    const whole = existsSync(stacks);
    const found = whole ? readdirSync(stacks).map((name) => join(stacks, name, "cdk.tf.json")) : [join(directory, "cdk.tf.json")];
    const files = found.filter((file) => existsSync(file));
    if (files.length > 0) return { files, whole };
  }
  throw new RingfenceError(NOT_A_PLAN, {
    at: directory,
    given: "a directory without stacks",
    expected: "manifest.json or stacks/*/cdk.tf.json",
    fix: "Synthesize first: npx ringfence synth.",
  });
}

/** A manifest names files below itself; one that climbs out could make the reviewer read anything. */
function inside(file: string, manifest: string): string {
  if (!file.startsWith("/") && !file.split(/[\\/]/).includes("..")) return file;
  throw new RingfenceError(NOT_READABLE, {
    at: manifest,
    given: JSON.stringify(file),
    expected: "a path below the directory",
    fix: "Synthesize again.",
  });
}

/** The system's own words, without its abbreviation and without the path, which is said already. */
function inWords(error: unknown): string {
  return (error as Error).message.replace(/^[A-Z0-9_]+: /, "").replace(/, [a-z]+( '.*')?$/s, "");
}

function unreadable(at: string, given: string): RingfenceError {
  return new RingfenceError(NOT_READABLE, {
    at,
    given,
    expected: "a file or a synthesized directory",
    fix: "Give the path of a plan JSON, a cdk.tf.json or cdktf.out.",
  });
}
