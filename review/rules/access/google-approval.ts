import type { Facts } from "../../facts/facts";
import type { Resource } from "../../facts/model";
import { admits, is, standing, textOf } from "../guardrails/google-guards";
import type { SetRule } from "../rule";

const TYPES = {
  folders: ["google_folder_access_approval_settings", "folder_id"],
  projects: ["google_project_access_approval_settings", "project_id"],
} as const;

export const googleApproval: SetRule = {
  id: "ACCESS-20",
  claim: "access",
  subject: "set",
  title: "Google's own staff asks before it opens anything of the program's, and serves an assured folder under the program's regime.",
  why: "Who runs the cloud may look at what lies in it to help or to comply; with Access Approval each such request waits for a yes (Access Approval documentation, overview). Which staff that is, and from where, the regime of an Assured Workloads folder says.",
  fix: "Put the settings back on the program's folder, or on each of its projects, and the assured folder under the program's regime; or give under googleGuardrails.weaker the reason for access-approval.",
  judge: (facts) => [...(facts.scope.googleGuards?.approvalOn ?? []).flatMap((on) => settingsOn(on, facts)), ...assured(facts)],
};

function assured(facts: Facts) {
  const { assured: regime, organization } = facts.scope.googleGuards ?? {};
  if (regime === undefined) return [];
  const text = (workload: Resource, attribute: string) => [textOf(workload, attribute, facts)];
  return standing(
    {
      type: "google_assured_workloads_workload",
      what: `the Assured Workloads folder under ${regime}`,
      stands: (workload) => is(textOf(workload, "organization", facts), organization ?? ""),
      faults: (workload) => [admits("its regime is", text(workload, "compliance_regime"), (each) => each === regime)],
    },
    facts,
  );
}

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
