import { failure, json } from "../call";
import type { Handler } from "./handler";

/** CodeBuild projects: ministack forgets a project's network, its logs and how long it waits. It runs none either. */
export const buildProject: Handler = (call, store) => {
  if (call.service !== "codebuild") return undefined;
  const held = store.of(call, "build-projects");
  const name = String(call.params["name"]);
  const now = Math.floor(Date.now() / 1000);
  switch (call.operation) {
    case "CreateProject":
    case "UpdateProject": {
      const before = held.get(name);
      const isNew = call.operation === "CreateProject";
      if (isNew && before !== undefined) return failure(call, 400, "ResourceAlreadyExistsException", `Project already exists: ${name}`);
      if (!isNew && before === undefined) return failure(call, 400, "ResourceNotFoundException", `Project cannot be found: ${name}`);
      const arn = `arn:aws:codebuild:${call.region}:${call.account}:project/${name}`;
      const made = { timeoutInMinutes: 60, queuedTimeoutInMinutes: 480, projectVisibility: "PRIVATE", arn, created: now };
      const project = { ...made, ...(JSON.parse(before ?? "{}") as object), ...call.params, lastModified: now };
      held.set(name, JSON.stringify(project));
      return json({ project });
    }
    case "BatchGetProjects": {
      // By name or by ARN, as AWS takes them.
      const asked = (call.params["names"] as string[]).map((one) => one.split("project/").at(-1) ?? one);
      const projects = asked.flatMap((one) => held.get(one) ?? []).map((text) => JSON.parse(text) as unknown);
      return json({ projects, projectsNotFound: asked.filter((one) => !held.has(one)) });
    }
    case "DeleteProject":
      held.delete(name.split("project/").at(-1) ?? name);
      return json({});
    default:
      return undefined;
  }
};
