import { locate, type Jurisdiction } from "../../config/jurisdiction";
import type { Cloud } from "../../config/region";
import type { Place } from "./model";

/**
 * Cloud Storage writes `US-CENTRAL1` where Google's tables write `us-central1`; both name one place. So do `East US` and `eastus`:
 * Azure's provider takes names as its portal shows them (azurerm, `location.Normalize`).
 */
export function canonical(cloud: Cloud, name: string): string {
  if (cloud === "azure") return [name, name.toLowerCase().replaceAll(" ", "")].find((each) => locate(cloud, each)) ?? name;
  if (cloud !== "google") return name;
  // Spanner names a region's configuration after it (Spanner, instance configurations).
  const plain = /^(?:projects\/[^/]+\/instanceConfigs\/)?regional-([a-z0-9-]+)$/.exec(name)?.[1];
  if (plain !== undefined) return plain;
  return [name, name.toLowerCase(), name.toUpperCase()].find((each) => locate(cloud, each)) ?? name;
}

export interface Whereabouts {
  readonly cloud: Cloud;
  readonly account: string | undefined;
  readonly region: string;
  readonly decidedBy: Place["decidedBy"];
  readonly why: string;
}

/** A place with the countries that it may lie in. */
export function placed(jurisdiction: Jurisdiction, { cloud, account, region, decidedBy, why }: Whereabouts): Place {
  const name = canonical(cloud, region);
  const countries = locate(cloud, name)?.countries;
  const inside = jurisdiction.judge(cloud, name) === "inside";
  return {
    cloud,
    account: account ?? null,
    region: name,
    jurisdiction: inside ? jurisdiction.code : countries?.length ? [...countries].sort().join("+") : null,
    decidedBy,
    why,
  };
}

export function nowhere(cloud: Cloud | undefined, why: string, account?: string): Place {
  return { cloud: cloud ?? null, account: account ?? null, region: null, jurisdiction: null, decidedBy: "unresolved", why };
}
