import { buildspecOf } from "./buildspecs";
import type { Place } from "../place";
import { projectName, TOOLS, WORKS } from "./names";
import type { ReleaseData } from "../schema/schema";
import type { ScopedWork } from "../scope";

/** What the projects of the release path run, and in which images: the custodian's own, by digest. */
export function releaseWorks({ images }: ReleaseData, place: Place, program: string): readonly ScopedWork[] {
  if (!place.isAws()) return [];
  return WORKS.map((work) => ({
    project: projectName(work),
    buildspec: buildspecOf(work, place, program),
    image: `${place.accountId}.dkr.ecr.${place.region.name}.amazonaws.com/${TOOLS}@${images[work]}`,
  }));
}
