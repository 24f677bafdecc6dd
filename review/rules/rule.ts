import type { Claim } from "../../config/scope";
import type { Facts } from "../facts/facts";
import type { Resource, Stack } from "../facts/model";

/** A rule's answer on one place. No answer at all: the rule has nothing to say there (not applicable). */
export interface Verdict {
  readonly verdict: "met" | "breach" | "unknown";
  /** What is wrong or not known, as the rest of a sentence; for `met`, the reason where one is worth telling. */
  readonly message?: string;
  readonly attribute?: string;
  readonly expected?: string;
  /** The offending value, for the fingerprint only: it is never printed. */
  readonly value?: string;
  /** The address, where the subject is no resource. */
  readonly address?: string;
  /** The stack's name, where the subject is the whole set. */
  readonly stack?: string;
}

interface Page {
  readonly id: string;
  readonly claim: Claim;
  /** What must hold, in one sentence. */
  readonly title: string;
  /** The cloud's rule or the order's demand behind it, with its source. */
  readonly why: string;
  readonly fix: string;
}

export interface ResourceRule extends Page {
  readonly subject: "resource";
  /** Is there anything to say of resources of this type? Of all, where it is left out. Asked once a type. */
  concerns?(type: string): boolean;
  judge(resource: Resource, facts: Facts): readonly Verdict[];
}

export interface StackRule extends Page {
  readonly subject: "stack";
  judge(stack: Stack, facts: Facts): readonly Verdict[];
}

/** Judges what is missing, which no resource can be asked. */
export interface SetRule extends Page {
  readonly subject: "set";
  judge(facts: Facts): readonly Verdict[];
}

export type Rule = ResourceRule | StackRule | SetRule;

/** What is said most often is said by one object. */
const MET: Verdict = Object.freeze({ verdict: "met", message: undefined });

export const met = (message?: string): Verdict => (message === undefined ? MET : { verdict: "met", message });
export const breach = (message: string, more: Omit<Verdict, "verdict" | "message"> = {}): Verdict => ({
  verdict: "breach",
  message,
  ...more,
});
export const unknown = (message: string, more: Omit<Verdict, "verdict" | "message"> = {}): Verdict => ({
  verdict: "unknown",
  message,
  ...more,
});

export const LEGACY = "it is part of the legacy estate, which the migration empties";
