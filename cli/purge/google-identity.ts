import type { GoogleAuth } from "google-auth-library";
import { RingfenceError } from "../../config/errors";
import { PURGING_PAGES } from "./pages";

/** The ambient credentials must impersonate `identity`: the one that the old side's policies spare, and that its log shows. */
export async function checkIdentity(auth: Pick<GoogleAuth, "getClient">, identity: string): Promise<void> {
  const client: unknown = await auth.getClient();
  const target =
    typeof client === "object" && client !== null && "getTargetPrincipal" in client
      ? (client as { getTargetPrincipal(): string }).getTargetPrincipal()
      : "none that is impersonated";
  if (target === identity) return;
  throw new RingfenceError(PURGING_PAGES.identity, {
    at: "Google's application default credentials",
    given: target,
    expected: identity,
    fix: `Run \`gcloud auth application-default login --impersonate-service-account=${identity}\`.`,
  });
}
