import { loadProgram } from "../../config/load";
import type { Program } from "../../config/program";
import { trustDiffers } from "../../config/guardrails/trusted-access";
import { stacksInOrder } from "../manifest";
import { loadModule } from "../modules";
import { become, identity, organization, quotaValue, stateBucket, trusted, type Answer, type Credentials } from "../preflight/account";
import { needsOf, type StackNeeds } from "../preflight/needs";
import { QUOTAS, taken } from "../preflight/quotas";
import { programFile } from "../program-file";
import { clean, complain, say } from "../terminal";

/** What no later apply takes back, so that it is read before the first one. */
const NOT_UNDONE = [
  "A backup vault's compliance lock, three days after it is made.",
  "A key's deletion, thirty days after it is scheduled, and with it everything under the key.",
  "A key's and a replica's region: moving either means a new one.",
];

export interface PreflightOptions {
  readonly program?: string;
  readonly out: string;
}

/** Collects one line a question. What could not be asked counts as much as what is wrong: neither is known to be fine. */
class Lines {
  open = 0;

  put(good: boolean, text: string): void {
    if (!good) this.open += 1;
    say(`${good ? "ok      " : "MISSING "} ${clean(text)}`);
  }

  answered<T>(text: string, asked: Answer<T>, judge: (value: T) => string | undefined = () => undefined): void {
    const problem = "problem" in asked ? asked.problem : judge(asked.value);
    this.put(problem === undefined, problem === undefined ? text : `${text}: ${problem}`);
  }
}

/**
 * Read-only, before the first apply: who the credentials are, whether they may become each stack's role, whether state
 * buckets answer, whether accounts stand in the organization that the policies name, whether quotas leave room, and
 * what cannot be undone. Exit 1 when something is missing or could not be asked.
 */
export async function preflight(named: readonly string[], options: PreflightOptions): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  const folders = stacksInOrder(options.out, named);
  const needs = folders.flatMap((folder) => needsOf(folder) ?? []);
  const lines = new Lines();
  const elsewhere = folders.length - needs.length;
  if (elsewhere > 0) complain(`Not checked: ${elsewhere} stacks of other clouds than AWS.`);
  const [first] = needs;
  if (first) {
    const who = await identity(first.region);
    lines.answered("value" in who ? `credentials: ${who.value}` : "credentials", who);
    if ("value" in who) await askAccounts(program, needs, lines);
    else complain("Nothing else was asked: give credentials of the custodian's operators first.");
  }
  complain("What cannot be undone:");
  for (const text of NOT_UNDONE) complain(`  ${text}`);
  return lines.open === 0 ? 0 : 1;
}

async function askAccounts(program: Program, needs: readonly StackNeeds[], lines: Lines): Promise<void> {
  const roles = await becomeAll(needs, lines);
  await states(needs, roles, lines);
  await organizations(program, needs, roles, lines);
  await trust(program, needs, roles, lines);
  await quotas(needs, roles, lines);
}

type Roles = ReadonlyMap<string, Credentials>;

/** Each role once, with the stacks that it applies or whose state it keeps. */
async function becomeAll(needs: readonly StackNeeds[], lines: Lines): Promise<Roles> {
  const roles = new Map<string, Credentials>();
  const wanted = new Set(needs.flatMap(({ roleArn, state }) => [roleArn, ...(state ? [state.roleArn] : [])]));
  for (const roleArn of wanted) {
    const stacks = needs.filter((need) => need.roleArn === roleArn || need.state?.roleArn === roleArn);
    const asked = await become(roleArn, stacks[0]?.region ?? "");
    if ("value" in asked) roles.set(roleArn, asked.value);
    const bootstrap = stacks.some(({ state }) => state) ? "; its account's bootstrap makes it" : "";
    lines.answered(
      `role ${roleArn}, for ${stacks.map(({ stack }) => stack).join(", ")}`,
      "problem" in asked ? { problem: `${asked.problem}${bootstrap}` } : asked,
    );
  }
  return roles;
}

async function states(needs: readonly StackNeeds[], roles: Roles, lines: Lines): Promise<void> {
  const seen = new Set<string>();
  for (const { account, state } of needs) {
    if (!state || seen.has(state.bucket)) continue;
    seen.add(state.bucket);
    const as = roles.get(state.roleArn);
    const asked: Answer<unknown> = as ? await stateBucket(state.bucket, account, state.region, as) : { problem: `needs ${state.roleArn}` };
    lines.answered(`state bucket ${state.bucket}`, asked);
  }
}

/** The account's deployer, who may ask; see the deployer's statement ReadForPreflight. */
function deployerOf(account: string, needs: readonly StackNeeds[], roles: Roles): Credentials | undefined {
  const state = needs.find((need) => need.account === account && need.state)?.state;
  return state && roles.get(state.roleArn);
}

async function organizations(program: Program, needs: readonly StackNeeds[], roles: Roles, lines: Lines): Promise<void> {
  for (const [name, account] of Object.entries(program.data.accounts)) {
    const own = needs.find((need) => need.account === account.id);
    const expected = program.data.parties.custodian.aws?.organization;
    if (!own || !account.inOrganization || expected === undefined) continue;
    const as = deployerOf(account.id, needs, roles);
    const asked: Answer<string> = as ? await organization(own.region, as) : { problem: "no deployer of the account to ask with" };
    lines.answered(`account ${name} (${account.id}) stands in ${expected}`, asked, (found) =>
      found === expected ? undefined : `it stands in ${found}; every policy names ${expected}`,
    );
  }
}

/** Where the organization stood before, nothing that is applied here gives services access to its accounts. */
async function trust({ data }: Program, needs: readonly StackNeeds[], roles: Roles, lines: Lines): Promise<void> {
  const own = needs.find(({ stack }) => stack.startsWith("organization-"));
  if (!own || data.guardrails.organization === "new") return;
  const as = deployerOf(own.account, needs, roles);
  const asked: Answer<readonly string[]> = as ? await trusted(own.region, as) : { problem: "no deployer of the account to ask with" };
  if ("problem" in asked) return lines.answered("services with access to the organization", asked);
  const differs = trustDiffers(data, asked.value);
  for (const text of differs) lines.put(false, `services with access to the organization: ${text}`);
  if (differs.length === 0) lines.put(true, "services with access to the organization");
}

async function quotas(needs: readonly StackNeeds[], roles: Roles, lines: Lines): Promise<void> {
  for (const quota of QUOTAS)
    for (const { account, region, count } of taken(needs, quota)) {
      const as = deployerOf(account, needs, roles);
      const asked: Answer<number> = as ? await quotaValue(quota, region, as) : { problem: "no deployer of the account to ask with" };
      lines.answered(`quota ${quota.name} of ${account} in ${region}, of which these stacks take ${count}`, asked, (most) =>
        count <= most ? undefined : `it allows ${most}; ask for more before you apply`,
      );
    }
}
