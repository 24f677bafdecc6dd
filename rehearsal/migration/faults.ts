/** What can be planted, and by which code or verdict it must be caught; `null` where the move must arrive in spite of it. */
export const FAULTS = {
  lost: { what: "an object is lost at home after the second copy", caughtBy: "PURGE-UNPROVED" },
  altered: { what: "an object is altered at home at equal size after the second copy", caughtBy: "PURGE-UNPROVED" },
  late: { what: "an object is written at the old side while it is listed", caughtBy: "PURGE-UNPROVED" },
  "tampered-evidence": { what: "one byte of the signed evidence is changed", caughtBy: "PURGE-ENVELOPE" },
  "tampered-inventory": { what: "one line is taken out of the inventory", caughtBy: "PURGE-INVENTORY" },
  "one-signature": { what: "only the gatekeeper signs", caughtBy: "PURGE-ENVELOPE" },
  "late-freeze": { what: "the last write comes after the listing", caughtBy: "PURGE-WRITTEN-SINCE" },
  "legal-hold": { what: "a court has the copy kept, and the program names no release", caughtBy: "PROGRAM-HOLD" },
  "extra-object": { what: "an object comes to the old side after the evidence", caughtBy: "PURGE-ARRIVED" },
  "lost-row": { what: "a row of the database is lost at home", caughtBy: "mismatch" },
  "altered-row": { what: "a row of the database is changed at home after the databases matched", caughtBy: "PURGE-UNPROVED" },
  "killed-purge": { what: "the purge is killed half-way and started again", caughtBy: null },
} as const satisfies Readonly<Record<string, { readonly what: string; readonly caughtBy: string | null }>>;

export type Fault = keyof typeof FAULTS;

export const isFault = (name: string): name is Fault => Object.hasOwn(FAULTS, name);

/** Ends a rehearsal early: the fault was caught, here, by this. */
export class Caught extends Error {
  constructor(
    readonly fault: Fault,
    readonly where: string,
    readonly by: string,
  ) {
    super(`${fault} was caught at ${where} by ${by}`);
  }
}
