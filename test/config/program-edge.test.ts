import { Program } from "../../config/program";
import { program as europeanUnion } from "../../config/programs/european-union";
import { program as unitedStates } from "../../config/programs/united-states";
import { refuses } from "./refused";

test("the profiles of the examples", () => {
  expect(Program.of(unitedStates).data.profile).toBe("full");
  expect(Program.of(europeanUnion).data.profile).toBe("core");
});

test("what is declared reaches the review, with its edge", () => {
  const scope = Program.of(unitedStates).scope();
  expect(scope.paths).toEqual([
    expect.objectContaining({
      network: "east",
      way: "out",
      to: "receipts.app-store.example:443",
      account: "333333333333",
      edge: "222233334444",
    }),
    expect.objectContaining({ network: "east", way: "in", to: "us.app.example:443", account: "333333333333", edge: "222233334444" }),
  ]);
  expect(scope.accounts.filter(({ edge }) => edge).map(({ id }) => id)).toEqual(["222233334444"]);
});

describe("a declared path is refused", () => {
  refuses(unitedStates, [
    { of: "without an edge", change: (p) => delete p.networks.east.edge, code: "PROGRAM-EDGE", says: "networks.east.edge" },
    { of: "through the home", change: (p) => (p.networks.east.edge.account = "home"), code: "PROGRAM-EDGE", says: "home, a home account" },
    { of: "through nobody's account", change: (p) => (p.networks.east.edge.account = "x"), code: "PROGRAM-ACCOUNT", says: '"x"' },
    {
      of: "through an edge of the auditor's",
      change: (p) => (p.accounts.edge.owner = "auditor"),
      code: "PROGRAM-EDGE",
      says: "owned by the auditor",
    },
    { of: "through too small an edge", change: (p) => (p.networks.east.edge.cidr = "10.250.0.0/24"), code: "PROGRAM-EDGE", says: "/22" },
    { of: "through what is no network", change: (p) => (p.networks.east.edge.cidr = "wide"), code: "PROGRAM-EDGE", says: "wide" },
    { of: "out without a proxy", change: (p) => delete p.networks.east.edge.proxyImage, code: "PROGRAM-EDGE", says: "proxyImage" },
    {
      of: "in without a certificate",
      change: (p) => delete p.networks.east.ingress[0].certificate,
      code: "PROGRAM-EDGE",
      says: "certificate",
    },
    {
      of: "under a name that another has",
      change: (p) => (p.networks.east.ingress[0].name = "app-stores"),
      code: "PROGRAM-DUPLICATE",
      says: "two paths called app-stores",
    },
    {
      of: "through an edge that serves another network",
      change: (p) => (p.networks.second = { ...p.networks.east, account: "recovery", cidr: "10.50.0.0/16" }),
      code: "PROGRAM-DUPLICATE",
      says: "which the network east leads through",
    },
  ]);
  refuses(europeanUnion, [
    {
      of: "on Google",
      change: (p) => (p.networks.frankfurt.egress = [{ name: "x", host: "x.example", port: 443, reason: "Because it is needed." }]),
      code: "PROGRAM-MODE",
      says: "a declared path on Google",
    },
  ]);
});
