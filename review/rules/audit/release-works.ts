import type { ScopedWork } from "../../../config/scope";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { first, isObject, select, type Value } from "../../value";
import { isFenced } from "../fenced";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

export const releaseWorks: ResourceRule = {
  id: "AUDIT-20",
  claim: "audit",
  subject: "resource",
  title: "The projects of the release path run the program's commands, in the program's images.",
  why: "A stage that runs and examines nothing lets everything through, and a command that may fail is one that was not run (AWS CodeBuild user guide, buildspec reference: commands and on-failure). A buildspec that lies in the source is the parent's own program.",
  fix: "Put back the buildspec and the image as the program makes them; another image goes into release.images, by its digest.",
  concerns: (type) => type === "aws_codebuild_project",
  judge: (project, facts) => {
    if (project.type !== "aws_codebuild_project" || !isFenced(project, facts)) return [];
    const name = textAt(project, "name", facts);
    const work = facts.scope.works?.find((each) => each.project === name);
    if (!work) return [];
    const found = [...image(project, work, facts), ...commands(project, work, facts)];
    return found.length > 0 ? found : [met()];
  },
};

const textAt = (project: Resource, path: string, facts: Facts): string | undefined => {
  const value = first(project.values, path);
  return value === undefined ? "" : facts.resolver.text(value, project.stack);
};

function image(project: Resource, work: ScopedWork, facts: Facts): Verdict[] {
  const runs = textAt(project, "environment[].image", facts);
  const more = { attribute: "environment.image", expected: work.image, value: runs ?? "unresolved" };
  if (runs === undefined) return [unknown("the image that it runs in is not known", more)];
  return runs === work.image ? [] : [breach("it runs in an image that the program does not name", more)];
}

function commands(project: Resource, work: ScopedWork, facts: Facts): Verdict[] {
  const text = textAt(project, "source[].buildspec", facts);
  const more = { attribute: "source.buildspec", expected: "the program's commands", value: text ?? "unresolved" };
  if (text === undefined) return [unknown("what it runs is not known", more)];
  // CodeBuild takes a text of one line that is no document for a file's name in the source.
  if (text === "" || !/[\n{]/.test(text)) return [breach("it runs what lies in the source that it is to examine", more)];
  const own = parsed(text);
  if (own === undefined) return [unknown("its commands are not in JSON, and are not compared with the program's", more)];
  const wanted = parsed(work.buildspec);
  if (JSON.stringify(own) === JSON.stringify(wanted)) return [];
  const [runs, asked] = [commandsOf(own), commandsOf(wanted)];
  const missing = asked.filter((command) => !runs.includes(command)).map((command) => command.slice(0, 60));
  if (missing.length > 0) return [breach(`it does not run ${missing.join(", nor ")}`, more)];
  if (first(own, `${BUILD}.on-failure`) !== "ABORT") return [breach("it goes on when a command fails", more)];
  return [unknown("it runs the program's commands, and otherwise than the program does", more)];
}

const BUILD = "phases.build";

function parsed(text: string): Value | undefined {
  try {
    const value = JSON.parse(text) as Value;
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const commandsOf = (buildspec: Value | undefined): readonly string[] =>
  select(buildspec, `${BUILD}.commands[]`).map(({ value }) => String(value));
