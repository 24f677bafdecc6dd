import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import type { AccountData } from "../../config/schema/schema";
import { arn, bucketArn, bucketName } from "../../constructs/place/names";
import type { RecordedStores } from "../../constructs/audit/event-selectors";
import { archiveBucketName } from "../../constructs/audit/names";
import { awsResidents, replicates } from "../plan";

/** Where logs are written, kept, kept again and read. */
export interface AuditPlaces {
  /** The management account, whose trail is the organization's. */
  readonly trail: AwsPlace;
  /** The auditor's account, in the trail's region: CloudTrail takes a key of the bucket's own region. */
  readonly archive: AwsPlace;
  /** The auditor's account in another region of the jurisdiction, where there is one. */
  readonly second?: AwsPlace;
  /** The custody account beside each of the two. */
  readonly archiveKey: AwsPlace;
  readonly secondKey?: AwsPlace;
}

/** Undefined for a program that names no management account or no auditor's account on AWS: the review says what that leaves open. */
export function auditPlaces(program: Program): AuditPlaces | undefined {
  const management = accountFor(program, "management");
  const audit = accountFor(program, "audit");
  const custody = program.data.custody.aws;
  const residents = awsResidents(program);
  const home = residents[0]?.home.region.name;
  if (!management || !audit || !custody || !home) return undefined;
  const others = [
    ...residents.flatMap(({ recovery }) => recovery?.region.name ?? []),
    ...program.jurisdiction.regions("aws").map(({ name }) => name),
  ];
  const elsewhere = others.find((region) => region !== home);
  const at = (account: string, region: string) => program.place(account, region) as AwsPlace;
  return {
    trail: at(management, home),
    archive: at(audit, home),
    archiveKey: at(custody, home),
    ...(elsewhere ? { second: at(audit, elsewhere), secondKey: at(custody, elsewhere) } : {}),
  };
}

function accountFor(program: Program, purpose: AccountData["purpose"]): string | undefined {
  return Object.entries(program.data.accounts).find(([, account]) => account.cloud === "aws" && account.purpose === purpose)?.[0];
}

/** What the trail records of reads and writes: the stores of every protected dataset, at home and at recovery, and who reads the archives. */
export function recordedStores(program: Program, { archive, second }: AuditPlaces): RecordedStores {
  const guarded = awsResidents(program).filter(({ dataset }) => dataset.sensitivity === "protected");
  const buckets = guarded
    .filter(({ dataset }) => dataset.store === "bucket")
    .flatMap((resident) =>
      [resident.home, ...(replicates(resident) && resident.recovery ? [resident.recovery] : [])].map((place) =>
        bucketArn(place, bucketName(place, resident.dataset.name)),
      ),
    );
  const tables = guarded
    .filter(({ dataset }) => dataset.store === "table")
    .map(({ dataset, home }) => arn(home, "dynamodb", `table/${dataset.name}`));
  const archives = [archive, ...(second ? [second] : [])].map((place) => bucketArn(place, archiveBucketName(place)));
  return { buckets, tables, readBuckets: archives };
}
