import type { Cloud } from "../../config/region";
import type { Input } from "../read/read";
import type { JsonObject, Value, ValueObject } from "../value";
import type { PlanConfiguration } from "./configuration";

/** What terraform is about to do with a resource; `none` where there is no plan. */
export type Action = "create" | "read" | "update" | "replace" | "delete" | "no-op" | "forget" | "none" | "unknown";

/** A provider's configuration: the account and region of every resource under it. */
export interface Provider {
  /** `aws`, `google` or `aws.alias`. */
  readonly key: string;
  readonly cloud: Cloud;
  readonly values: ValueObject;
  /** The region that a `data.aws_region` under it reported in the plan. */
  readonly probe?: string;
  /** A resource under it whose ARN the plan knows, with the region there. */
  readonly sibling?: { readonly address: string; readonly region: string };
  /** The account that a `data.aws_caller_identity` under it reported in the plan. */
  readonly identity?: string;
}

export interface Resource {
  readonly stack: Stack;
  readonly address: string;
  /** The path of the module's instance that it stands in, `module.a["k"].`; empty in the root. */
  readonly module: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly constructPath?: string;
  readonly action: Action;
  /** After the change; before it, where it is deleted. */
  readonly values: ValueObject;
  /** As the source wrote it, `lifecycle` included; undefined where only a plan was given. */
  readonly source?: ValueObject;
  /** The expressions of the plan's configuration: which attributes are set at all. */
  readonly written?: JsonObject;
  readonly provider?: Provider;
  /** Where it stands already, as the id says by which it is imported. */
  readonly imported?: { readonly account?: string; readonly region?: string };
  /** Did terraform write its configuration itself, for an import? */
  readonly generated?: boolean;
  /** Does a plan's action not go with what it shows before and after? */
  readonly mistaken?: boolean;
  /** Does a provisioner run a program beside it? */
  readonly provisioned?: boolean;
}

/** One stack: its synthesized source, its plan, or both laid over each other. */
export interface Stack {
  readonly name: string;
  readonly synth?: Input;
  readonly plan?: Input;
  /** The source's other sections, with expressions parsed; undefined where only a plan was given. */
  readonly source?: ValueObject;
  /** Of a plan without a source: one of the inputs that it should have been made from, and was not. */
  readonly besides?: string;
  /** The plan's own `configuration`. */
  readonly configuration?: PlanConfiguration;
  readonly providers: readonly Provider[];
  readonly resources: readonly Resource[];
}

export interface Place {
  readonly cloud: Cloud | null;
  readonly account: string | null;
  readonly region: string | null;
  /** The jurisdiction's code when it lies inside; else the countries where it may lie; null when nobody knows. */
  readonly jurisdiction: string | null;
  readonly decidedBy:
    "constant" | "resource-region" | "probe" | "attribute" | "arn" | "zone" | "expression" | "default" | "enclosing" | "unresolved";
  readonly why: string;
}

export interface Destination {
  readonly via: string;
  readonly attribute: string;
  readonly place: Place;
}

export interface Key {
  readonly kind: "customer" | "provider" | "none" | "unresolved";
  readonly id: string | null;
  readonly holder: "custodian" | "other" | "unresolved";
  readonly why: string;
  readonly attribute: string;
  readonly place?: Place;
  /** The key itself, where it stands in the inputs. */
  readonly resource?: Resource;
}

/** What an expression comes to: a value, something that a resource will have, or nothing that can be told. */
export type Resolution =
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "resource"; readonly resource: Resource; readonly attribute: string }
  | { readonly kind: "unresolved"; readonly reason: string };
