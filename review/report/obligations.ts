import type { Report } from "./report";

type Obligation = Report["obligations"][number];
/** As many constructs as a line has room for; the JSON and the HTML have all. */
const MOST = 2;

/** What answers an obligation, by claim: `custody: keys/custodian-key, keys/key-policy and 3 more`. */
export function answeredBy({ claims, controls }: Obligation, most = MOST): string {
  return claims
    .map((claim) => {
      const constructs = controls.filter((control) => control.claim === claim).map(({ construct }) => construct);
      const rest = constructs.length - most;
      const named = constructs.slice(0, most).join(", ");
      return named === "" ? claim : `${claim}: ${named}${rest > 0 ? ` and ${rest} more` : ""}`;
    })
    .join("; ");
}
