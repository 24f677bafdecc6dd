import type { Facts } from "../facts/facts";
import type { Three } from "./three";

const POOL = /^principal(?:Set)?:\/\/iam\.googleapis\.com\/locations\/global\/workforcePools\/([^/]+)\//;
const WORKLOADS = /^principal(?:Set)?:\/\/iam\.googleapis\.com\/projects\/(\d+)\//;
const ENCLOSED = /^principalSet:\/\/cloudresourcemanager\.googleapis\.com\/projects\/(\d+)$/;
/** Google's own accounts are named by the project, or the organization, that they work for (IAM documentation, service agents). */
const AGENT = /^serviceAccount:(?:[a-z-]*-)?(\d{6,})(?:-compute)?@[a-z0-9.-]+\.(?:iam\.)?gserviceaccount\.com$/;
const DEFAULT = /^serviceAccount:([a-z0-9-]+)@appspot\.gserviceaccount\.com$/;
const OF_PROJECT = /^project(?:Owner|Editor|Viewer):(.+)$/;

/**
 * Is a member of IAM one of the program's? Its projects' service accounts and service agents, the gatekeeper's pool, the
 * auditor's groups. Of another person, group or domain nobody knows, since the custodian's people carry no sign of it.
 */
export function belongs(member: string, facts: Facts): Three {
  const { googleGuards, examiners = [] } = facts.scope;
  if (examiners.includes(member)) return true;
  const pool = POOL.exec(member)?.[1];
  if (pool !== undefined) return pool === googleGuards?.pool;
  const workloads = WORKLOADS.exec(member)?.[1];
  // The program makes no pool of workloads, so whom one in its own projects signs in is not known.
  if (workloads !== undefined) return isNumber(workloads, facts) ? "unknown" : false;
  const number = (AGENT.exec(member) ?? ENCLOSED.exec(member))?.[1];
  if (number !== undefined) return isNumber(number, facts);
  const project = projectIn(member);
  if (project !== undefined) return isProject(project, facts);
  return /^(user|group|domain|principal|principalSet):/.test(member) ? "unknown" : false;
}

/** By its id: one of the program's that is no part of what the migration empties. */
export function isProject(id: string, facts: Facts): boolean {
  const account = facts.account("google", id);
  return account !== undefined && account.owner !== "parent" && !account.legacy;
}

/** By its number; the custodian's organization has one too. Of a program that states none, nobody can tell. */
function isNumber(number: string, { scope }: Facts): Three {
  const numbered = scope.accounts.filter((account) => account.number !== undefined);
  if (numbered.some((account) => account.number === number)) return numbered.some((a) => a.number === number && a.owner !== "parent");
  if (number === scope.googleGuards?.organization) return true;
  return numbered.length === 0 && scope.accounts.some(({ cloud }) => cloud === "google") ? "unknown" : false;
}

/** Does it work for a project, or an organization, whose number alone it shows? */
export const isAgent = (member: string): boolean => AGENT.test(member);

/** The project that a member names: of a service account's address, of a default account's, or whose owners, editors or viewers it is. */
export function projectIn(member: string): string | undefined {
  return projectOf(member) ?? (DEFAULT.exec(member) ?? OF_PROJECT.exec(member))?.[1];
}

/** The project of a service account's address. */
export function projectOf(member: string): string | undefined {
  return /^serviceAccount:[^@]+@([^.]+)\.iam\.gserviceaccount\.com$/.exec(member)?.[1];
}
