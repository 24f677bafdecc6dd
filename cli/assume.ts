import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import { RingfenceError, type ErrorPage } from "../config/errors";

/** Short-lived credentials of one role, as the clouds' SDK clients take them. */
export interface Assumed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Assumes a role with the ambient credentials; `page` is the error that a refusal becomes. */
export async function assume(role: string, region: string, session: string, page: ErrorPage): Promise<Assumed> {
  const sts = new STSClient({ region });
  const { Credentials } = await asked(
    role,
    "sts:AssumeRole",
    () => sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: session, DurationSeconds: 900 })),
    page,
  );
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey) throw refused(role, "sts:AssumeRole", "no credentials", page);
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, ...(SessionToken ? { sessionToken: SessionToken } : {}) };
}

/** Turns what AWS says into an error of ours, which names the call and nothing of its contents. */
export async function asked<T>(at: string, action: string, call: () => Promise<T>, page: ErrorPage): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw refused(at, action, `${(error as Error).name}: ${(error as Error).message}`, page);
  }
}

function refused(at: string, action: string, said: string, page: ErrorPage): RingfenceError {
  return new RingfenceError(page, {
    at,
    given: said,
    expected: `an answer to ${action}`,
    fix: "Correct what AWS names, and run the step again.",
  });
}
