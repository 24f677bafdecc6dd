import type { CopyData } from "../schema/schema";

/** How keys of an old copy and of its home are brought to one form. Nothing is done unless it is asked for. */
export interface KeyForm {
  /** Old prefix to new prefix, for keys of the legacy side; the longest that fits is replaced. */
  readonly prefixes: Readonly<Record<string, string>>;
  /** `nfc` composes characters, on both sides: file systems of data centres often hold them decomposed. */
  readonly unicode: "as-is" | "nfc";
}

export const AS_IS: KeyForm = { prefixes: {}, unicode: "as-is" };

/** As the program says it. */
export const keyFormOf = (copy: CopyData): KeyForm => ("keys" in copy && copy.keys) || AS_IS;

/** For a comparison the other way, where home's keys are the ones that are brought to the old side's form. */
export const keyFormBack = ({ prefixes, unicode }: KeyForm): KeyForm => ({
  prefixes: Object.fromEntries(Object.entries(prefixes).map(([from, to]) => [to, from])),
  unicode,
});

/** The order in which prefixes are written says nothing. */
export const sameKeyForm = (one: KeyForm, other: KeyForm): boolean => words(one) === words(other);

const words = ({ prefixes, unicode }: KeyForm) => JSON.stringify([unicode, Object.entries(prefixes).sort(([a], [b]) => (a < b ? -1 : 1))]);
