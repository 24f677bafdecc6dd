import { randomUUID } from "node:crypto";
import { failure, json, type Answer, type Call } from "../call";
import type { Handler, Store } from "./handler";
import { tagged } from "./tags";

type Fields = Readonly<Record<string, unknown>>;

/** Kinds of locations that the project's programs have, and their addresses (DataSync API reference, CreateLocation…). */
const ADDRESSES: Readonly<Record<string, (given: Fields, region: string) => string>> = {
  S3: ({ S3BucketArn }) => `s3://${last(S3BucketArn, ":")}`,
  Efs: ({ EfsFilesystemArn }, region) => `efs://${region}.${last(EfsFilesystemArn, "/")}`,
  Nfs: ({ ServerHostname }) => `nfs://${String(ServerHostname)}`,
  ObjectStorage: ({ ServerHostname, BucketName }) => `object-storage://${String(ServerHostname)}/${String(BucketName)}`,
};
const last = (value: unknown, mark: string) => String(value).split(mark).at(-1) ?? "";

/** An execution as who looks at it sees it, look by look. */
const STATES = ["LAUNCHING", "PREPARING", "TRANSFERRING", "VERIFYING", "SUCCESS"];

const TAGS = { add: "TagResource", remove: "UntagResource", keys: "Keys", told: "Tags" };

/** DataSync's control plane, which moto has in part: agents, locations, tasks and executions that move nothing. */
export const dataSync: Handler = (call, store) => {
  if (call.service !== "datasync") return undefined;
  const kind = /^(?:Create|Describe|Update|Delete)(Agent|Location|Task)/.exec(call.operation)?.[1]?.toLowerCase();
  return (
    executed(call, store) ??
    tagged(call, held(call, store, "tags"), TAGS) ??
    listed(call, store) ??
    (kind === undefined ? unknown(call) : lives(call, store, kind as "agent" | "location" | "task"))
  );
};

const held = (call: Call, store: Store, kind: string) => store.of(call, `datasync/${kind}`);
const unknown = (call: Call) => failure(call, 400, "InvalidRequestException", `ringfence router: no DataSync ${call.operation}`);
const absent = (call: Call, arn: unknown) =>
  failure(call, 400, "InvalidRequestException", `Request parameters are invalid: no ${String(arn)}`);

/** What is made, read, changed and ended by its ARN. */
function lives(call: Call, store: Store, kind: "agent" | "location" | "task"): Answer {
  const all = held(call, store, kind);
  const name = { agent: "AgentArn", location: "LocationArn", task: "TaskArn" }[kind];
  if (call.operation.startsWith("Create")) {
    const arn = `arn:aws:datasync:${call.region}:${call.account}:${kind}/${kind === "location" ? "loc" : kind}-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
    const { Tags, ...given } = call.params;
    const address = addressOf(call);
    if (kind === "location" && address === undefined) return unknown(call);
    all.set(arn, JSON.stringify({ ...shown(kind, given), [name]: arn, ...(address ? { LocationUri: address } : {}) }));
    held(call, store, "tags").set(arn, JSON.stringify(Tags ?? []));
    return json({ [name]: arn });
  }
  const arn = String(call.params[name]);
  const text = all.get(arn);
  if (text === undefined) return absent(call, arn);
  const now = { ...(JSON.parse(text) as Fields), ...(call.operation.startsWith("Update") ? call.params : {}) };
  if (call.operation.startsWith("Delete")) all.delete(arn);
  else all.set(arn, JSON.stringify(now));
  return json(call.operation.startsWith("Describe") ? now : {});
}

/** What a description says beside, or otherwise than, what was given. A secret is never given back. */
function shown(kind: "agent" | "location" | "task", given: Fields): Fields {
  if (kind === "location") return { ...given, SecretKey: undefined };
  if (kind === "task") return { Status: "AVAILABLE", ...given };
  const { AgentName, VpcEndpointId, SubnetArns, SecurityGroupArns } = given;
  return {
    Name: AgentName,
    Status: "ONLINE",
    EndpointType: "PRIVATE_LINK",
    PrivateLinkConfig: { VpcEndpointId, SubnetArns, SecurityGroupArns },
  };
}

function addressOf({ operation, params, region }: Call): string | undefined {
  const address = ADDRESSES[operation.replace("CreateLocation", "")]?.(params, region);
  if (address === undefined) return undefined;
  const folder = String(params["Subdirectory"] ?? "").replaceAll(/^\/+|\/+$/g, "");
  return folder === "" ? `${address}/` : `${address}/${folder}/`;
}

/** Executions by their ARN: the task's own, and what comes after it. */
function executed(call: Call, store: Store): Answer | undefined {
  const all = held(call, store, "executions");
  const arn = String(call.params["TaskExecutionArn"]);
  const state = all.get(arn);
  switch (call.operation) {
    case "StartTaskExecution": {
      const task = String(call.params["TaskArn"]);
      if (!held(call, store, "task").has(task)) return absent(call, task);
      const made = `${task}/execution/exec-${randomUUID().replaceAll("-", "").slice(0, 17)}`;
      all.set(made, STATES[0] as string);
      return json({ TaskExecutionArn: made });
    }
    case "DescribeTaskExecution":
      if (state === undefined) return absent(call, arn);
      all.set(arn, STATES[STATES.indexOf(state) + 1] ?? state);
      return json({ TaskExecutionArn: arn, Status: state, ...(state === "ERROR" ? { Result: { ErrorCode: "Cancelled" } } : {}) });
    case "CancelTaskExecution":
      if (state === undefined) return absent(call, arn);
      all.set(arn, "ERROR");
      return json({});
    default:
      return undefined;
  }
}

function listed(call: Call, store: Store): Answer | undefined {
  const those = (kind: string) => [...held(call, store, kind).values()].map((text) => JSON.parse(text) as Fields);
  switch (call.operation) {
    case "ListAgents":
      return json({ Agents: those("agent") });
    case "ListLocations":
      return json({ Locations: those("location") });
    case "ListTasks":
      return json({ Tasks: those("task") });
    default:
      return undefined;
  }
}
