import { KMSClient } from "@aws-sdk/client-kms";
import type { ErrorPage } from "../../config/errors";
import type { Program } from "../../config/program";
import { assume } from "../assume";
import { asked as askedOf } from "../refused";
import { CUSTODY_PAGES } from "./pages";

export interface At {
  readonly account: string;
  readonly region: string;
}

/** KMS as the program's key role in that account sees it; the ambient credentials are a key officer's. */
export async function kmsAs(program: Program, { account, region }: At): Promise<KMSClient> {
  const role = `arn:aws:iam::${account}:role/${program.data.custody.keyRole}`;
  return new KMSClient({ region, credentials: await assume(role, region, "ringfence-ceremony", CUSTODY_PAGES.refused) });
}

/** A call of the ceremony; its refusal is the ceremony's own error unless another is named. */
export function asked<T>(at: string, action: string, call: () => Promise<T>, page: ErrorPage = CUSTODY_PAGES.refused): Promise<T> {
  return askedOf(at, action, call, page);
}
