import type { Estate } from "./estate";
import type { Resource } from "./model";

const SOURCE = ["arn", "id"];

/**
 * Does a DataSync location only give? Its own attributes are the same for both ends of a task; the tasks tell. A location that
 * no task names, or that one may write to, is taken for a destination.
 */
export function onlyGives(location: Resource, estate: Estate): boolean {
  if (!location.type.startsWith("aws_datasync_location_")) return false;
  const tasks = estate.ofType("aws_datasync_task").filter(({ stack }) => stack === location.stack);
  const names = (attribute: string) => tasks.map((task) => estate.refersTo(task, task.values[attribute], location, SOURCE));
  return names("source_location_arn").includes("yes") && names("destination_location_arn").every((answer) => answer === "no");
}
