import { AssumeRoleCommand, STSClient } from "@aws-sdk/client-sts";
import type { ErrorPage } from "../config/errors";
import { asked } from "./refused";

/** Short-lived credentials of one role, as the clouds' SDK clients take them. */
export interface Assumed {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date | undefined;
}

/** Assumes a role with the ambient credentials, for some seconds; `page` is the error that a refusal becomes. */
export function assume(role: string, region: string, session: string, page: ErrorPage, seconds = 900): Promise<Assumed> {
  const sts = new STSClient({ region });
  const command = new AssumeRoleCommand({ RoleArn: role, RoleSessionName: session, DurationSeconds: seconds });
  return asked(
    role,
    "sts:AssumeRole",
    async () => {
      const { Credentials: given } = await sts.send(command);
      if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken) throw new Error("no credentials");
      return {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        sessionToken: given.SessionToken,
        expiration: given.Expiration,
      };
    },
    page,
  );
}
