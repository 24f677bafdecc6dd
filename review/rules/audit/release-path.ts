import { PIPELINE } from "../../../config/release/names";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isObject, get, list, select, type Value, type ValueObject } from "../../value";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const releasePath: ResourceRule = {
  id: "AUDIT-13",
  claim: "audit",
  subject: "resource",
  title: "A release runs every project that examines it, and waits for a person before the last.",
  why: "What the pipeline leaves out is not examined, and what nobody approved is signed all the same (AWS CodePipeline user guide, approval actions).",
  fix: "Put the stage back: the projects that examine, and the approval of the inspector before what signs.",
  concerns: (type) => type === "aws_codepipeline",
  judge: (pipeline, facts) => {
    if (pipeline.type !== "aws_codepipeline" || !facts.scope.awsGuards || pipeline.action === "delete" || facts.isLegacy(pipeline))
      return [];
    const text = (value: Value | undefined) => (value === undefined ? "" : facts.resolver.text(value, pipeline.stack));
    const actions = select(pipeline.values, "stage[].action[]").map(({ value }) => {
      const action = (isObject(value) ? value : {}) as ValueObject;
      const [configuration] = list(get(action, "configuration"));
      const of = (name: string) => (isObject(configuration) ? text(get(configuration as ValueObject, name)) : "");
      return { category: text(get(action, "category")), project: of("ProjectName"), bucket: of("S3Bucket") };
    });
    if (actions.some(({ category, project }) => category === undefined || project === undefined))
      return [unknown("what it runs is not known", { attribute: "stage", value: "unresolved" })];
    const at = { attribute: "stage", expected: "every project, and an approval before the last" };
    const approved = actions.findIndex(({ category }) => category === "Approval");
    const last = actions.findLastIndex(({ category }) => category === "Build");
    const verdicts: Verdict[] = [];
    if (approved < 0 || approved > last) verdicts.push(breach("it waits for nobody's approval", { ...at, value: "no approval" }));
    for (const { category, bucket } of actions) {
      if (category !== "Source" || bucket === "") continue;
      const own = facts.ofType("aws_s3_bucket").some((each) => facts.resolver.text(get(each.values, "bucket"), each.stack) === bucket);
      const source = { ...at, value: bucket ?? "unresolved", expected: "a bucket of the release account" };
      if (bucket === undefined) verdicts.push(unknown("where it takes the source from is not known", source));
      else if (!own && facts.whole) verdicts.push(breach(`it takes the source from ${bucket}, which no stack makes`, source));
    }
    for (const name of projectsOf(pipeline, facts))
      if (!actions.some(({ project }) => project === name)) verdicts.push(breach(`it does not run ${name}`, { ...at, value: name }));
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

/** What it is to run: the projects that stand beside it, and of the program's own pipeline all that the program names. */
function projectsOf(pipeline: Resource, facts: Facts): readonly string[] {
  const text = (resource: Resource) => facts.resolver.text(get(resource.values, "name"), resource.stack);
  const beside = facts.ofType("aws_codebuild_project").filter(({ stack, action }) => stack === pipeline.stack && action !== "delete");
  const named = text(pipeline) === PIPELINE ? (facts.scope.works ?? []).map(({ project }) => project) : [];
  return [...new Set([...beside.map((project) => text(project) ?? project.address), ...named])];
}
