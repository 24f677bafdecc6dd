import type { ErrorPage } from "../../config/errors";

const page = (code: string, title: string, why: string): ErrorPage => ({ code, title, why });

/** What goes wrong in a key ceremony. */
export const CUSTODY_PAGES = {
  material: page(
    "CUSTODY-MATERIAL",
    "the key material cannot be taken from this file",
    "Who else can read the file has the key. Material is 32 bytes in a plain file of its owner's alone, and is destroyed after the ceremony.",
  ),
  key: page(
    "CUSTODY-KEY",
    "no key that takes imported material",
    "Only a key whose origin is EXTERNAL takes material; the program's custody mode makes such keys when it is imported.",
  ),
  expiry: page(
    "CUSTODY-EXPIRY",
    "imported material must expire in time",
    "Material that never expires is no loan: the custodian's say ends with the ceremony. AWS KMS takes 365 days at most.",
  ),
  parameters: page(
    "CUSTODY-PARAMETERS",
    "the wrapping parameters or the wrapped material do not fit",
    "An import token belongs to one key and one wrapping key, and both end after a day (AWS KMS API reference, GetParametersForImport).",
  ),
  connect: page(
    "CUSTODY-CONNECT",
    "the external key store is not connected",
    "AWS KMS makes and uses keys of a store only while it is connected to the custodian's proxy, and terraform connects none.",
  ),
  consent: page(
    "CUSTODY-CONSENT",
    "a kill switch needs an explicit yes",
    "Disconnecting stops every use of the store's keys, and with it every store of data under them.",
  ),
  refused: page(
    "CUSTODY-REFUSED",
    "AWS refused a step of the ceremony",
    "The call is made as the program's key role; its policies, and those of the key, say who may make it.",
  ),
} as const;
