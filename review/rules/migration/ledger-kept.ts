import type { Facts } from "../../facts/facts";
import type { LedgerEntry } from "../../../config/migration/freed";
import type { Stack } from "../../facts/model";
import { first, get, isObject, list, type Value, type ValueObject, shown } from "../../value";
import { isLeaving, LEAVING } from "./store-kept";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

export const ledgerKept: SetRule = {
  id: "MIGRATION-01",
  claim: "migration",
  subject: "set",
  title: "Nothing in the ledger vanishes.",
  why: "prevent_destroy leaves with its block: who deletes the block deletes the data (Terraform, lifecycle meta-argument). The ledger remembers.",
  fix: "Put the block back, or let it leave under a `removed` block with destroy = false, or purge it with verified evidence.",
  judge: (facts) => (facts.scope.ledger ?? []).flatMap((entry) => judge(entry, facts)),
};

function judge(entry: LedgerEntry, facts: Facts): Verdict[] {
  const at = { address: entry.address, stack: entry.stack, value: "vanished" };
  const stack = facts.stacks.find(({ name, source }) => name === entry.stack && source !== undefined);
  if (!stack) return facts.whole ? [breach(`its stack ${entry.stack} is gone`, at)] : [];
  const source = stack.source as ValueObject;
  const [type = "", name = ""] = entry.address.split(".");
  if (
    facts.resolver.find(stack, entry.address)?.source !== undefined ||
    get(get(get(source, "resource") as ValueObject, type) as ValueObject, name) !== undefined
  )
    return [{ ...met(), ...at }];
  const removed = removal(stack, entry.address);
  if (removed === undefined) return [breach("it stood in the ledger and is gone", { ...at, expected: "its block, or a removed block" })];
  if (removed === "destroys" && isLeaving(entry.stack, entry.address, facts)) return [{ ...met(LEAVING), ...at }];
  if (removed === "destroys") return [breach("its removed block destroys it", { ...at, value: "removed with destroy" })];
  return [
    removed === "keeps"
      ? { ...met("it leaves under a removed block, and is not destroyed"), ...at }
      : unknown("whether its removed block destroys it is not known", at),
  ];
}

/** `removed { from, lifecycle { destroy } }`; destroy is true unless it says otherwise (Terraform, removed block). */
function removal(stack: Stack, address: string): "keeps" | "destroys" | "unknown" | undefined {
  const blocks = list<Value>(get(stack.source, "removed") as Value[]).filter(isObject) as ValueObject[];
  const block = blocks.find((each) => shown(get(each, "from")).replace(/^\$\{|\}$/g, "") === address);
  if (!block) return undefined;
  const destroy = first(block, "lifecycle[].destroy");
  return destroy === false ? "keeps" : destroy === undefined || destroy === true ? "destroys" : "unknown";
}
