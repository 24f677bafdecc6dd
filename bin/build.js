"use strict";
/**
 * Compiles a TypeScript entry, ours or a user's program, into one CommonJS file under `.build/`, and loads it.
 *
 * One file, since Node loads one bundle faster than the hundred files it is made of. Packages stay outside and so
 * does what `import()` asks for later: each is required at the moment that its importer runs, so `ringfence review`
 * never pays for cdktf. Nothing is compiled when no source has changed.
 */
const { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { dirname, join, relative, resolve } = require("node:path");
const { randomBytes } = require("node:crypto");

const ROOT = dirname(__dirname);
/** What `npm run build` compiles for those who install the package. */
const SHIPPED = ["main.ts", "cli/ringfence.ts", "review/read/measure.ts", "evidence/inventory/list-file.ts"];
/** Paths that a compiled file came from, for stack traces. */
const loaded = new Set();

/** Compiles the entry if a source is newer than the last time, and returns what its module exports. */
function load(entry) {
  const source = resolve(entry);
  const file = compiledPath(source);
  if (isFresh(file)) return requireFile(file);
  const { text, map, inputs } = compile(source, file);
  const code = `${STAMP}${JSON.stringify(inputs)}\n${text}`;
  try {
    write(`${file}.map`, map);
    write(file, code);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(error.code)) throw error;
    return evaluate(code, file); // a project that may only be read
  }
  delete require.cache[file];
  return requireFile(file);
}

/** Runs one of our own entries: from its source in a checkout, else as shipped. */
function run(entry) {
  traceSources();
  const source = join(ROOT, entry);
  return existsSync(source) ? load(source) : requireFile(shippedPath(entry));
}

/** Writes what the package ships. */
function buildShipped() {
  rmSync(join(ROOT, "dist"), { recursive: true, force: true });
  for (const entry of SHIPPED) {
    const file = shippedPath(entry);
    write(file, compile(join(ROOT, entry), file).text);
  }
}

const shippedPath = (entry) => join(ROOT, "dist", entry.replace(/\.ts$/, ".cjs"));

/** `.build/` lies beside the nearest package.json, so that the compiled file finds the same packages as its source. */
function compiledPath(source) {
  let root = dirname(source);
  while (!existsSync(join(root, "package.json")) && root !== dirname(root)) root = dirname(root);
  if (!existsSync(join(root, "package.json"))) root = dirname(source);
  return join(root, ".build", relative(root, source).replace(/\.[cm]?[jt]s$/, "") + ".cjs");
}

/** The first line of a compiled file lists what it was made of; equal sizes and times mean equal sources. */
const STAMP = "//! made of ";

function isFresh(file) {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return false;
  }
  if (!text.startsWith(STAMP)) return false;
  const inputs = JSON.parse(text.slice(STAMP.length, text.indexOf("\n")));
  return inputs.every(([path, stamp]) => stampOf(resolve(dirname(file), path)) === stamp);
}

function stampOf(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.size}:${stat.mtimeMs}` : "";
}

function compile(source, file) {
  const { buildSync } = require("esbuild");
  const { outputFiles, metafile } = quietly(buildSync, {
    absWorkingDir: ROOT,
    entryPoints: [source],
    outfile: file,
    bundle: true,
    packages: "external",
    external: [__filename], // shared with the bundle, not copied into it
    platform: "node",
    format: "cjs",
    target: "node20",
    supported: { "dynamic-import": false }, // a lazy require, as under jest
    sourcemap: "external",
    metafile: true,
    write: false,
    logLevel: "silent", // the thrown error says it all
  });
  const inputs = [__filename, ...Object.keys(metafile.inputs).map((path) => resolve(ROOT, path))];
  const output = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
  return { text: output(".cjs"), map: output(".map"), inputs: inputs.map((path) => [relative(dirname(file), path), stampOf(path)]) };
}

/** esbuild's own error prints itself at the length of a page; this one says each place and what is wrong there. */
function quietly(buildSync, options) {
  try {
    return buildSync(options);
  } catch (error) {
    if (!Array.isArray(error.errors)) throw error;
    const lines = error.errors.map(({ location, text }) =>
      location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
    );
    throw Object.assign(new Error(`cannot compile ${options.entryPoints[0]}\n${lines.join("\n")}`), { code: "COMPILE" });
  }
}

/** Whole or not at all: two commands may compile the same file at once. */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}-${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, text);
  renameSync(draft, file);
}

function requireFile(file) {
  loaded.add(file);
  return require(file);
}

function evaluate(code, file) {
  const module = new Module(file);
  module.filename = file;
  module.paths = Module._nodeModulePaths(dirname(file));
  module._compile(code, file);
  return module.exports;
}

/**
 * Stack traces name the sources. Node's own --enable-source-maps would also read the maps of every cdktf file
 * (50 ms at each start), so the maps are read here, and only when something was thrown.
 */
function sourceStack(stack) {
  let text = stack;
  for (const file of loaded) {
    if (!text.includes(file) || !existsSync(`${file}.map`)) continue;
    const map = new Module.SourceMap(JSON.parse(readFileSync(`${file}.map`, "utf8")));
    text = text.replace(new RegExp(`${escapeRegExp(file)}:(\\d+):(\\d+)`, "g"), (place, line, column) => {
      const found = map.findEntry(Number(line) - 2, Number(column) - 1); // the stamp is line 1
      return found.originalSource
        ? `${resolve(dirname(file), found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}`
        : place;
    });
  }
  return text;
}

const escapeRegExp = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Only for a process that is ours: who merely calls `load` keeps its own way to die. */
function traceSources() {
  process.on("uncaughtExceptionMonitor", (error) => {
    if (error instanceof Error && error.stack) error.stack = sourceStack(error.stack);
  });
}

module.exports = { load, run, sourceStack };

if (require.main === module) {
  const [entry] = process.argv.splice(2, 1); // the entry sees its own arguments only
  if (entry === "--shipped") buildShipped();
  else if (entry) {
    traceSources();
    load(entry);
  } else {
    console.error("usage: node bin/build.js ENTRY.ts [ARGUMENT…] | --shipped");
    process.exitCode = 2;
  }
}
