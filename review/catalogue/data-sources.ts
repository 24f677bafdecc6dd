/** What reading a data source does beyond asking a cloud about what stands there. */
export type Reading = { readonly does: "nothing" } | { readonly does: "runs" | "asks"; readonly what: string };

const NOTHING: Reading = { does: "nothing" };

/** Data sources that act when terraform plans, by type. `asks`: what it sends stands in its block. */
const ACTING: ReadonlyMap<string, Reading> = new Map<string, Reading>([
  ["external", { does: "runs", what: "it runs a program when it is planned, and no plan shows what that does" }],
  ["http", { does: "asks", what: "it sends a request when it is planned" }],
  [
    "aws_lambda_invocation",
    { does: "runs", what: "it runs a function with its input when it is planned, and no plan shows what that does" },
  ],
]);

/** Providers whose data sources ask their own cloud, or make text of what they are given. A name that is looked up carries nothing. */
const READERS =
  /^(aws|awscc|google|azurerm|azuread|oci|random|time|tls|null|template|local|archive|terraform|cloudinit|dns|kubernetes|helm|kubectl)_/;

/** Undefined: its provider is in no table, so that it may do anything. */
export function readingOf(type: string): Reading | undefined {
  return ACTING.get(type) ?? (READERS.test(type) ? NOTHING : undefined);
}
