import type { Answer, Call } from "./call";
import type { Store } from "./handlers/handler";

type Fields = Record<string, unknown>;
const LOGS = ["CloudWatchLogsLogGroupArn", "CloudWatchLogsRoleArn"] as const;

/** What ministack forgets of a trail when it is made: where it delivers besides its bucket, and its tags. Kept here, and put back. */
export function withTrailDetails(call: Call, reply: Answer, store: Store): Answer {
  if (call.service !== "cloudtrail" || reply.status !== 200) return reply;
  const held = store.of(call, "trails");
  const said = parsed(reply);
  switch (call.operation) {
    case "CreateTrail":
    case "UpdateTrail": {
      const arn = String(said["TrailARN"]);
      const before = JSON.parse(held.get(arn) ?? "{}") as Fields;
      const given = Object.fromEntries(["TagsList", ...LOGS].flatMap((name) => (name in call.params ? [[name, call.params[name]]] : [])));
      held.set(arn, JSON.stringify({ ...before, ...given }));
      return reply;
    }
    case "DeleteTrail":
      held.delete(String(call.params["Name"]));
      return reply;
    case "GetTrail":
      return answered(reply, { ...said, Trail: detailed(said["Trail"] as Fields, held) });
    case "DescribeTrails":
      return answered(reply, { ...said, trailList: list(said["trailList"]).map((trail) => detailed(trail, held)) });
    case "ListTags":
      return answered(reply, { ...said, ResourceTagList: list(said["ResourceTagList"]).map((resource) => tagged(resource, held)) });
    default:
      return reply;
  }
}

function detailed(trail: Fields, held: ReadonlyMap<string, string>): Fields {
  const made = JSON.parse(held.get(String(trail["TrailARN"])) ?? "{}") as Fields;
  return { ...trail, ...Object.fromEntries(LOGS.flatMap((name) => (name in made ? [[name, made[name]]] : []))) };
}

/** Tags that were given later are the engine's own, and win. */
function tagged(resource: Fields, held: ReadonlyMap<string, string>): Fields {
  const made = list((JSON.parse(held.get(String(resource["ResourceId"])) ?? "{}") as Fields)["TagsList"]);
  const later = list(resource["TagsList"]);
  const known = new Set(later.map((tag) => tag["Key"]));
  return { ...resource, TagsList: [...later, ...made.filter((tag) => !known.has(tag["Key"]))] };
}

const list = (value: unknown): Fields[] => (Array.isArray(value) ? (value as Fields[]) : []);

function parsed(reply: Answer): Fields {
  return JSON.parse(reply.body.toString("utf8") || "{}") as Fields;
}

function answered(reply: Answer, body: Fields): Answer {
  return { ...reply, headers: { ...reply.headers, "content-length": undefined }, body: Buffer.from(JSON.stringify(body)) };
}
