import type { App } from "cdktf";
import type { AwsPlace } from "../config/place";
import type { Program } from "../config/program";
import { AwsStack } from "../constructs/place/aws-stack";
import { stateRegion } from "../constructs/place/names";
import { BackupManagement, CrossAccountBackup } from "../constructs/storage/backup-settings";
import type { Layer } from "./estate";
import { awsResidents, backsUp, distinct } from "./plan";

/** What AWS Backup needs to be told before a copy reaches another account: once for the organization, and in every region of both. */
export const backupSettings: Layer = {
  places: (program) => [...management(program), ...backedUp(program)],
  stacks: (app, program) => [
    ...management(program).map((place) => {
      const stack = settings(app, program, place, `backup-organization-${place.region.name}`);
      new CrossAccountBackup(stack, "backup");
      return stack;
    }),
    ...backedUp(program).map((place) => {
      const stack = settings(app, program, place, `backup-${place.accountName}-${place.region.name}`);
      new BackupManagement(stack, "backup");
      return stack;
    }),
  ],
};

const settings = (app: App, program: Program, place: AwsPlace, name: string) =>
  new AwsStack(app, name, { program, place, appliedBy: place.account.deployer, state: "private" });

/** The places of what is backed up, at home and at recovery. */
function backedUp(program: Program): readonly AwsPlace[] {
  return distinct(
    awsResidents(program)
      .filter(backsUp)
      .flatMap(({ home, recovery }) => [home, ...(recovery ? [recovery] : [])]),
  );
}

/** The management account, when there is something to copy. */
function management(program: Program): readonly AwsPlace[] {
  const [first] = backedUp(program);
  const found = Object.entries(program.data.accounts).find(([, { cloud, purpose }]) => cloud === "aws" && purpose === "management");
  if (!first || !found) return [];
  const place = program.place(found[0], stateRegion(program, program.place(found[0], first.region.name)));
  return place.isAws() ? [place] : [];
}
