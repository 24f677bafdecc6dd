/** Codes that people write for a country whose ISO code is another: the European Commission's own for two of them. */
const MISTAKEN = new Map([
  ["UK", "GB"],
  ["EL", "GR"],
]);

const ENGLISH = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });

/** Codes that somebody may have meant: the same letters in another case, the begin of a longer one, or the country's English name. */
export function nearCodes(given: string, codes: readonly string[]): readonly string[] {
  const text = given.trim().toUpperCase();
  const mistaken = MISTAKEN.get(text);
  if (mistaken) return [mistaken];
  if (text.length < 2) return [];
  const named = codes.filter((code) => code.length === 2 && ENGLISH.of(code)?.toUpperCase().startsWith(text));
  const begun = codes.filter((code) => text.startsWith(code));
  return [...new Set([...begun, ...named])].slice(0, 6);
}
