import { version } from "../package.json";
import type { Progress } from "../config/migration/progress";
import { accessOf } from "./access/who";
import { entryOf } from "./catalogue/catalogue";
import { destructionOf } from "./destruction";
import { claimsOf, obligationsOf, worst } from "./claims";
import { compare } from "./facts/estate";
import type { Facts } from "./facts/facts";
import type { Resource } from "./facts/model";
import { blockingOf } from "./findings";
import { guardrailRoom } from "./guardrail-room";
import { pathsOf } from "./paths";
import type { Inputs } from "./read/read";
import { newerFormat } from "./read/recognise";
import type { BlockOn, Finding, Report, ReportedInput, ReportedResource } from "./report/report";
import type { Tally } from "./judge";
import { get } from "./value";

/** Facts, judgements and findings as one report. */
export function assemble(
  inputs: Inputs,
  facts: Facts,
  judged: Tally,
  findings: readonly Finding[],
  options: { asOf: string; blockOn: readonly BlockOn[]; migration?: Progress },
): Report {
  const { scope } = facts;
  const claims = claimsOf(judged, scope, options.migration);
  const blocking = blockingOf(findings, options.blockOn);
  const guardrailDocuments = guardrailRoom(facts);
  return {
    schema: "ringfence.report/1",
    tool: { name: "ringfence", version },
    program: { name: scope.name, jurisdiction: scope.jurisdiction.code, digest: scope.digest, headline: scope.headline },
    asOf: options.asOf,
    inputs: inputsOf(inputs, facts),
    verdict: worst(claims.filter(({ unjudged }) => unjudged === undefined).map(({ verdict }) => verdict)),
    blocks: blocking.breach + blocking.unknown + blocking.expired > 0,
    blocking,
    obligations: obligationsOf(claims, scope, judged),
    claims,
    ...(options.migration && options.migration.copies.length > 0 ? { migration: options.migration } : {}),
    findings,
    tolerated: [
      ...judged.told
        .filter(({ verdict }) => verdict === "met")
        .map(({ rule, address, stack, message }) => ({ rule: rule.id, address, stack, reason: message as string })),
      ...givenUp(facts),
    ],
    resources: facts.resources.map((resource) => resourceOf(resource, facts)),
    access: accessOf(facts),
    paths: pathsOf(facts, judged.told),
    unclassified: facts.resources
      .filter(({ type }) => !entryOf(type) && facts.classified(type) === undefined)
      .map(({ type, address }) => ({ type, address })),
    ...(guardrailDocuments.length > 0 ? { guardrailDocuments } : {}),
  };
}

/** What the program gave up in words of its own: where no resource stands there is none for a rule to be met by. */
function givenUp({ resources, scope }: Facts): Report["tolerated"] {
  if (scope.optOuts.length === 0) return [];
  const judged = new Set(resources.map(({ constructPath }) => constructPath));
  return scope.optOuts
    .filter(({ of }) => !judged.has(of))
    .map(({ of, reason }) => ({ rule: "PROGRAM", address: of, stack: "", reason: `opted out: ${reason}` }));
}

function inputsOf(inputs: Inputs, facts: Facts): ReportedInput[] {
  return inputs.documents
    .map(({ path, sha256, kind, json }): ReportedInput => {
      const stack = facts.stacks.find(({ plan, synth }) => plan?.path === path || synth?.path === path);
      const warning = kind === "plan" ? newerFormat(json) : undefined;
      const join = stack?.plan && stack.synth ? "planned-and-synthesized" : stack?.plan ? "plan-only" : "synth-only";
      return {
        path,
        sha256,
        kind,
        stack: stack?.name ?? "",
        complete: get(json, "complete") !== false && get(json, "errored") !== true,
        join,
        ...(warning === undefined ? {} : { warning }),
      };
    })
    .sort((a, b) => compare(a.path, b.path));
}

function resourceOf(resource: Resource, facts: Facts): ReportedResource {
  const entry = entryOf(resource.type);
  const dataset = facts.dataset(resource);
  const [key] = facts.keysOf(resource);
  return {
    address: resource.address,
    type: resource.type,
    stack: resource.stack.name,
    action: resource.action,
    holdsData: entry?.kind === "data" && entry.holdsData,
    dataset: dataset.kind === "named" ? dataset.name : null,
    place: facts.placeOf(resource),
    destinations: facts.destinationsOf(resource).map(({ via, attribute, place }) => ({ via, attribute, place })),
    key: key ? { kind: key.kind, id: key.id, holder: key.holder, why: key.why } : null,
    destruction: destructionOf(resource, facts.scope),
  };
}
