import { program as unitedStates } from "../../config/programs/united-states";
import { changed, ARCHIVE, PROFILES, SESSIONS } from "../config/refused";
import { placeOf, resources, stackOf, synthesized } from "../synth";

const made = synthesized(unitedStates);

test("copies across accounts are switched on once, from the management account", () => {
  const stack = stackOf(made, "backup-organization-us-east-1");
  expect(placeOf(stack).account).toBe("111111111111");
  expect(resources(stack, "aws_backup_global_settings").map(([, block]) => block["global_settings"])).toEqual([
    { isCrossAccountBackupEnabled: "true" },
  ]);
});

test.each(["backup-home-us-east-1", "backup-home-us-west-2", "backup-recovery-us-east-1", "backup-recovery-us-west-2"])(
  "%s lets AWS Backup manage what it could not copy otherwise",
  (name) => {
    const [[, block] = []] = resources(stackOf(made, name), "aws_backup_region_settings");
    expect(block).toMatchObject({
      resource_type_management_preference: { DynamoDB: true, EFS: true },
      resource_type_opt_in_preference: { Aurora: true, DynamoDB: true, EFS: true },
      lifecycle: { ignore_changes: ["resource_type_opt_in_preference"] },
    });
  },
);

test("a program whose buckets alone have second copies needs none of it", () => {
  const buckets = changed(unitedStates, (p) => {
    for (const index of [PROFILES, SESSIONS, ARCHIVE].sort((a, b) => b - a)) p.datasets.splice(index, 1);
  });
  expect([...synthesized(buckets).stacks.keys()].filter((name) => name.startsWith("backup-"))).toEqual([]);
});
