import type { Call } from "../call";
import type { Decision } from "../../../review/access/types";
import type { Endpoint, World } from "../world";
import { declaredEndpoint } from "./context";
import { denied } from "./refusal";

/** The endpoint that a call says it came through, if it can have: one that exists, in this region, for this service. */
export function enter(call: Call, world: World, region: string): { readonly endpoint?: Endpoint } | { readonly decision: Decision } {
  const id = declaredEndpoint(call);
  if (id === undefined) return {};
  const endpoint = world.endpoints.get(id);
  if (endpoint === undefined) return { decision: denied(`there is no endpoint ${id}`) };
  if (!endpoint.serviceName.endsWith(`.${call.service}`))
    return { decision: denied(`${id} leads to ${endpoint.serviceName}, not to ${call.service}`) };
  if (endpoint.region !== region) return { decision: denied(`${id} is in ${endpoint.region}, what it asks for in ${region}`) };
  return { endpoint };
}
