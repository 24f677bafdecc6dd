import type { Answer, Call } from "../call";

/** A question to moto in an account's name, as a form of the Query protocol; undefined where moto refuses. */
export type Ask = (as: Pick<Call, "account" | "region" | "service">, form: Readonly<Record<string, string>>) => Promise<string | undefined>;

/**
 * Answers what neither engine knows. It stores and echoes, so that a plan converges; it has no effect on traffic.
 * An undefined answer leaves the call to the engines.
 */
export type Handler = (call: Call, store: Store, ask: Ask) => Answer | undefined | Promise<Answer | undefined>;

/** What the handlers remember, kept apart by account and region. */
export class Store {
  readonly #values = new Map<string, Map<string, string>>();

  of(call: Pick<Call, "account" | "region">, kind: string): Map<string, string> {
    const name = `${call.account}/${call.region}/${kind}`;
    const found = this.#values.get(name) ?? new Map<string, string>();
    this.#values.set(name, found);
    return found;
  }
}
