import type { App } from "cdktf";
import type { GooglePlace } from "../../config/place";
import type { Program } from "../../config/program";
import { googleAccessAdmin } from "../../constructs/access/google-access-admin";
import { GoogleAuditor } from "../../constructs/access/google-auditor";
import { GoogleBreakGlass, GoogleDuties } from "../../constructs/access/google-duties";
import { GoogleWorkforce } from "../../constructs/access/google-workforce";
import { GoogleStack } from "../../constructs/place/google-stack";
import { stackName } from "../../constructs/place/names";
import type { GoogleResident } from "./plan";

export interface GoogleAccessProps {
  readonly custody: GooglePlace;
  readonly residents: readonly GoogleResident[];
}

/** The people of one project: where they sign in, who works on its data, who examines it. */
export class GoogleAccessStack extends GoogleStack {
  constructor(app: App, program: Program, place: GooglePlace, { custody, residents }: GoogleAccessProps) {
    super(app, stackName("access", place, "home"), { program, place, appliedBy: googleAccessAdmin(program, custody), state: "remote" });
    const { access } = program.data;
    if (!access) throw new TypeError("the program lets nobody in, and has no stack of people");
    if (place.accountName === custody.accountName) new GoogleWorkforce(this, "workforce", access);
    for (const { dataset, home } of residents) {
      if (home.accountName !== place.accountName) continue;
      new GoogleDuties(this, `${dataset.name}-duties`, { dataset });
      new GoogleBreakGlass(this, `${dataset.name}-break-glass`, { dataset });
    }
    if (access.auditor) new GoogleAuditor(this, "auditor", { examination: access.auditor });
  }
}
