interface Lock {
  packages: Record<string, { license?: string; link?: boolean; dependencies?: Record<string, string> }>;
}
/** Transitive packages that are allowed by name: the licence that was read. */
export const BY_NAME: Readonly<Record<string, string>>;
/** What stands in a lock file that may not, one line each. */
export function refusedLicences(lock: Lock): string[];
