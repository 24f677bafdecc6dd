import { CLOUDS, type Cloud } from "../config/region";
import type { KnownAccount, Party } from "../config/scope";
import { usage } from "./usage";

/** What the ids of each cloud's accounts look like. One that can be none would match nothing, and every store would seem to be somebody else's. */
const FORMS: Readonly<Record<Cloud, { readonly form: RegExp; readonly such: string }>> = {
  aws: { form: /^\d{12}$/, such: "twelve digits, such as aws:111122223333" },
  // Some ids of old begin with a domain (Resource Manager documentation, domain-scoped projects); resources name projects by number, too.
  google: {
    form: /^(([a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9]|\d{6,20})$/,
    such: "a project's id of 6 to 30 small letters, digits and hyphens, such as google:custodian-keys",
  },
  oracle: { form: /^ocid1\.(compartment|tenancy)\.\S+$/, such: "an OCID, such as oracle:ocid1.compartment.oc1..aaaa" },
  azure: { form: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, such: "a subscription's GUID" },
};

/** An account as flags name it. */
export function accountFlag(text: string, owner: Party): KnownAccount {
  const [cloud = "", ...rest] = text.split(":");
  const id = rest.join(":");
  if (!isCloud(cloud)) throw usage("review", `--${owner}-account`, text, "cloud:id, such as aws:111122223333");
  const { form, such } = FORMS[cloud];
  if (!form.test(id)) throw usage("review", `--${owner}-account`, text, such);
  return { cloud, id, owner, holdsKeys: owner === "custodian", legacy: false };
}

const isCloud = (text: string): text is Cloud => (CLOUDS as readonly string[]).includes(text);
