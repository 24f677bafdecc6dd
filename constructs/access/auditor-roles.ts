import type { AwsPlace } from "../../config/place";
import type { AwsStack } from "../place/aws-stack";
import { afterwards, auditorStatements, auditorTrust, deskStatements, deskTrust, type Examination } from "./auditor";
import { HumanRole } from "./human-role";
import { AUDITOR, AUDITOR_DESK } from "../../config/access/role-names";

/** Where the auditor's people arrive: they read the archive of logs there, and go on to the accounts. */
export class AuditorDesk extends HumanRole {
  constructor(scope: AwsStack, id: string, props: { readonly examination: Examination; readonly accounts: readonly string[] }) {
    super(scope, id, scope.place, {
      name: AUDITOR_DESK,
      description: "The auditor reads logs and goes on to read configuration",
      boundary: "desk",
      trust: [deskTrust(scope.place, props.examination), afterwards(props.examination)],
      statements: deskStatements(scope.place, props.accounts),
    });
  }
}

/** The auditor in one account: reads configuration, and neither data nor plaintext. */
export class AuditorRole extends HumanRole {
  constructor(scope: AwsStack, id: string, props: { readonly desk: AwsPlace; readonly examination: Examination }) {
    super(scope, id, scope.place, {
      name: AUDITOR,
      description: "The auditor reads configuration, never data",
      boundary: "auditor",
      trust: [auditorTrust(props.desk, props.examination), afterwards(props.examination)],
      statements: auditorStatements(),
    });
  }
}
