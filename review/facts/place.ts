import { locate, type Jurisdiction } from "../../config/jurisdiction";
import type { Cloud } from "../../config/region";
import { again } from "../again";
import { entryOf } from "../catalogue/catalogue";
import type { DataEntry, Enclosing, Entry } from "../catalogue/model";
import { first, get, isAbsent, select, type Value } from "../value";
import { accountOf } from "./derived";
import { statedOf } from "./enclosing";
import { agree, ofProvider, ofSibling, ownArn, reported, zoneOf, type Evidence, type Zone } from "./evidence";
import { nowhere, placed } from "./locate";
import type { Place, Provider, Resource } from "./model";
import { cloudOf } from "./providers";
import type { Resolver } from "./resolve";

const nowhereByDesign = (cloud: Cloud, account: string | undefined): Place => ({
  cloud,
  account: account ?? null,
  region: "global",
  jurisdiction: null,
  decidedBy: "default",
  why: "the cloud keeps it in no region",
});

/** What a provider says of all that is under it; and once that was asked, the place of those of which nothing else says anything. */
interface Provided {
  readonly account?: string;
  readonly evidence: readonly Evidence[];
  place?: Place;
}

/** Where each resource lies, and what decided it: the order of evidence is the one that plans were found to need (docs/decisions). */
export class Places {
  private readonly known = new Map<Resource, Place>();
  private readonly providers = new Map<Provider, Provided>();

  constructor(
    private readonly jurisdiction: Jurisdiction,
    private readonly resolver: Resolver,
  ) {}

  readonly of = again((resource: Resource): Place => {
    const cached = this.known.get(resource);
    if (cached) return cached;
    const place = this.decide(resource);
    this.known.set(resource, place);
    return place;
  });

  private decide(resource: Resource): Place {
    const cloud = cloudOf(resource.type);
    const entry = entryOf(resource.type);
    if (!cloud)
      return entry
        ? { ...nowhere(undefined, "its provider reaches no cloud"), region: "global", decidedBy: "default" }
        : nowhere(undefined, "no table says which cloud its provider reaches");
    const account = this.accountOf(resource);
    if (entry?.global) return nowhereByDesign(cloud, account);
    if (cloud === "aws") return this.onAws(resource, account);
    const data = entry?.kind === "data" ? entry : undefined;
    const enclosing = statedOf(data?.enclosing, resource) ?? data?.enclosing?.[0];
    if (enclosing) return this.enclosing(resource, cloud, enclosing, account);
    return this.stated(resource, cloud, entry, account) ?? this.byDefault(resource, cloud, data, account);
  }

  accountOf(resource: Resource): string | undefined {
    const text = this.textOf(resource);
    if (cloudOf(resource.type) === "google") {
      const project = get(resource.values, "project");
      if (!isAbsent(project)) return text(project);
    }
    const own = this.ofProvider(resource).account;
    const arn = ownArn(resource, text)?.account;
    const accounts = [own, arn, resource.imported?.account].filter((each) => each !== undefined && /^\d{12}$/.test(each));
    // Two accounts at once are none that is known.
    return new Set(accounts).size > 1 ? undefined : (own ?? (arn || resource.imported?.account));
  }

  /** What a provider says is the same for everything under it. */
  private ofProvider(resource: Resource): Provided {
    const { provider } = resource;
    if (!provider) return { evidence: [] };
    const known = this.providers.get(provider);
    if (known) return known;
    const text = this.textOf(resource);
    const found: Provided = { account: accountOf(provider, text)?.id, evidence: ofProvider(provider, text) };
    this.providers.set(provider, found);
    return found;
  }

  private readonly textOf = (resource: Resource) => (value: Value | undefined) => this.resolver.text(value, resource.stack);

  /** The resource's own region overrides its provider's (aws 6); what the provider reports of it must agree with either. */
  private onAws(resource: Resource, account: string | undefined): Place {
    const text = this.textOf(resource);
    if (account === undefined && this.ofProvider(resource).account !== undefined)
      return nowhere("aws", "the evidence disagrees: its provider works in another account than its ARN or its import names");
    const own = ownRegion(resource);
    if (own !== undefined && text(own) === undefined)
      return nowhere("aws", `its region is not known: ${this.reason(own, resource)}`, account);
    const seen = reported(resource, text);
    const zone = zoneOf(resource, text);
    if (own !== undefined)
      return this.decided([{ region: text(own) ?? "", decidedBy: "resource-region", why: "its region" }, ...seen], zone, resource, account);
    const provided = this.ofProvider(resource);
    const decide = () => this.decided([...provided.evidence, ...seen, ...ofSibling(resource.provider)], zone, resource, account);
    // What says nothing itself lies where everything does of which its provider alone says it.
    if (seen.length > 0 || zone || account !== provided.account) return decide();
    return (provided.place ??= decide());
  }

