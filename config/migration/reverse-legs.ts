import { phaseOf } from "../rules/phase";
import type { CopyData, DatasetData, ProgramData } from "../schema/schema";

export type ReverseData = NonNullable<CopyData["reverse"]>;

/** A copy that what was written at home goes back to, for hours that the program says. */
export interface ReverseLeg {
  readonly dataset: DatasetData;
  readonly copy: Extract<CopyData, { kind: "aws-bucket" }>;
  readonly reverse: ReverseData;
}

/** Each reverse leg that stands. It vanishes with the soak: the rules refuse it in any other phase, and nothing here trusts them to. */
export function reverseLegs({ datasets }: ProgramData): readonly ReverseLeg[] {
  return datasets.flatMap((dataset) =>
    dataset.legacy.flatMap((copy) => {
      const reverse = reverseOf(copy, dataset);
      return copy.kind === "aws-bucket" && reverse ? [{ dataset, copy, reverse }] : [];
    }),
  );
}

export function reverseOf(copy: CopyData, dataset: DatasetData): ReverseData | undefined {
  return copy.kind === "aws-bucket" && phaseOf(copy, dataset) === "soak" ? copy.reverse : undefined;
}

/** What the leg may write, as policies name it. */
export function reverseTarget({ copy, reverse }: Pick<ReverseLeg, "copy" | "reverse">, partition = "aws"): string {
  return `arn:${partition}:s3:::${copy.bucket}/${reverse.prefix}*`;
}
