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

/** A store by its name, a project by its id, or what stands above every project. */
export type Scope =
  | { readonly kind: "bucket" | "dataset"; readonly name: string | undefined }
  | { readonly kind: "project"; readonly id: string | null }
  | { readonly kind: "above" };
