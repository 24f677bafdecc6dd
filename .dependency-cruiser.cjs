"use strict";
/**
 * Imports run one way: config <- constructs <- stacks <- main; config <- review; config <- evidence <- stacks, since a
 * purge is built from proof alone; cli on top.
 * The review never sees constructs, stacks or cdktf, so that it can judge plans that nobody here wrote.
 */
const FOLDERS = ["config", "constructs", "stacks", "review", "evidence", "cli", "rehearsal", "bench", "test"];

/** Which of our folders each folder may import, itself apart. */
const MAY_IMPORT = {
  config: [],
  constructs: ["config"],
  stacks: ["config", "constructs", "evidence"],
  review: ["config"],
  evidence: ["config"],
  rehearsal: ["config", "constructs", "stacks", "review", "evidence", "cli"],
  cli: ["config", "constructs", "stacks", "review", "evidence", "rehearsal"],
};

const oneWay = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports-one-way`,
  severity: "error",
  comment: `${folder} may import ${allowed.join(", ") || "nothing of ours"}.`,
  from: { path: `^${folder}/` },
  to: { path: `^(main[.]ts$|(${FOLDERS.filter((other) => other !== folder && !allowed.includes(other)).join("|")})/)` },
}));

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...oneWay,
    {
      name: "no-cdktf-outside-synthesis",
      severity: "error",
      comment: "The program, the review and evidence start without cdktf; only constructs, stacks and those who wire them load it.",
      from: { path: "^(config|review|evidence)/" },
      to: { path: "node_modules/(cdktf|cdktn|constructs|@cdktf)(/|$)" },
    },
    {
      name: "commands-load-synthesis-when-asked",
      severity: "error",
      comment: "`ringfence review` starts fast because what needs cdktf is imported inside the command that needs it.",
      from: { path: "^cli/" },
      to: {
        path: "^(constructs|stacks|rehearsal)/|node_modules/(cdktf|cdktn|constructs|@cdktf)(/|$)",
        dynamic: false,
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "no-provider-barrel",
      severity: "error",
      comment: "The barrel of a provider takes 2 s and 500 MB to load.",
      from: {},
      to: { path: "node_modules/@cdktf/provider-[a-z]+/lib/index[.]" },
    },
    {
      name: "no-barrel",
      severity: "error",
      comment: "Import from the file that defines it.",
      from: {},
      to: { path: "/index[.]ts$", pathNot: "node_modules" },
    },
    {
      name: "no-cycle",
      severity: "error",
      comment: "What imports each other is one thing, or needs a third.",
      from: {},
      to: { circular: true },
    },
    {
      name: "not-to-test",
      severity: "error",
      comment: "Nothing shipped leans on tests.",
      from: { pathNot: "^(test|bench)/" },
      to: { path: "^test/" },
    },
    {
      name: "not-to-unresolvable",
      severity: "error",
      comment: "A name that resolves to nothing.",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "shipped-code-needs-shipped-packages",
      severity: "error",
      comment: "A package that only developers install cannot be needed by what users run.",
      from: { path: "^(main[.]ts|config|constructs|stacks|review|evidence|cli|bin)", pathNot: "^bin/licences[.]js$" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^([.]build|[.]rehearsal|cdktf[.]out|coverage|dist)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default", "types"] },
    cache: { folder: ".build/depcruise", strategy: "metadata" },
  },
};
