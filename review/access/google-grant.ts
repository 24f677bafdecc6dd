import type { Resource } from "../facts/model";

/** One role that a policy of Google's gives, to whom, on what, and when. Undefined parts are not known. */
export interface Grant {
  readonly resource: Resource;
  /** `roles/…`; a custom role of the inputs by its resource. */
  readonly role: string | Resource | undefined;
  readonly members: readonly (string | undefined)[];
  /** Null where there is none. */
  readonly condition: string | null | undefined;
  readonly on: Scope;
}

/** A store by its name, a service account by its address, a project by its id, what stands above every project, or anything else. */
export type Scope =
  | { readonly kind: "bucket" | "dataset" | "account"; readonly name: string | undefined }
  | { readonly kind: "other" }
  | { readonly kind: "project"; readonly id: string | null }
  | { readonly kind: "above" };
