import { entryOf } from "../../catalogue/catalogue";
import { met, unknown, type ResourceRule } from "../rule";

export const typeKnown: ResourceRule = {
  id: "LOCATION-05",
  claim: "location",
  subject: "resource",
  title: "Every resource is of a type that is known to hold data or not to.",
  why: "A type that stands in no table may hold data, or carry it across a border; only its attributes' meaning could tell.",
  fix: "Use a type of the catalogue; add this one to review/catalogue with its place, key and destinations; or let the program classify it, with the reason why it holds and moves no user data.",
  judge: (resource, facts) => {
    // A destroy-time provisioner runs when its resource goes (Terraform, provisioners); a plan does not tell the two kinds apart.
    if (resource.action === "delete" && !resource.provisioned) return [];
    const entry = entryOf(resource.type);
    const classified = facts.classified(resource.type);
    if (!entry && classified === undefined)
      return [unknown(`the type ${resource.type} is in no table, so it may hold data`, { value: resource.type })];
    if (entry?.kind === "data" && entry.opaque !== undefined) return [unknown(entry.opaque, { value: resource.type })];
    if (resource.provisioned)
      return [unknown("its provisioner runs what no plan shows", { attribute: "provisioner", value: "provisioner" })];
    return [met(classified)];
  },
};
