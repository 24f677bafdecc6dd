import { awsGuards } from "./guardrails/aws-guards";
import { frozenBuckets } from "./migration/freezes";
import { googleGuards } from "./google/scope";
import { RingfenceError, RingfenceErrors } from "./errors";
import { Jurisdiction } from "./jurisdiction";
import { keyManagers } from "./keys/key-managers";
import { declaredLines } from "./migration/lines";
import { snapshotsBrought } from "./migration/old-snapshots";
import { identityCenterOptOuts } from "./access/permission-sets";
import { Place } from "./place";
import { ProgramParts } from "./program-parts";
import { readersOf } from "./access/readers";
import { releaseWorks } from "./release/works";
import { checkWhole } from "./rules/checks";
import { guardrailOptOuts } from "./rules/guardrail-opt-outs";
import { PROGRAM_PAGES } from "./rules/pages";
import { misshapen, shaped } from "./rules/shape";
import { weakerSettings } from "./rules/weaker-settings";
import { leftOut, partsSchema } from "./schema/parts";
import { programSchema, type CopyData, type DatasetData, type NetworkData, type ProgramData, type ProgramInput } from "./schema/schema";
import type { Scope } from "./scope";

/**
 * The one typed description of the obligations and the estate, checked and with every default filled in.
 * What a construct or a stack knows, it knows from here.
 */
export class Program extends ProgramParts<ProgramData> {
  /** Throws RingfenceErrors with everything that is wrong. `file` is where the input came from. */
  static of(input: ProgramInput | unknown, file = "the program"): Program {
    const missing = leftOut(input);
    if (missing.length > 0) throw new RingfenceErrors([notWhole(missing, file), ...misshapen(partsSchema.safeParse(input), input, file)]);
    const data = shaped(programSchema, input, file);
    const jurisdiction = Jurisdiction.of(data.jurisdiction, `${file} jurisdiction`);
    checkWhole(data, jurisdiction, file);
    return new Program(data, jurisdiction, file);
  }

  /** The only way to a place: an account of the program, and a region that lies wholly inside the jurisdiction. */
  place(accountName: string, region: string, at = this.file): Place {
    const account = this.account(accountName);
    return Place.make(accountName, account, this.jurisdiction.region(account.cloud, region, at));
  }

  /** Where an old copy lies: the one kind of place that may lie outside. */
  legacyPlace(copy: Extract<CopyData, { region: string }>): Place {
    const account = this.account(copy.account);
    return Place.make(
      copy.account,
      account,
      Jurisdiction.legacyRegion(account.cloud, copy.region, `${this.file} legacy copy ${copy.name}`),
    );
  }

  networkAt(place: Place): NetworkData | undefined {
    return Object.values(this.data.networks).find(
      (network) => network.account === place.accountName && network.region === place.region.name,
    );
  }

  homeOf(dataset: DatasetData): Place {
    return this.place(dataset.home.account, dataset.home.region);
  }

  recoveryOf(dataset: DatasetData): Place | undefined {
    return dataset.recovery && this.place(dataset.recovery.account, dataset.recovery.region);
  }

  /** Beside what any program says, what must stand where a whole one is built. */
  override scope(): Scope {
    const { data } = this;
    const said = super.scope();
    return {
      ...said,
      keyManagers: keyManagers(data),
      lines: declaredLines(data),
      brought: snapshotsBrought(data),
      frozen: frozenBuckets(this),
      readers: readersOf(data),
      ...(data.guardrails.quota ? { guardrailQuota: data.guardrails.quota } : {}),
      awsGuards: awsGuards(this),
      googleGuards: googleGuards(data, this.jurisdiction),
      ...(data.release ? { works: releaseWorks(data.release, this.place(data.release.account, data.release.region), data.name) } : {}),
      optOuts: [...said.optOuts, ...guardrailOptOuts(data), ...identityCenterOptOuts(data), ...weakerSettings(data)],
    };
  }
}

function notWhole(missing: readonly string[], file: string): RingfenceError {
  return new RingfenceError(PROGRAM_PAGES.parts, {
    at: file,
    given: `nothing for ${missing.join(", ")}`,
    expected: "a whole program, since more than a judgement follows from it",
    fix: "Add what is missing (`ringfence schema program` prints the form); `review`, `diff` and `access` judge by the parts that are there.",
  });
}
