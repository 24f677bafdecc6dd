import type { App } from "cdktf";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { legacyStackName, purgeRoleArn } from "../../config/migration/purge-names";
import { LegacyBucket, type LegacyBucketProps } from "../../constructs/migration/legacy-bucket";
import { moverArn } from "../../constructs/migration/mover-role";
import { windowEnd } from "../../config/migration/window";
import { AwsStack } from "../../constructs/place/aws-stack";
import { reverseOf } from "../../config/migration/reverse-legs";
import { reverseArn } from "../../constructs/migration/reverse-leg";
import { leaveLegacy } from "./leaving";
import { isPurging, type Move } from "./moves";

/** The old buckets of one place outside, for as long as their copies move: read by movers, frozen at cutover, and let go when they are gone. */
export class LegacyStack extends AwsStack {
  constructor(app: App, program: Program, place: AwsPlace, moves: readonly Move[]) {
    const [first] = moves;
    if (!first) throw new TypeError(`no copy moves from ${String(place)}`);
    const { home } = first.resident;
    super(app, legacyStackName(place), {
      program,
      place,
      appliedBy: place.account.deployer,
      state: "private",
      stateAt: home,
    });
    for (const move of moves) {
      const { copy, resident, phase } = move;
      if (copy.kind !== "aws-bucket") continue;
      if (phase === "closed") {
        leaveLegacy(this, "aws_s3_bucket", resident.dataset.name, copy);
        continue;
      }
      new LegacyBucket(this, `${resident.dataset.name}-${copy.name}`, {
        dataset: resident.dataset.name,
        copy: copy.name,
        bucket: copy.bucket,
        phase,
        mover: { arn: moverArn(resident.home, resident.dataset.name, copy.name), accountId: resident.home.accountId },
        purger: isPurging(move) ? purgeRoleArn(place, resident.dataset.name, copy.name) : undefined,
        until: windowEnd(program),
        ...reverseAt(move),
      });
    }
  }
}

/** Who may write back, and what, while that is declared. */
function reverseAt({ copy, resident: { dataset, home } }: Move): Pick<LegacyBucketProps, "reverse"> {
  const reverse = reverseOf(copy, dataset);
  return reverse ? { reverse: { ...reverse, arn: reverseArn(home, dataset.name, copy.name) } } : {};
}
