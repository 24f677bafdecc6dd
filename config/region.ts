/** The clouds that Ringfence can place or judge. Azure and Oracle are judged only. */
export type Cloud = "aws" | "google" | "oracle" | "azure";
export const CLOUDS: readonly Cloud[] = ["aws", "google", "oracle", "azure"];

export type LocationKind = "region" | "local-zone" | "wavelength-zone" | "multi-region" | "dual-region";

/** One row of a cloud's location table. */
export interface Location {
  readonly cloud: Cloud;
  /** The cloud's own name, in its own case: `us-east-1`, `us-central1`, `NAM4`, `us-ashburn-1`, `eastus`. */
  readonly name: string;
  readonly kind: LocationKind;
  /** ISO 3166-1 alpha-2 codes of every country in which the location's data may lie. */
  readonly countries: readonly string[];
  /** Which separate cloud it belongs to: `aws`, `aws-us-gov`, `aws-cn`, `aws-eusc`, `google`, `oracle`, `oc2`, `azure`, `azure-us-gov` … */
  readonly partition: string;
  /** The region that a zone belongs to. */
  readonly enclosing?: string;
  /** The page that says so. */
  readonly source: string;
}
