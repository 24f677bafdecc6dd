import { member } from "../place/google-names";

export interface GoogleBinding {
  readonly role: string;
  readonly members: readonly string[];
}

/**
 * A bucket's whole policy, as text that stands in the plan. It replaces what Cloud Storage binds to a new bucket: the
 * legacy roles of the project's owners, editors and viewers, editors' being read and write of every object.
 */
export function googlePolicy(bindings: readonly GoogleBinding[]): string {
  return JSON.stringify({ bindings });
}

/** What Storage Transfer Service needs of a source (its documentation, "Required permissions"). */
export function transferSource(agent: string): readonly GoogleBinding[] {
  return [
    { role: "roles/storage.legacyBucketReader", members: [member(agent)] },
    { role: "roles/storage.objectViewer", members: [member(agent)] },
  ];
}

/** What it needs of a sink: to overwrite is to delete, and the replaced version stays as a noncurrent one. */
export function transferSink(agent: string): readonly GoogleBinding[] {
  return [
    { role: "roles/storage.legacyBucketWriter", members: [member(agent)] },
    { role: "roles/storage.legacyObjectReader", members: [member(agent)] },
  ];
}
