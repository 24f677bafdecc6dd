import { Cidr } from "../cidr";
import { ENGINE_PORTS, engineOf } from "../engines";
import { databasePort, isOnItsWay, oldDatabaseOf, type OldDatabase } from "./legacy-copies";
import { phaseOf } from "../rules/phase";
import type { CopyData, DatasetData, LineData, ProgramData } from "../schema/schema";
import type { DeclaredLine, PortRange } from "../scope";

/** From an agent to the endpoint and to its task's interfaces (AWS DataSync user guide, network requirements for VPC service endpoints). */
export const AGENT_PORTS: readonly PortRange[] = [
  { from: 443, to: 443 },
  { from: 1024, to: 1064 },
];
/** Network ACLs keep no state: answers come to ephemeral ports (Amazon VPC user guide, Network ACLs). */
const ANSWERS: PortRange = { from: 1024, to: 65535 };

export function lineOf(copy: CopyData): LineData | undefined {
  return copy.kind === "data-centre" || copy.kind === "google-sql" ? copy.line : undefined;
}

/** Where a line that the program builds leads to; undefined where it stands already. */
export function farEnd(line: LineData): DeclaredLine["end"] | undefined {
  if (line.kind === "vpn") return line.peer && { kind: "vpn", ...line.peer };
  return line.gateway === undefined ? undefined : { kind: "direct-connect", gateway: line.gateway };
}

/** Does the copy come over a line that the program builds? */
export function buildsLine(copy: CopyData): boolean {
  const line = lineOf(copy);
  return line !== undefined && farEnd(line) !== undefined;
}

/** The quarter of a network that its own three subnets leave free: a line's subnets stand there, and nothing else. */
export function lineBlock(network: string): Cidr {
  return Cidr.of(network).subnet(2, 3);
}

/** A copy on its way over a line that the program builds. */
interface Carried {
  readonly dataset: DatasetData;
  readonly copy: CopyData;
  readonly line: LineData;
}

function carriedInto(data: ProgramData, { account, region }: DatasetData["home"]): readonly Carried[] {
  return data.datasets
    .filter(({ home }) => home.account === account && home.region === region)
    .flatMap((dataset) => dataset.legacy.filter((copy) => isOnItsWay(copy, dataset)).map((copy) => ({ dataset, copy })))
    .flatMap(({ dataset, copy }) => {
      const line = lineOf(copy);
      return line && farEnd(line) ? [{ dataset, copy, line }] : [];
    });
}

/** Was a line built into this home, whether it stands still or has gone with its last copy's soak? */
export function hadLine({ datasets }: ProgramData, { account, region }: DatasetData["home"]): boolean {
  return datasets
    .filter(({ home }) => home.account === account && home.region === region)
    .some((dataset) => dataset.legacy.some((copy) => buildsLine(copy) && phaseOf(copy, dataset) !== "prepare"));
}

/** The lines that stand now: one a network at most, for as long as a copy is on its way over it. */
export function declaredLines(data: ProgramData): readonly DeclaredLine[] {
  return Object.entries(data.networks).flatMap(([network, { account: name, region, cidr }]): DeclaredLine[] => {
    const account = data.accounts[name];
    const carried = carriedInto(data, { account: name, region });
    const end = carried[0] && farEnd(carried[0].line);
    if (!carried[0] || !end || account?.cloud !== "aws") return [];
    return [
      {
        network,
        account: account.id,
        region,
        cidr,
        subnets: lineBlock(cidr).text,
        end,
        networks: carried[0].line.networks,
        opened: {
          in: carried.some(({ copy }) => oldDatabaseOf(copy) === undefined) ? AGENT_PORTS : [],
          out: databasePorts(carried, ({ old }) => databasePort(old)),
        },
        atHome: databasePorts(carried, ({ dataset }) => ENGINE_PORTS[engineOf(dataset)]),
      },
    ];
  });
}

function databasePorts(
  carried: readonly Carried[],
  portOf: (moved: { old: OldDatabase; dataset: DatasetData }) => number,
): readonly PortRange[] {
  const ports = carried.flatMap(({ copy, dataset }) => {
    const old = oldDatabaseOf(copy);
    return old ? [portOf({ old, dataset })] : [];
  });
  return [...new Set(ports)].sort((a, b) => a - b).map((port) => ({ from: port, to: port }));
}

/** What the line's ACL lets through one way, over TCP: what is opened that way, and answers to what is opened the other way. */
export function passes({ opened }: DeclaredLine, way: "in" | "out"): readonly PortRange[] {
  return [...opened[way], ...(opened[way === "in" ? "out" : "in"].length > 0 ? [ANSWERS] : [])];
}
