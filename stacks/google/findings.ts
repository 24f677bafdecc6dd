import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { GoogleFindings } from "../../constructs/audit/google-findings";
import { googleDeployer, SERVICE_AGENTS } from "../../constructs/place/google-names";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";
import type { GoogleCustodyStack } from "./custody";

/** Are findings told anywhere? In the profile full, of a folder; detectors work on nothing smaller of ours. */
export function tellsFindings({ data }: Program): boolean {
  return data.profile === "full" && data.googleGuardrails.folder !== undefined;
}

/** Where findings are told, in the custody project. */
export class GoogleFindingsStack extends GoogleStack {
  constructor(app: App, program: Program, place: GooglePlace, custody: GoogleCustodyStack) {
    super(app, stackName("findings", place, "custody"), { program, place, appliedBy: googleDeployer(place), state: "remote" });
    this.uses(custody);
    new GoogleFindings(this, "findings", { keyName: custody.keyName("findings") });
  }
}

/** The key of the topic, in the one region where it lies. */
export function findingsKeyIn(
  region: string,
  place: GooglePlace | undefined,
): readonly { readonly of: string; readonly agents: readonly string[] }[] {
  return place?.region.name === region ? [{ of: "findings", agents: [SERVICE_AGENTS.findings(place.account.number)] }] : [];
}
