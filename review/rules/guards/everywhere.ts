import type { Claim } from "../../../config/scope";
import { again } from "../../again";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { leaves } from "../fenced";
import { EVERYWHERE, type Everywhere } from "./everywhere-table";
import { textOf } from "../guardrails/google-guards";
import { taken } from "./guards-taken";
import { breach, met, unknown, type SetRule, type Verdict } from "../rule";

const rule = (id: string, claim: Claim, title: string, why: string): SetRule => ({
  id,
  claim,
  subject: "set",
  title,
  why,
  fix: "Put the resource back, beside those of the other accounts, or let it go together with what it guards.",
  judge: (facts) => [
    ...EVERYWHERE.filter((each) => each.claim === claim).flatMap((each) => everywhere(each, facts)),
    ...taken(claim, facts),
  ],
});

export const EVERYWHERE_RULES = {
  custody: rule(
    "CUSTODY-10",
    "custody",
    "What closes one account or bucket of the estate closes each, and no plan takes it away.",
    "A guard that is a resource of its own leaves without a trace in what it guarded; where the other accounts have it, one without was forgotten or opened.",
  ),
  audit: rule(
    "AUDIT-09",
    "audit",
    "What logs or watches one account, region or network of the estate does so in each, and no plan takes it away.",
    "A log that is a resource of its own leaves without a trace in what it watched; where the other accounts have it, one without was forgotten or silenced.",
  ),
  network: rule(
    "NETWORK-11",
    "network",
    "What closes one network of the estate closes each, and no plan takes it away.",
    "A network is born with a group and a list of rules that let everything through, and with a resolver that answers every name; what closes them is a resource of its own, and nothing shows that it left (Amazon VPC user guide, default security groups and network ACLs; Route 53 guide, DNS Firewall).",
  ),
  migration: rule(
    "MIGRATION-09",
    "migration",
    "What keeps one bucket or vault of the estate from being emptied keeps each, and no plan takes it away.",
    "Versions and locks are resources of their own: where one is taken away its bucket stands as before, and what is deleted in it is gone (Amazon S3 user guide, versioning and Object Lock; AWS Backup developer guide, vault lock).",
  ),
};

/** In a program that builds its fence each must have it; of any other estate only what the rest of it has is missed. */
function everywhere(each: Everywhere, facts: Facts): Verdict[] {
  const guards = each.type.startsWith("aws_") ? facts.scope.awsGuards : facts.scope.googleGuards;
  const builds = guards !== undefined;
  const all = facts.ofType(each.type).filter((one) => one.action !== "delete" && !facts.isLegacy(one) && each.only?.(one, facts) !== false);
  if (each.around) return all.length > 0 && facts.whole ? around(each, each.around, facts) : builds ? around(each, each.around, facts) : [];
  if (!facts.whole) return [];
  if (each.beside !== undefined) return builds ? beside(each, each.beside, all, facts) : [];
  if (all.length === 0) return [];
  return each.regions ? inRegions(each, each.regions, all, facts) : inAccounts(each, all, facts);
}

const havers = ({ scope }: Facts) => (scope.awsGuards ? "all of the program's" : "others of the estate");

function around(
  { type, what, spared, single }: Everywhere,
  { type: of, by, of: attributes }: NonNullable<Everywhere["around"]>,
  facts: Facts,
): Verdict[] {
  const satellites = facts.satellites(type, by);
  return facts.ofType(of).flatMap((guarded): Verdict[] => {
    if (leaves(guarded) || facts.isLegacy(guarded) || spared?.(guarded, facts)) return [];
    const at = { address: guarded.address, stack: guarded.stack.name };
    const found = satellites.of(guarded, attributes);
    if (found === undefined) return [unknown(`whether it has a ${what} is not known`, { ...at, value: type })];
    if (single && found.length > 1 && facts.scope.awsGuards)
      return [breach(`it has more than one ${what}, and whichever is applied last stands`, { ...at, value: `${type} twice` })];
    return [found.length > 0 ? { ...met(), ...at } : breach(`it has no ${what}, which ${havers(facts)} have`, { ...at, value: type })];
  });
}

