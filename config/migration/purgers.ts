import type { Purger } from "../guardrails/fenced";
import { backupsOf } from "./legacy-copies";
import type { Jurisdiction } from "../jurisdiction";
import type { AwsPlace, Place } from "../place";
import { purgeRoleArn } from "./purge-names";
import { phaseOf } from "../rules/phase";
import type { CopyData, ProgramData } from "../schema/schema";

/** What guardrails ask of a program. */
export interface Guarded {
  readonly data: ProgramData;
  readonly jurisdiction: Jurisdiction;
  legacyPlace(copy: Extract<CopyData, { region: string }>): Place;
}

/**
 * The roles that the region deny lets out, each by its whole ARN. An old account that is not of the organization has no
 * guardrails; one that was handed over may come under them, and its purge would be shut in.
 */
export function purgersOf(program: Guarded): readonly Purger[] {
  const { datasets, accounts } = program.data;
  return datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy): Purger[] => {
      if (phaseOf(copy, dataset) !== "purge" || !("account" in copy)) return [];
      const account = accounts[copy.account];
      if (account?.cloud !== "aws" || !account.inOrganization || program.jurisdiction.contains("aws", copy.region)) return [];
      const role = purgeRoleArn(program.legacyPlace(copy) as AwsPlace, dataset.name, copy.name);
      return [{ role, region: copy.region, deletes: backupsOf(copy) ? "backups" : "objects" }];
    }),
  );
}
