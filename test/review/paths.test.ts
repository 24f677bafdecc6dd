import { program } from "../../config/programs/united-states";
import { Program } from "../../config/program";
import { pathsOf } from "../../review/paths";
import { judge } from "../../review/judge";
import { synthesized } from "../synth";
import { EDGE, factsOf, HOME, stack } from "./estate";
import type { JsonObject } from "../../review/value";

const made = synthesized(program);
const documents = [...made.stacks.values()].map(({ text }) => JSON.parse(text) as JsonObject);
const scope = Program.of(program).scope();
const of = (inputs: readonly JsonObject[]) => {
  const facts = factsOf(inputs, scope);
  return pathsOf(facts, judge(facts).told);
};

test("the example's declared paths, hop by hop, and no other", () => {
  const short = of(documents).map(({ from, to, verdict, hops }) => [from, to, verdict, hops.map((hop) => hop.replace(/\.[^ ]*$/, ""))]);
  expect(short).toEqual(
    [
      [
        "east",
        "receipts.app-store.example:443",
        "closed",
        [
          "paths-us-east-1: aws_vpc_endpoint",
          "edge-us-east-1: aws_vpc_endpoint_service",
          "edge-us-east-1: aws_networkfirewall_firewall",
          "edge-us-east-1: aws_internet_gateway",
        ],
      ],
      [
        "internet",
        "east: us.app.example:443",
        "closed",
        [
          "edge-us-east-1: aws_internet_gateway",
          "edge-us-east-1: aws_networkfirewall_firewall",
          "ingress-us-east-1: aws_lb",
          "ingress-us-east-1: aws_vpc_endpoint",
          "paths-us-east-1: aws_vpc_endpoint_service",
        ],
      ],
      ["network-release-us-east-1: aws_vpc", "internet", "closed", []],
      ["network-us-east-1: aws_vpc", "internet", "closed", []],
      ["network-us-west-2: aws_vpc", "internet", "closed", []],
    ].map(([from, ...rest]) => [expect.stringContaining(String(from)), ...rest]),
  );
});

test("a gateway in the isolated network opens its way to the internet, and the paths that begin there", () => {
  const gateway = stack("beside", { aws_internet_gateway: { g: {} } }, { account: HOME });
  const open = of([...documents, gateway]).filter(({ verdict }) => verdict === "open");
  expect(open.map(({ to }) => to).sort()).toEqual(["east: us.app.example:443", "internet", "internet", "receipts.app-store.example:443"]);
});

test("an edge that passes by default opens the declared paths, and no more", () => {
  const lax = stack("lax", { aws_networkfirewall_firewall_policy: { p: { firewall_policy: {} } } }, { account: EDGE });
  const open = of([...documents, lax]).filter(({ verdict }) => verdict === "open");
  expect(open.map(({ to }) => to).sort()).toEqual(["east: us.app.example:443", "receipts.app-store.example:443"]);
});

test("a path whose edge is in none of the inputs is not known", () => {
  const isolated = documents.filter((one) => JSON.stringify(one).includes('"stackName":"network-us-east-1"'));
  expect(of(isolated).filter(({ verdict }) => verdict === "unknown")).toHaveLength(2);
});