const placeOf = (resource: Resource, facts: Facts) => {
  const { account, region } = facts.placeOf(resource);
  return account === null || region === null ? undefined : `${region} of ${account}`;
};

/** `name`: which of several of a type, so that an acknowledgement of one is none of the others. */
function missing(type: string, what: string, place: string, name = ""): Verdict {
  const value = [type, place, ...(name === "" ? [] : [name])].join(" ");
  return breach(`${place} has no ${[what, name].join(" ").trim()}, which the program's other places have`, {
    address: type,
    stack: "",
    value,
  });
}

function beside({ type, what }: Everywhere, other: string, all: readonly Resource[], facts: Facts): Verdict[] {
  const having = new Set(all.map((one) => placeOf(one, facts)));
  const needing = facts.ofType(other).filter((one) => one.action !== "delete" && !facts.isLegacy(one));
  return [...new Set(needing.flatMap((one) => placeOf(one, facts) ?? []))].map((place) =>
    having.has(place) || having.has(undefined) ? { ...met(), address: type, stack: "" } : missing(type, what, place),
  );
}

/** The regions that hold a dataset or its backups, by account. Outside the jurisdiction nothing is to be built: there the location claim says what is wrong. */
const regionsOf = again((facts: Facts): ReadonlyMap<string | null, ReadonlySet<string>> => {
  const held = new Map<string | null, Set<string>>();
  const holds = (one: Resource) => one.type === "aws_backup_vault" || (one.type.startsWith("aws_") && facts.scopedDataset(one));
  for (const one of facts.resources) {
    if (!holds(one) || facts.isLegacy(one)) continue;
    const { account, region, jurisdiction } = facts.placeOf(one);
    if (jurisdiction !== facts.scope.jurisdiction.code || region === null) continue;
    held.set(account, (held.get(account) ?? new Set()).add(region));
  }
  return held;
});

/** Who holds datasets is watched where they lie; who holds none watches over the others, wherever one lies. */
function watchedRegions(account: string, facts: Facts): readonly string[] {
  const held = regionsOf(facts);
  return [...(held.get(account) ?? new Set([...held.values()].flatMap((regions) => [...regions])))].sort();
}

function inRegions(
  { type, what }: Everywhere,
  { label }: NonNullable<Everywhere["regions"]>,
  all: readonly Resource[],
  facts: Facts,
): Verdict[] {
  const groups = new Map<string, Set<string | null>>();
  for (const one of all) {
    const { account, region } = facts.placeOf(one);
    if (account === null) return [];
    const key = `${account} ${label === undefined ? "" : (textOf(one, label, facts) ?? "").replace(region ?? "", "")}`;
    groups.set(key, (groups.get(key) ?? new Set()).add(region));
  }
  return [...groups].flatMap(([key, regions]) => {
    const [account = "", name = ""] = key.split(" ");
    return watchedRegions(account, facts).map((region) =>
      regions.has(region) || regions.has(null)
        ? { ...met(), address: type, stack: "" }
        : missing(type, what, `${region} of ${account}`, name),
    );
  });
}

/** Accounts that hold something among the inputs. */
function inAccounts({ type, what }: Everywhere, all: readonly Resource[], facts: Facts): Verdict[] {
  const cloud = type.startsWith("aws_") ? "aws" : "google";
  const having = new Set(all.map((one) => facts.accountOf(one)));
  if (having.has(undefined)) return [];
  const used = new Map(
    facts.resources.flatMap((resource) => {
      const account = facts.accountOf(resource);
      return account !== undefined && resource.type.startsWith(`${cloud}_`) ? [[account, resource] as const] : [];
    }),
  );
  return facts.scope.accounts
    .filter((account) => account.cloud === cloud && account.owner !== "parent" && !account.legacy && used.has(account.id))
    .map(({ id }) => {
      const at = { address: type, stack: "" };
      return having.has(id)
        ? { ...met(), ...at }
        : breach(`the account ${id} has no ${what}, which others of the estate have`, { ...at, value: id });
    });
}
