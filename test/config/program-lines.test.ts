import { program as unitedStates } from "../../config/programs/united-states";
import { declaredLines } from "../../config/migration/lines";
import { Program } from "../../config/program";
import { AGENT, moving } from "../moving";
import { movingMysql } from "../mysql";
import { ARCHIVE, changed, errorsOf, PROFILES, refuses, type Change } from "./refused";

const base = moving("copy");
const virginia = (change: Change) => changed(base, (p) => change(p.datasets[ARCHIVE].legacy[0]));
const lines = (input: unknown) => declaredLines(Program.of(input).data);

describe("a line stands for as long as something moves over it", () => {
  test.each(["copy", "reconcile", "cutover", "soak"] as const)("in %s", (phase) =>
    expect(lines(moving(phase))).toEqual([
      {
        network: "east",
        account: "333333333333",
        region: "us-east-1",
        cidr: "10.20.0.0/16",
        subnets: "10.20.192.0/18",
        end: { kind: "vpn", address: "203.0.113.17", asn: 65000 },
        networks: ["10.80.0.0/24"],
        opened: {
          in: [
            { from: 443, to: 443 },
            { from: 1024, to: 1064 },
          ],
          out: [],
        },
        atHome: [],
      },
    ]),
  );
  test("and before or after it none is declared", () => {
    expect(lines(unitedStates)).toEqual([]);
    expect(lines(virginia((copy) => (copy.phase = "prepare")))).toEqual([]);
  });
  test("nor one that stands already", () =>
    expect(
      lines(
        virginia((copy) => {
          delete copy.line.peer;
          copy.agents = [];
        }),
      ),
    ).toEqual([]));
  test("a database opens its own port from home, and nothing from the old site", () =>
    expect(
      lines(
        changed(base, (p) => {
          p.datasets[PROFILES].legacy[0].line = p.datasets[ARCHIVE].legacy[0].line;
          p.datasets[ARCHIVE].legacy[0].phase = "prepare";
        }),
      ),
    ).toMatchObject([{ opened: { in: [], out: [{ from: 5432, to: 5432 }] }, atHome: [{ from: 5432, to: 5432 }] }]));
  test("MySQL's is asked at home on its own port", () =>
    expect(
      lines(
        changed(movingMysql("copy"), (p) => {
          Object.assign(p.datasets[PROFILES].legacy[0], { line: p.datasets[ARCHIVE].legacy[0].line, port: 3307 });
          p.datasets[ARCHIVE].legacy[0].phase = "prepare";
        }),
      ),
    ).toMatchObject([{ opened: { in: [], out: [{ from: 3307, to: 3307 }] }, atHome: [{ from: 3306, to: 3306 }] }]));
  test("may be a Direct Connect gateway", () =>
    expect(
      lines(
        virginia(
          (copy) =>
            (copy.line = {
              kind: "direct-connect",
              megabitsPerSecond: 1000,
              gateway: "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11",
              networks: ["10.80.0.0/24"],
            }),
        ),
      ),
    ).toMatchObject([{ end: { kind: "direct-connect", gateway: "9f0c1e7e-0b5a-4d0e-9d1b-2f1d5a7c3e11" } }]));
});

describe("a line that cannot be built is refused", () =>
  refuses(base, [
    {
      of: "without the old site's networks",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.networks = []),
      code: "PROGRAM-LINE",
      says: "line.networks",
    },
    {
      of: "to everywhere",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.networks = ["0.0.0.0/0"]),
      code: "PROGRAM-LINE",
      says: "a network of private addresses",
    },
    {
      of: "to no network",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.networks = ["10.80.0.1/24"]),
      code: "PROGRAM-CIDR",
      says: "host bits of zero",
    },
    {
      of: "over a network of the program's",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.networks = ["10.20.0.0/24"]),
      code: "PROGRAM-OVERLAP",
      says: "network east",
    },
    {
      of: "to one network twice",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.networks = ["10.80.0.0/24", "10.80.0.0/25"]),
      code: "PROGRAM-OVERLAP",
      says: "the line's own",
    },
    {
      of: "to a device that nobody reaches",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.peer.address = "10.80.0.1"),
      code: "PROGRAM-LINE",
      says: "the device's public address",
    },
    {
      of: "to a device by name",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].line.peer.address = "vpn.virginia.app.example"),
      code: "PROGRAM-SHAPE",
      says: /line/,
    },
    {
      of: "beside another into the same network",
      change: (p) => (p.datasets[PROFILES].legacy[0].line.peer = { address: "203.0.113.18" }),
      code: "PROGRAM-LINE",
      says: "another line into the same network",
    },
    {
      of: "with an agent that somebody else made",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].agents = ["arn:aws:datasync:us-east-1:333333333333:agent/agent-0123456789abcdef0"]),
      code: "PROGRAM-LINE",
      says: "an agent that somebody else made",
    },
    {
      of: "an agent to be made, without a line",
      change: (p) => delete p.datasets[ARCHIVE].legacy[0].line,
      code: "PROGRAM-LINE",
      says: "without a line to make it on",
    },
    {
      of: "two agents of one name",
      change: (p) => (p.datasets[ARCHIVE].legacy[0].agents = [AGENT, AGENT]),
      code: "PROGRAM-DUPLICATE",
      says: "agents[1]",
    },
    {
      of: "into a home without a network",
      change: (p) => delete p.networks.east,
      code: "PROGRAM-LINE",
      says: "a home on AWS with a network",
    },
  ]));

test("two copies share one line when both say the same", () =>
  expect(errorsOf(changed(base, (p) => (p.datasets[PROFILES].legacy[0].line = p.datasets[ARCHIVE].legacy[0].line)))).toEqual([]));
