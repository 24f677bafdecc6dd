import { isProject } from "../../access/google-known";
import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { isAbsent, select, type Found } from "../../value";
import { isFenced } from "../fenced";
import { CODE, IMAGES, REPOSITORIES } from "./google-code";
import { breach, met, unknown, type ResourceRule, type Verdict } from "../rule";

const JUDGED = [
  [IMAGES, image],
  [REPOSITORIES, repository],
  [CODE, script],
] as const;

export const googleInspected: ResourceRule = {
  id: "AUDIT-21",
  claim: "audit",
  subject: "resource",
  title: "What runs inside on Google comes from a registry or a bucket of the program's.",
  why: "Code that nobody examined reads whatever its account reads. An image of somebody else's registry, a tag that moves, a repository that is built from, or a script of another's bucket is a way past the inspection (Artifact Registry documentation, remote repositories; Cloud Build documentation, repositories).",
  fix: "Name images by their digests in a registry of the program's, and put scripts into a bucket of the program's; build from what was handed in.",
  concerns: (type) => JUDGED.some(([table]) => Object.hasOwn(table, type)),
  judge: (resource, facts) => {
    const concerned = JUDGED.filter(([table]) => Object.hasOwn(table, resource.type));
    if (concerned.length === 0 || !isFenced(resource, facts)) return [];
    const verdicts = concerned.flatMap(([table, judge]) =>
      (table[resource.type] ?? [])
        .flatMap((path) => select(resource.values, path))
        .filter(({ value }) => !isAbsent(value))
        .flatMap((found) => judge(found, resource, facts)),
    );
    return verdicts.length > 0 ? verdicts : [met()];
  },
};

const REGISTRY = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:[a-z]+\.)?gcr\.io)\/([^/]+)\/[^@]+@sha256:[0-9a-f]{64}$/;

/** An image by its tag is whatever the tag says on the day; by its digest it is one image. */
function image({ value, path }: Found, { stack }: Resource, facts: Facts): Verdict[] {
  const text = facts.resolver.text(value, stack);
  const more = { attribute: path, value: text ?? "unresolved", expected: "an image of the program's registry, by its digest" };
  if (text === undefined) return [unknown("its image is not known", more)];
  const project = REGISTRY.exec(text)?.[1];
  if (project === undefined) return [breach("its image is named by a tag, or lies in no registry of Google's", more)];
  return isProject(project, facts) ? [] : [breach(`its image lies in the project ${project}`, more)];
}

/** A repository inside a project, of which no attribute says who writes to it. */
const INSIDE = /repo_source|trigger_template|source_repository|repository_event_config/;

/** What stands there names a repository of somebody's; of a registry, that it passes on what another one has. */
function repository({ value, path }: Found, { stack }: Resource, facts: Facts): Verdict[] {
  const more = { attribute: path, value: "some", expected: "what was handed in and inspected" };
  if (path !== "mode")
    return INSIDE.test(path)
      ? [unknown("who inspects what its repository holds is not known", more)]
      : [breach("it takes its code from a repository that nobody inspects", more)];
  const mode = facts.resolver.text(value, stack);
  if (mode === undefined) return [unknown("whether it passes on what another registry has is not known", more)];
  return /^(REMOTE|VIRTUAL)_/.test(mode) ? [breach("it passes on what another registry has", { ...more, value: mode })] : [];
}

const BUCKET = /^(?:gs:\/\/|https:\/\/storage\.(?:googleapis|cloud\.google)\.com\/)([^/]+)/;

function script({ value, path }: Found, { stack }: Resource, facts: Facts): Verdict[] {
  const resolved = facts.resolver.resolve(value, stack);
  const text = facts.resolver.text(value, stack);
  const more = { attribute: path, value: text ?? "unresolved", expected: "a bucket of the program's" };
  if (resolved.kind === "resource" && text === undefined) return [];
  if (text === undefined) return [unknown("where its code comes from is not known", more)];
  const name = BUCKET.exec(text)?.[1] ?? (/[/:]/.test(text) ? undefined : text);
  if (name === undefined) return [breach(`its code comes from ${text}`, more)];
  const [bucket, ...others] = facts.bucketsNamed(name);
  if (!bucket || others.length > 0) return [unknown(`whose the bucket ${name} is, from which its code comes, is not known`, more)];
  return isProject(facts.placeOf(bucket).account ?? "", facts)
    ? []
    : [breach(`its code comes from the bucket ${name}, of another project`, more)];
}
