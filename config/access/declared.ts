import type { PartsData } from "../schema/parts";
import type { DeclaredPrincipal } from "../scope";

/** The parent's principals that the program lets in: one, which may become the role that puts source into the mirror. */
export function declaredPrincipals({ release, accounts }: Pick<PartsData, "release" | "accounts">): readonly DeclaredPrincipal[] {
  const own = release && accounts[release.account];
  if (!release || own?.cloud !== "aws") return [];
  return [
    {
      arn: `arn:aws:iam::${release.parent.account}:role/${release.parent.role}`,
      actions: ["sts:AssumeRole"],
      resource: `arn:aws:iam::${own.id}:role/ringfence-release-push`,
      reason: "the parent hands in its source, which runs on the data only after inspection",
    },
  ];
}
