import { every, not, some, type Three } from "../access/three";
import { first, select, type Value } from "../value";
import type { Estate } from "./estate";
import type { Resource } from "./model";

/** A kind of event that a trail must record: one concrete API call, of which only the object or the caller is left open. */
export interface TrailEvent {
  readonly category: "Management" | "Data";
  readonly source: string;
  readonly readOnly: boolean;
  /** A data event's `resources.type`, and what it is about: one ARN, or everything that begins so. */
  readonly type?: string;
  readonly arn?: string;
  readonly prefix?: string;
}

/** Does the trail record every event of that kind? Unknown where a selector's text is not known. */
export function records(trail: Resource, event: TrailEvent, estate: Estate): Three {
  const advanced = select(trail.values, "advanced_event_selector[]");
  if (advanced.length > 0) return some(advanced.map(({ value }) => takes(value, event, trail, estate)));
  const basic = select(trail.values, "event_selector[]");
  // Without any selector a trail records management events and no data events (CloudTrail API reference, PutEventSelectors).
  return basic.length > 0 ? some(basic.map(({ value }) => basicTakes(value, event, trail, estate))) : event.category === "Management";
}

/** Does the trail see what happens in an account and region? An organization's sees every account of it. */
export function reaches(trail: Resource, account: string | null, region: string | null, estate: Estate): Three {
  const own = estate.placeOf(trail);
  const flag = (name: string): Three => truth(first(trail.values, name), trail, estate);
  const same = (a: string | null, b: string | null): Three => (a === null || b === null ? "unknown" : a === b);
  return every([
    some([flag("is_organization_trail"), same(own.account, account)]),
    some([flag("is_multi_region_trail"), same(own.region, region)]),
  ]);
}

/** A flag that is absent is off. */
export function truth(value: Value | undefined, resource: Resource, estate: Estate): Three {
  if (value === undefined) return false;
  const text = estate.resolver.text(value, resource.stack);
  return text === undefined ? "unknown" : text === "true";
}

const OPERATORS = ["equals", "starts_with", "ends_with", "not_equals", "not_starts_with", "not_ends_with"] as const;
type Operator = (typeof OPERATORS)[number];

/** All fields of a selector hold, and of a field's operators all that are there (CloudTrail API reference, AdvancedFieldSelector). */
function takes(selector: Value, event: TrailEvent, trail: Resource, estate: Estate): Three {
  const fields = select(selector, "field_selector[]");
  if (fields.length === 0) return "unknown";
  return every(
    fields.flatMap(({ value }) => {
      const field = estate.resolver.text(first(value, "field"), trail.stack);
      return OPERATORS.flatMap((operator): Three[] => {
        const values = select(value, `${operator}[]`).map((found) => estate.resolver.text(found.value, trail.stack));
        if (values.length === 0) return [];
        return [field === undefined ? "unknown" : holds(field, operator, values, event)];
      });
    }),
  );
}

function holds(field: string, operator: Operator, values: readonly (string | undefined)[], event: TrailEvent): Three {
  const negated = operator.startsWith("not_");
  const compare = operator.replace("not_", "") as "equals" | "starts_with" | "ends_with";
  const known = values.map((value): Three => (value === undefined ? "unknown" : subject(field, compare, value, event, negated)));
  return negated ? not(some(known)) : some(known);
}

/** Does one value of a field match? For a negated operator: does it match any event of the kind, which it would then leave out? */
function subject(field: string, compare: "equals" | "starts_with" | "ends_with", value: string, event: TrailEvent, any: boolean): boolean {
  if (field === "resources.ARN" && event.prefix !== undefined) {
    if (any)
      return compare === "ends_with" || value.startsWith(event.prefix) || (compare === "starts_with" && event.prefix.startsWith(value));
    return compare === "starts_with" && event.prefix.startsWith(value);
  }
  const own = fieldOf(field, event);
  // A field that the kind leaves open, such as the event's name or the caller, narrows the selector: it takes some and not all.
  if (own === undefined) return any;
  return compare === "equals" ? own === value : compare === "starts_with" ? own.startsWith(value) : own.endsWith(value);
}

function fieldOf(field: string, event: TrailEvent): string | undefined {
  switch (field) {
    case "eventCategory":
      return event.category;
    case "eventSource":
      return event.source;
    case "readOnly":
      return String(event.readOnly);
    case "resources.type":
      return event.type;
    case "resources.ARN":
      return event.arn;
    default:
      return undefined;
  }
}

/** The older selectors: a type and the beginnings of ARNs; `arn:aws:s3` or `arn:aws:dynamodb` alone is every one (CloudTrail API reference, DataResource). */
function basicTakes(selector: Value, event: TrailEvent, trail: Resource, estate: Estate): Three {
  const text = (value: Value | undefined) => estate.resolver.text(value, trail.stack);
  const only = first(selector, "read_write_type");
  const kind = only === undefined ? "All" : text(only);
  const direction: Three = kind === undefined ? "unknown" : kind === "All" || (kind === "ReadOnly") === event.readOnly;
  if (event.category === "Management") {
    const included = first(selector, "include_management_events");
    const excluded = select(selector, "exclude_management_event_sources[]").map(({ value }) => text(value));
    return every([
      direction,
      included === undefined ? true : truth(included, trail, estate),
      ...excluded.map((source): Three => (source === undefined ? "unknown" : source !== event.source)),
    ]);
  }
  const about = select(selector, "data_resource[]").map(({ value }): Three => {
    const type = text(first(value, "type"));
    const values = select(value, "values[]").map((found) => text(found.value));
    const target = event.prefix ?? event.arn ?? "";
    const covered = values.map((start): Three => (start === undefined ? "unknown" : target.startsWith(start)));
    return every([type === undefined ? "unknown" : type === event.type, some(covered)]);
  });
  return every([direction, some(about)]);
}
