import { KMSClient, type KMSClientConfig } from "@aws-sdk/client-kms";
import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { RingfenceError, type ErrorPage } from "../../config/errors";
import type { Program } from "../../config/program";
import { CUSTODY_PAGES } from "./pages";

export interface At {
  readonly account: string;
  readonly region: string;
}

/** KMS as the program's key role in that account sees it; the ambient credentials are a key officer's. */
export async function kmsAs(program: Program, { account, region }: At): Promise<KMSClient> {
  const role = `arn:aws:iam::${account}:role/${program.data.custody.keyRole}`;
  const sts = new STSClient({ region });
  const { Credentials } = await asked(role, "sts:AssumeRole", () =>
    sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: "ringfence-ceremony", DurationSeconds: 900 })),
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey) throw refused(role, "sts:AssumeRole", "no credentials");
  const config: KMSClientConfig = {
    region,
    credentials: { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(SessionToken ? { sessionToken: SessionToken } : {}) },
  };
  return new KMSClient(config);
}

/** Turns what AWS says into an error of ours, which names the call and nothing of its contents. */
export async function asked<T>(at: string, action: string, call: () => Promise<T>, page: ErrorPage = CUSTODY_PAGES.refused): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refused(at, action, `${(error as Error).name}: ${(error as Error).message}`, page);
  }
}

function refused(at: string, action: string, said: string, page: ErrorPage = CUSTODY_PAGES.refused): RingfenceError {
  return new RingfenceError(page, {
    at,
    given: said,
    expected: `an answer to ${action}`,
    fix: "Correct what AWS names, and run the step again.",
  });
}
