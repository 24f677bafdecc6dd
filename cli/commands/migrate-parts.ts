import { S3Client } from "@aws-sdk/client-s3";
import { RingfenceError } from "../../config/errors";
import { loadProgram } from "../../config/load";
import { PARTS_SESSION } from "../../config/migration/mover-names";
import type { Program } from "../../config/program";
import type { CopyData, DatasetData } from "../../config/schema/schema";
import { assume } from "../assume";
import { loadModule } from "../modules";
import { movesPath } from "../moves";
import { listedIn, type Listed } from "../movers/manifest";
import { isOver, type Job } from "../movers/mover";
import { listed, moving } from "../movers/movers";
import { MOVE_PAGES } from "../movers/pages";
import { PartsCopier } from "../movers/parts";
import { JobRecord } from "../movers/record";
import { programFile } from "../program-file";
import { clean, say } from "../terminal";
import { named } from "./migrate-jobs";

export interface PartsOptions {
  readonly dataset: string;
  readonly copy: string;
  readonly program?: string;
  /** The old bucket's inventory of all versions. */
  readonly inventory?: string;
  /** Throw away what was begun, and copy nothing. */
  readonly stop?: boolean;
}

/** Copies by parts the versions that no job takes, one after the other, or throws away what was begun of them. */
export async function migrateParts(options: PartsOptions, partSize?: number): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  const { dataset, copies } = named(program, "parts", options);
  const [copy] = copies as [CopyData];
  const label = moving(dataset, copy);
  const bucket = bucketOf(label, copy);
  const copier = await copierOf(program, dataset, bucket, partSize);
  const place = movesPath(program, dataset.name, copy.name);
  const record = new JobRecord(`${place}.parts.jsonl`);
  if (options.stop) return stop(label, copier, record);
  const { large } = await listed(label, bucket.bucket, options.inventory, place);
  for (const one of listedIn(large)) await bring(label, copier, record, one);
  say(clean(`${label}: ${large.versions} versions above 5 GiB are at home; recorded in ${record.file}`));
  return 0;
}

const whatOf = ({ key, version }: Pick<Listed, "key" | "version">): string => `${version} of ${key}`;

async function bring(label: string, copier: PartsCopier, record: JobRecord, one: Listed): Promise<void> {
  const what = whatOf(one);
  const before = record.jobs().filter((job) => job.what === what);
  if (before.some(({ state }) => state === "done")) return;
  let job = before.find(({ state }) => !isOver(state)) as Job | undefined;
  const begun = (id: string): void => {
    // The one that S3 no longer knows is over.
    if (job) record.add(job, { state: "stopped", detail: "gone" });
    job = { tool: "s3-parts", id, what };
    record.add(job, { state: "running", detail: "begun" });
  };
  const version = await copier.copy(one, begun, job?.id);
  if (job) record.add(job, { state: "done", detail: `version ${version} at home` });
  say(clean(`${label}: copied ${what}, as ${version}`));
}

async function stop(label: string, copier: PartsCopier, record: JobRecord): Promise<number> {
  const running = record.jobs().filter(({ state }) => !isOver(state));
  for (const job of running) {
    await copier.abort(job.what.slice(job.what.indexOf(" of ") + " of ".length), job.id);
    record.add(job, { state: "stopped", detail: "aborted" });
    say(clean(`${label}: threw away what was copied of ${job.what}`));
  }
  if (running.length === 0) say(clean(`${label}: nothing was begun`));
  return 0;
}

type OldBucket = Extract<CopyData, { kind: "aws-bucket" }>;

function bucketOf(at: string, copy: CopyData): OldBucket {
  if (copy.kind === "aws-bucket" && copy.byParts) return copy;
  throw new RingfenceError(MOVE_PAGES.leg, {
    at,
    given: copy.kind === "aws-bucket" ? "byParts is not set" : copy.kind,
    expected: "an old bucket on AWS with byParts: true, so that officers of the migration may become its mover",
    fix: "Set it at the copy, apply the copy's stack, then start again.",
  });
}

/** As the mover of the leg; the ambient credentials are a migration officer's. */
async function copierOf(program: Program, dataset: DatasetData, copy: OldBucket, partSize?: number): Promise<PartsCopier> {
  const { bucketName } = await import("../../constructs/place/names");
  const { moverArn } = await import("../../constructs/migration/mover-role");
  const home = program.homeOf(dataset);
  if (!home.isAws()) throw new Error(`${dataset.name} has a leg of AWS's and no home there`);
  const role = moverArn(home, dataset.name, copy.name);
  // Renewed as they run out: a large object takes hours.
  const credentials = () => assume(role, dataset.home.region, PARTS_SESSION, MOVE_PAGES.refused);
  return new PartsCopier({
    old: new S3Client({ region: copy.region, credentials }),
    home: new S3Client({ region: dataset.home.region, credentials }),
    bucket: bucketName(home, dataset.name),
    ...(partSize === undefined ? {} : { partSize }),
  });
}
