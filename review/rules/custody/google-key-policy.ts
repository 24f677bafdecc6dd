import { administers } from "../../access/google-administers";
import type { Grant } from "../../access/google-grant";
import { rolesGiven } from "../../access/google-grants";
import { belongs, projectOf } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import { describe } from "../../facts/key";
import type { Resource } from "../../facts/model";
import { builds } from "../fenced";
import { serviceAgent } from "../access/google-agents";
import { isEverybody, membersOf, type Member } from "../access/google-members";
import { judgeOutsider } from "../access/google-outsiders";
import { breach, LEGACY, met, unknown, type Verdict } from "../rule";

/** Whom a binding or a policy on a key or a ring lets in, and to what (Cloud KMS documentation, permissions and roles). */
export function googleKeyPolicy(resource: Resource, facts: Facts): Verdict[] {
  if (facts.isLegacy(resource)) return [met(LEGACY)];
  const members = membersOf(resource, facts);
  const grants = rolesGiven(resource, facts);
  if (!Array.isArray(members) || !Array.isArray(grants)) return [unknown("whom it lets in is not known", { attribute: "policy_data" })];
  const verdicts = [
    ...(members as readonly Member[]).flatMap((member) => judgeMember(member, facts)),
    ...(builds(facts) ? (grants as readonly Grant[]).flatMap((grant) => judgeRole(grant, facts)) : []),
  ];
  if (members.length === 0) return [unknown("a member is not known", { attribute: "member" })];
  return verdicts.length > 0 ? verdicts : [met()];
}

function judgeMember(member: Member, facts: Facts): Verdict[] {
  const { text, value, stack } = member;
  if (text === undefined) return serviceAgent(value, stack, facts);
  if (isEverybody(member, facts) === "yes") return [breach(`it lets in ${text}`, { value: text })];
  return builds(facts) ? judgeOutsider(member, facts) : outsider(text, facts);
}

/** Google's own agents carry a project's number before their `@` (Google Cloud, service agents). */
const AGENT = /^serviceAccount:[a-z-]+-?\d+@/;

function outsider(member: string, facts: Facts): Verdict[] {
  const { accounts, examiners = [] } = facts.scope;
  if (accounts.length === 0 || AGENT.test(member) || examiners.includes(member)) return [];
  const project = projectOf(member);
  if (project === undefined) return [unknown(`whether ${member} is one of the program's is not known`, { value: member })];
  const account = facts.account("google", project);
  return account && account.owner !== "parent" ? [] : [breach(`it lets in ${member}, of ${describe(project, account)}`, { value: member })];
}

/** Who administers a key never uses it: services alone do, by their agents, and the program's key admin administers. */
function judgeRole({ role, members }: Grant, facts: Facts): Verdict[] {
  const uses = typeof role === "string" && /^roles\/cloudkms\.(crypto|signer)/.test(role);
  const rights = facts.scope.googleGuards?.rights ?? [];
  return members
    .filter((member) => member !== undefined && belongs(member, facts) === true && !AGENT.test(member))
    .filter((member) => !rights.some((right) => right.member === member && right.role === role))
    .flatMap((member): Verdict[] => {
      const more = { value: `${member} ${String(typeof role === "string" ? role : role?.address)}`, expected: "a service's agent" };
      if (uses) return [breach(`${member} uses the key, which services alone do`, more)];
      const answer = administers(role, facts);
      if (answer === "unknown") return [unknown(`what it lets ${member} do with the key is not known`, more)];
      return answer ? [breach(`${member} administers the key`, more)] : [];
    });
}
