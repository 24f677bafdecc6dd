import type { Jurisdiction } from "../../config/jurisdiction";
import type { Cloud } from "../../config/region";
import { parseArn } from "../arn";
import { entryOf } from "../catalogue/catalogue";
import type { DataEntry, Enclosing } from "../catalogue/model";
import { first, get, isAbsent, type Value } from "../value";
import { accountOf, regionOf } from "./derived";
import { nowhere, placed } from "./locate";
import type { Place, Resource } from "./model";
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

/** Where each resource lies, and what decided it: the order of evidence is the one that plans were found to need (docs/decisions). */
export class Places {
  private readonly known = new Map<Resource, Place>();

  constructor(
    private readonly jurisdiction: Jurisdiction,
    private readonly resolver: Resolver,
  ) {}

  of(resource: Resource): Place {
    const cached = this.known.get(resource);
    if (cached) return cached;
    this.known.set(resource, nowhere(cloudOf(resource.type), "it lies in a resource that lies in it"));
    const place = this.decide(resource);
    this.known.set(resource, place);
    return place;
  }

  private decide(resource: Resource): Place {
    const cloud = cloudOf(resource.type);
    const entry = entryOf(resource.type);
    if (!cloud)
      return entry
        ? { ...nowhere(undefined, "its provider reaches no cloud"), region: "global", decidedBy: "default" }
        : nowhere(undefined, "no table says which cloud its provider reaches");
    const account = this.accountOf(resource);
    if (entry?.global) return nowhereByDesign(cloud, account);
    if (entry?.kind === "data" && entry.enclosing) return this.enclosing(resource, cloud, entry.enclosing, account);
    return (
      this.stated(resource, cloud, entry?.place ?? [], account) ??
      this.byDefault(resource, cloud, entry?.kind === "data" ? entry : undefined, account)
    );
  }

  accountOf(resource: Resource): string | undefined {
    const text = (value: Value | undefined) => this.resolver.text(value, resource.stack);
    const cloud = cloudOf(resource.type);
    if (cloud === "google") {
      const project = get(resource.values, "project");
      if (!isAbsent(project)) return text(project);
    }
    const arn = parseArn(text(get(resource.values, "arn")) ?? "");
    return accountOf(resource.provider, text)?.id ?? (arn?.account || undefined);
  }

  /** What the resource itself says: its own `region` (aws 6), its location, its zone. */
  private stated(resource: Resource, cloud: Cloud, attributes: readonly string[], account: string | undefined): Place | undefined {
    for (const attribute of cloud === "aws" ? ["region", ...attributes] : attributes) {
      const value = first(resource.values, attribute);
      if (value === undefined) continue;
      const region = this.resolver.text(value, resource.stack);
      if (region === undefined) return nowhere(cloud, `its ${attribute} is not known: ${this.reason(value, resource)}`, account);
      const reported =
        attribute === "region" && cloud === "aws" && resource.source !== undefined && get(resource.source, "region") === undefined;
      if (region === "global" && entryOf(resource.type)?.kind === "harmless") return nowhereByDesign(cloud, account);
      const decidedBy = /zone/.test(attribute)
        ? "zone"
        : attribute === "region" && cloud === "aws" && !reported
          ? "resource-region"
          : "attribute";
      return placed(this.jurisdiction, { cloud, account, region, decidedBy, why: `its ${attribute}` });
    }
    return undefined;
  }

  private byDefault(resource: Resource, cloud: Cloud, entry: DataEntry | undefined, account: string | undefined): Place {
    const { provider } = resource;
    const at = (region: string, decidedBy: Place["decidedBy"], why: string) =>
      placed(this.jurisdiction, { cloud, account, region, decidedBy, why });
    if (entry?.placeWithout) return at(entry.placeWithout, "default", `where ${cloud} puts it when its location is not given`);
    const constant = regionOf(provider, (value) => this.resolver.text(value, resource.stack));
    const probe = provider?.probe;
    const arn = parseArn(this.resolver.text(get(resource.values, "arn"), resource.stack) ?? "")?.region;
    const evidence = [...new Set([constant, probe, arn].filter((one) => one))];
    if (evidence.length > 1) return nowhere(cloud, `the evidence disagrees: ${evidence.join(", ")}`, account);
    if (constant) return at(constant, "constant", `the region of its provider`);
    if (probe) return at(probe, "probe", `data.aws_region under its provider`);
    if (arn) return at(arn, "arn", "its ARN");
    const region = provider && get(provider.values, "region");
    return nowhere(
      cloud,
      isAbsent(region)
        ? "its provider states no region, so the environment decides"
        : `its provider's region is not known: ${this.reason(region, resource)}`,
      account,
    );
  }

  private enclosing(resource: Resource, cloud: Cloud, { attribute, type, by }: Enclosing, account: string | undefined): Place {
    const value = get(resource.values, attribute);
    const text = this.resolver.text(value, resource.stack);
    const match = /^projects\/([^/]+)\/locations\/([^/]+)\//.exec(text ?? "");
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
    return { ...this.of(named), decidedBy: "enclosing", why: `in ${named.address}` };
  }

  private reason(value: Value | undefined, resource: Resource): string {
    const resolved = this.resolver.resolve(value, resource.stack);
    return resolved.kind === "unresolved"
      ? resolved.reason
      : resolved.kind === "resource"
        ? `${resolved.resource.address}.${resolved.attribute} is made by its provider`
        : "it is no name";
  }
}
