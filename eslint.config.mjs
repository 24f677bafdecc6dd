import js from "@eslint/js";
import tseslint from "typescript-eslint";

const barrels = ["@cdktf/provider-aws", "@cdktf/provider-google"].map((name) => ({
  name,
  message: `It loads every resource type (2 s, 500 MB). Import from "${name}/lib/<type>".`,
}));

const exported = [
  { selector: "ExportDefaultDeclaration", message: "Export it by name, so that it has one name everywhere." },
  { selector: "ExportAllDeclaration", message: "No barrels: import from the file that defines it." },
];
const endless = {
  selector: "CallExpression[callee.name=/^mkdir(Sync)?$/] Property[key.name='recursive']",
  message: "It never ends under /proc. Call makeFolder of config/folder.ts.",
};

/** Our value objects: each is written in text as what it is. */
const valueObjects = [{ from: "file", name: ["AccountId", "Arn", "Cidr", "Digest", "Instant", "Place", "Region"] }];

export default tseslint.config(
  { ignores: ["cdktf.out*/", "dist/", ".build/", ".rehearsal/", "coverage/"] },
  js.configs.recommended,
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strict],
    languageOptions: { parserOptions: { project: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: "error",
      "no-console": "error",
      "max-lines": ["error", { max: 300 }],
      "no-restricted-imports": ["error", { paths: barrels }],
      "no-restricted-syntax": ["error", ...exported],
      // Constructs are made for what their constructors do.
      "no-new": "off",
      "@typescript-eslint/no-extraneous-class": "off",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports", disallowTypeAnnotations: false }],
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true, allow: valueObjects }],
      "@typescript-eslint/no-unnecessary-condition": "error",
      "@typescript-eslint/prefer-readonly": "error",
    },
  },
  // The data of a table is as long as the world is.
  {
    files: ["config/jurisdictions/**", "review/catalogue/**", "test/rehearsal/estate.ts"],
    rules: { "max-lines": "off" },
  },
  // A table of cases is as long as what can go wrong.
  { files: ["test/**/*.test.ts", "test/policies/cases/**"], rules: { "max-lines": ["error", { max: 450 }] } },
  // Where users say which folder.
  { files: ["cli/**/*.ts", "config/**/*.ts", "evidence/**/*.ts"], rules: { "no-restricted-syntax": ["error", ...exported, endless] } },
  // A program may be what a module is.
  { files: ["config/programs/**"], rules: { "no-restricted-syntax": "off" } },
  // These speak to a terminal.
  { files: ["main.ts", "cli/**", "bench/**", "rehearsal/**", "test/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.js", "**/*.cjs"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        __dirname: "readonly",
        __filename: "readonly",
        console: "readonly",
        module: "writable",
        process: "readonly",
        require: "readonly",
      },
    },
    rules: { eqeqeq: "error" },
  },
);
