import { asList, type Caller, type PrincipalElement } from "./types";

/**
 * How a Principal element names the caller.
 *
 * `account` is not yet a grant: an account's root as Principal lets that account's own identity policies decide.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export type Named = "direct" | "account" | "no" | "unknown";

export function namedBy(principal: PrincipalElement, caller: Caller): Named {
  if (principal === "*") return "direct";
  const found = Object.entries(principal).flatMap(([kind, names]) => asList(names).map((name) => namedAs(kind, name, caller)));
  return (["direct", "account", "unknown"] as const).find((named) => found.includes(named)) ?? "no";
}

function namedAs(kind: string, name: string, caller: Caller): Named {
  if (name.includes("${")) return "unknown";
  switch (kind) {
    case "AWS":
      return caller.service === undefined ? namedAsAws(name, caller) : name === "*" ? "direct" : "no";
    case "Service":
      return name === caller.service ? "direct" : "no";
    case "Federated":
      return name === caller.federated ? "direct" : "no";
    // A canonical id cannot be traced to an account.
    default:
      return "unknown";
  }
}

function namedAsAws(name: string, caller: Caller): Named {
  if (name === "*") return "direct";
  if (name === caller.arn || name === caller.sessionArn) return "direct";
  const account = /^(\d{12})$/.exec(name)?.[1] ?? /^arn:[^:]+:iam::(\d{12}):root$/.exec(name)?.[1];
  if (account !== undefined) return account === caller.account ? "account" : "no";
  // IAM takes no wildcard inside a Principal; a unique id (AROA…) stands for a role that was deleted.
  return name.startsWith("arn:") && !/[*?]/.test(name) ? "no" : "unknown";
}