  private decided(evidence: readonly Evidence[], zone: Zone | undefined, resource: Resource, account: string | undefined): Place {
    const decided = agree(zone ? [...evidence, { ...zone, region: zone.of }] : evidence);
    if (decided === undefined) return this.unstated(resource, account);
    if (decided.kind === "conflict") return nowhere("aws", decided.why, account);
    const by = zone ?? decided.evidence;
    return placed(this.jurisdiction, { cloud: "aws", account, region: by.region, decidedBy: by.decidedBy, why: by.why });
  }

  private unstated(resource: Resource, account: string | undefined): Place {
    const region = resource.provider && get(resource.provider.values, "region");
    return nowhere(
      "aws",
      isAbsent(region)
        ? "its provider states no region, so the environment decides"
        : `its provider's region is not known: ${this.reason(region, resource)}`,
      account,
    );
  }

  /** What the resource itself says: its location, its zone. */
  private stated(resource: Resource, cloud: Cloud, entry: Entry | undefined, account: string | undefined): Place | undefined {
    for (const attribute of entry?.place ?? []) {
      const value = first(resource.values, attribute);
      if (value === undefined) continue;
      const region = this.resolver.text(value, resource.stack);
      if (region === undefined) return nowhere(cloud, `its ${attribute} is not known: ${this.reason(value, resource)}`, account);
      if (region === "global" && entry?.kind === "harmless") return nowhereByDesign(cloud, account);
      const zone = /zone/.test(attribute);
      const name = zone ? (locate(cloud, region)?.name ?? region) : region;
      return placed(this.jurisdiction, { cloud, account, region: name, decidedBy: zone ? "zone" : "attribute", why: `its ${attribute}` });
    }
    const hidden = (entry?.place ?? []).flatMap((attribute) => select(resource.values, attribute));
    return hidden.length > 0 ? nowhere(cloud, "its location is not known", account) : undefined;
  }

  private byDefault(resource: Resource, cloud: Cloud, entry: DataEntry | undefined, account: string | undefined): Place {
    if (entry?.placeWithout)
      return placed(this.jurisdiction, {
        cloud,
        account,
        region: entry.placeWithout,
        decidedBy: "default",
        why: `where ${cloud} puts it when its location is not given`,
      });
    const decided = agree(this.ofProvider(resource).evidence);
    if (decided?.kind === "agreed") {
      const { region, decidedBy, why } = decided.evidence;
      return placed(this.jurisdiction, { cloud, account, region, decidedBy, why });
    }
    const region = resource.provider && get(resource.provider.values, "region");
    return nowhere(
      cloud,
      isAbsent(region)
        ? "its provider states no region, so the environment decides"
        : `its provider's region is not known: ${this.reason(region, resource)}`,
      account,
    );
  }

  private enclosing(resource: Resource, cloud: Cloud, { attribute, type, by }: Enclosing, account: string | undefined): Place {
    const value = first(resource.values, attribute);
    const text = this.resolver.text(value, resource.stack);
    const match = /^projects\/([^/]+)\/locations\/([^/]+)(?:\/|$)/.exec(text ?? "");
    if (match)
      return placed(this.jurisdiction, {
        cloud,
        account: match[1],
        region: match[2] as string,
        decidedBy: "enclosing",
        why: `its ${attribute}`,
      });
    const resolved = this.resolver.resolve(value, resource.stack);
    const named = resolved.kind === "resource" ? resolved.resource : this.resolver.byName(resource.stack, type, by, text);
    if (!named) return nowhere(cloud, `its ${attribute} is not known: ${this.reason(value, resource)}`, account);
    this.known.set(resource, nowhere(cloud, "it lies in a resource that lies in it"));
    return { ...this.of(named), decidedBy: "enclosing", why: `in ${named.address}` };
  }

  private reason(value: Value | undefined, resource: Resource): string {
    const resolved = this.resolver.resolve(value, resource.stack);
    return resolved.kind === "unresolved"
      ? resolved.reason
      : resolved.kind === "resource"
        ? `${resolved.resource.address}.${resolved.attribute} is made by its provider`
        : "it is no name of anything in these inputs";
  }
}

/** The `region` that the configuration sets on the resource itself; of some types it means another's. */
function ownRegion(resource: Resource): Value | undefined {
  const entry = entryOf(resource.type);
  if (entry?.kind === "data" && entry.destinations?.some(({ path }) => path === "region")) return undefined;
  const written = resource.source ? get(resource.source, "region") : resource.written ? get(resource.written, "region") : undefined;
  return written === undefined || written === null ? undefined : get(resource.values, "region");
}
