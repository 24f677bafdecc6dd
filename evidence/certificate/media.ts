import type { Predicate } from "../sign/predicates";

/** Notes what the signed words do not bear. */
type Refuse = (given: string, expected: string) => void;

/** Media were sanitised where a signed destruction names the record of each; no cloud lets anybody near its media. */
export function checkMedia({ store, method, sanitisation }: Predicate<"destruction">, asOf: string, refuse: Refuse): void {
  if (method === "physical destruction" && !sanitisation)
    refuse("a physical destruction without a record of the media", "sanitisation, with each record's digest (NIST SP 800-88 Rev. 2)");
  for (const { media, method: how, sanitisedAt } of sanitisation ?? []) {
    if (store.kind !== "data-centre") refuse(`media ${media} of a ${store.kind}`, "media of a data centre");
    if (method === "physical destruction" && how !== "destroy")
      refuse(`a physical destruction, while ${media} was sanitised by ${how}`, "the method destroy for each of the media");
    if (sanitisedAt > asOf) refuse(`${media}, sanitised on ${sanitisedAt}`, `a day that is not later than ${asOf}`);
  }
}
