import type { Facts } from "../facts/facts";
import { standing, textOf } from "./google-guards";
import type { SetRule } from "./rule";

const TYPES = {
  folders: ["google_folder_access_approval_settings", "folder_id"],
  projects: ["google_project_access_approval_settings", "project_id"],
} as const;

export const googleApproval: SetRule = {
  id: "ACCESS-20",
  claim: "access",
  subject: "set",
  title: "Google's own staff asks before it opens anything of the program's.",
  why: "Who runs the cloud may look at what lies in it to help or to comply; with Access Approval each such request waits for a yes (Access Approval documentation, overview).",
  fix: "Put the settings back on the program's folder, or on each of its projects; or give under googleGuardrails.weaker the reason for access-approval.",
  judge: (facts) => (facts.scope.googleGuards?.approvalOn ?? []).flatMap((on) => settingsOn(on, facts)),
};

/** What they enrol ACCESS-12 asks. */
function settingsOn(on: string, facts: Facts) {
  const [kind, id = ""] = on.split("/");
  const [type, attribute] = TYPES[kind === "projects" ? "projects" : "folders"];
  return standing(
    {
      type,
      what: `the settings of Access Approval on ${on}`,
      stands: (settings) => {
        const text = textOf(settings, attribute, facts);
        return text === undefined ? undefined : text.replace(/^(folders|projects)\//, "") === id;
      },
      faults: () => [],
    },
    facts,
  );
}
