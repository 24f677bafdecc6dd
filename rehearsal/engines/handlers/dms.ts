import { failure, json, type Answer, type Call } from "../call";
import type { Handler, Store } from "./handler";
import { tagged } from "./tags";

type Fields = Readonly<Record<string, unknown>>;

interface Kind {
  /** As the API's operations and answers call it. */
  readonly of: string;
  readonly arn: string;
  readonly state: string;
  /** What a description says otherwise than what was given. */
  shown(given: Fields): Fields;
}

/** What a migration's stack makes: each is made, described by a filter, changed and ended (AWS DMS API reference). */
const KINDS: readonly Kind[] = [
  { of: "ReplicationSubnetGroup", arn: "subgrp", state: "Complete", shown: subnetGroup },
  { of: "ReplicationInstance", arn: "rep", state: "available", shown: instance },
  { of: "ReplicationTask", arn: "task", state: "ready", shown: (given) => given },
  { of: "Endpoint", arn: "endpoint", state: "active", shown: endpoint },
];
const STATES: Readonly<Record<string, string>> = {
  ReplicationSubnetGroup: "SubnetGroupStatus",
  ReplicationInstance: "ReplicationInstanceStatus",
};

const TAGS = { add: "AddTagsToResource", remove: "RemoveTagsFromResource", keys: "TagKeys", told: "TagList" };

/** DMS's control plane: moto answers times that the provider cannot read, and knows no network. It replicates nothing. */
export const dms: Handler = (call, store) => {
  if (call.service !== "dms") return undefined;
  const kind = KINDS.find(({ of }) => call.operation.replace(/s$/, "").endsWith(of));
  if (kind) return lives(call, store, kind);
  return (
    tagged(call, store.of(call, "dms/tags"), TAGS) ?? failure(call, 400, "InvalidParameter", `ringfence router: no DMS ${call.operation}`)
  );
};

function lives(call: Call, store: Store, kind: Kind): Answer {
  const { of, arn: word } = kind;
  const held = store.of(call, `dms/${of}`);
  const id = `${of}Identifier`;
  const status = STATES[of] ?? "Status";
  if (call.operation.startsWith("Create")) {
    const { Tags, ...given } = call.params;
    // The provider knows a subnet group's ARN by its name; of the others any will do.
    const arn = `arn:aws:dms:${call.region}:${call.account}:${word}:${String(given[id])}`;
    const made = { ...kind.shown(given), [`${of}Arn`]: arn, [status]: kind.state };
    held.set(String(given[id]), JSON.stringify(made));
    store.of(call, "dms/tags").set(arn, JSON.stringify(Tags ?? []));
    return json({ [of]: made });
  }
  const all = [...held.values()].map((text) => JSON.parse(text) as Fields);
  if (call.operation.startsWith("Describe")) {
    const [filter] = (call.params["Filters"] ?? []) as readonly { readonly Name: string; readonly Values: readonly unknown[] }[];
    const field = filter?.Name.endsWith("-arn") ? `${of}Arn` : id;
    const found = all.filter((one) => filter === undefined || filter.Values.includes(one[field]));
    // Who asks for all of them is told that there are none; who asks for one, that it is not there.
    return filter && found.length === 0 ? failure(call, 400, "ResourceNotFoundFault", `no ${of}`) : json({ [`${of}s`]: found });
  }
  const found = all.find((one) => one[`${of}Arn`] === call.params[`${of}Arn`] || one[id] === call.params[id]);
  if (!found) return failure(call, 400, "ResourceNotFoundFault", `no ${of}`);
  const state = { Start: "running", Stop: "stopped" }[/^St(?:art|op)/.exec(call.operation)?.[0] ?? ""];
  const now = { ...found, ...(call.operation.startsWith("Modify") ? call.params : {}), ...(state ? { [status]: state } : {}) };
  if (call.operation.startsWith("Delete")) held.delete(String(found[id]));
  else held.set(String(found[id]), JSON.stringify(now));
  return json({ [of]: now });
}

function subnetGroup({ SubnetIds, ...given }: Fields): Fields {
  const Subnets = (SubnetIds as readonly string[]).map((SubnetIdentifier) => ({ SubnetIdentifier, SubnetStatus: "Active" }));
  return { ...given, VpcId: "vpc-0123456789abcdef0", Subnets };
}

function instance({ ReplicationSubnetGroupIdentifier, VpcSecurityGroupIds, ...given }: Fields): Fields {
  const VpcSecurityGroups = (VpcSecurityGroupIds as readonly string[]).map((VpcSecurityGroupId) => ({
    VpcSecurityGroupId,
    Status: "active",
  }));
  return { EngineVersion: "3.5.4", ...given, ReplicationSubnetGroup: { ReplicationSubnetGroupIdentifier }, VpcSecurityGroups };
}

/** Types are given in small letters and told in capitals. A password is never told. */
function endpoint(given: Fields): Fields {
  return { ...given, Password: undefined, EndpointType: String(given["EndpointType"]).toUpperCase() };
}
