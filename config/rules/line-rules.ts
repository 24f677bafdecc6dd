import { Cidr } from "../cidr";
import { RingfenceError } from "../errors";
import { isOnItsWay } from "../migration/legacy-copies";
import { buildsLine, farEnd, lineOf } from "../migration/lines";
import type { CopyData, DatasetData, LineData } from "../schema/schema";
import { PROGRAM_PAGES as P } from "./pages";
import type { RuleContext } from "./rules";

/** Private lines: each ends in the home's network, leads to the old site's private networks, and is the network's only one. */
export function lineRules(context: RuleContext): void {
  const ended = new Map<string, { readonly at: string; readonly told: string }>();
  for (const [index, dataset] of context.data.datasets.entries())
    for (const [place, copy] of dataset.legacy.entries()) {
      const at = `datasets[${index}] (${dataset.name}).legacy[${place}] (${copy.name})`;
      const line = lineOf(copy);
      agentRule(context, copy, at);
      if (!line) continue;
      farRule(context, line, `${at}.line`);
      if (buildsLine(copy)) builtRule(context, dataset, copy, line, `${at}.line`, ended);
    }
}

/** The old site's networks: private, each apart from the others and from every network of the program. */
function farRule({ data, complaints }: RuleContext, line: LineData, at: string): void {
  const near = Object.entries(data.networks).flatMap(([name, { cidr }]) => known(`network ${name}`, cidr));
  for (const [index, text] of line.networks.entries()) {
    const where = `${at}.networks[${index}]`;
    let cidr: Cidr;
    try {
      cidr = Cidr.of(text, where);
    } catch (error) {
      if (!(error instanceof RingfenceError)) throw error;
      complaints.add(error.page, where, error.details.given, error.details.expected, error.details.fix);
      continue;
    }
    if (!cidr.isPrivate)
      complaints.add(
        P.line,
        where,
        text,
        "a network of private addresses (RFC 1918, RFC 6598)",
        "Name the networks behind the old site's device.",
      );
    const others = [...near, ...line.networks.slice(0, index).flatMap((other) => known("the line's own", other))];
    for (const other of others.filter((one) => one.cidr.overlaps(cidr)))
      complaints.add(P.overlap, where, text, `a network apart from ${other.name} (${other.cidr})`, "A route can lead to one of them only.");
  }
}

function known(name: string, text: string): readonly { readonly name: string; readonly cidr: Cidr }[] {
  try {
    return [{ name, cidr: Cidr.of(text) }];
  } catch {
    // Told where it stands.
    return [];
  }
}

function builtRule(
  { data, complaints }: RuleContext,
  dataset: DatasetData,
  copy: CopyData,
  line: LineData,
  at: string,
  ended: Map<string, { readonly at: string; readonly told: string }>,
): void {
  const { account, region } = dataset.home;
  if (line.networks.length === 0)
    complaints.add(P.line, `${at}.networks`, "nothing", "the old site's private networks", "Say which networks the line leads to.");
  if (line.kind === "vpn" && line.peer && Cidr.of(`${line.peer.address}/32`).isPrivate)
    complaints.add(
      P.line,
      `${at}.peer.address`,
      line.peer.address,
      "the device's public address",
      "Give the address that the internet routes to it.",
    );
  const network = Object.values(data.networks).some((one) => one.account === account && one.region === region);
  if (data.accounts[account]?.cloud !== "aws" || !network)
    return complaints.add(
      P.line,
      at,
      `a line into ${account} in ${region}`,
      "a home on AWS with a network",
      "Add the home's network, or build the line by hand and leave its end out.",
    );
  if (!isOnItsWay(copy, dataset)) return;
  const key = `${account} ${region}`;
  const told = JSON.stringify([farEnd(line), [...line.networks].sort()]);
  const first = ended.get(key);
  if (first && first.told !== told)
    complaints.add(
      P.line,
      at,
      "another line into the same network",
      `the line of ${first.at}`,
      "Move what comes over one line after what comes over the other.",
    );
  else ended.set(key, { at, told });
}

/** An agent that the program makes goes through the line's endpoint; of one that is only named, nobody here sees where it goes. */
function agentRule({ complaints }: RuleContext, copy: CopyData, at: string): void {
  if (copy.kind !== "data-centre") return;
  const built = buildsLine(copy);
  const names = copy.agents.map((agent) => (typeof agent === "string" ? agent : agent.name));
  for (const [index, agent] of copy.agents.entries()) {
    const where = `${at}.agents[${index}]`;
    if (names.indexOf(names[index] as string) !== index)
      complaints.add(P.duplicate, where, names[index] as string, "a name of its own", "Rename the agent.");
    if ((typeof agent === "string") === built)
      complaints.add(
        P.line,
        where,
        built ? "an agent that somebody else made" : "an agent to be made, without a line to make it on",
        built ? "its name and activationKey" : "its ARN",
        built
          ? "Let the program make the agent, behind the line's endpoint."
          : "Say where the line leads to (peer or gateway), or name an agent that stands.",
      );
  }
}
