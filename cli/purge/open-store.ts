import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { RingfenceError } from "../../config/errors";
import type { AwsPlace, GooglePlace } from "../../config/place";
import { backupsOfOthers } from "../../config/migration/legacy-copies";
import { ownStoreOf } from "../../config/migration/old-stores";
import type { Program } from "../../config/program";
import { purgeAccount, purgeRoleArn, purgeRoleName } from "../../config/migration/purge-names";
import type { CopyData } from "../../config/schema/schema";
import { proofOf } from "../../evidence/gate/program-proof";
import { PurgeProof } from "../../evidence/gate/purge-gate";
import { goingOf, type PurgeList } from "../../evidence/gate/purge-list";
import { assume, type Assumed } from "../assume";
import { today } from "../terminal";
import { PURGING_PAGES } from "./pages";
import { asked } from "./refused";
import type { OldStore } from "./store";

/** Opens what a copy consists of as the one identity that the freeze spares. */
export async function openStore(program: Program, dataset: string, copy: CopyData, list: PurgeList | null): Promise<OldStore> {
  const listed = list && { list, apart: apartOf(program, copy, list) };
  if (copy.kind === "aws-bucket") {
    const place = program.legacyPlace(copy) as AwsPlace;
    const { S3Store } = await import("./s3-store");
    return new S3Store(copy.bucket, place.accountId, {
      region: place.region.name,
      credentials: await purger(program, place, dataset, copy.name),
    });
  }
  if (copy.kind === "google-bucket") {
    const place = program.legacyPlace(copy) as GooglePlace;
    const { GoogleStore } = await import("./google-store");
    return GoogleStore.open(copy.bucket, place.accountId, purgeAccount(place, dataset, copy.name));
  }
  if ((copy.kind === "aws-backup-vault" || copy.kind === "aws-snapshots") && listed) {
    const place = program.legacyPlace(copy) as AwsPlace;
    const { BackupStore } = await import("./backup-store");
    const vault = copy.kind === "aws-backup-vault" ? copy.vault : null;
    return new BackupStore(place, vault, listed, await purger(program, place, dataset, copy.name));
  }
  if (copy.kind === "google-sql" && listed) {
    const place = program.legacyPlace(copy) as GooglePlace;
    const { SqlStore } = await import("./sql-store");
    return SqlStore.open(place.accountId, purgeAccount(place, dataset, copy.name), { ...listed, proved: provedWith(program, copy) });
  }
  if (copy.kind === "google-bigquery" && listed) {
    const place = program.legacyPlace(copy) as GooglePlace;
    const { BigQueryStore } = await import("./bigquery-store");
    const identity = purgeAccount(place, dataset, copy.name);
    return BigQueryStore.open({ project: place.accountId, dataset: copy.dataset, identity }, listed);
  }
  throw new RingfenceError(PURGING_PAGES.kind, {
    at: `${dataset}, legacy copy ${copy.name}`,
    given: copy.kind,
    expected: "aws-bucket, google-bucket, aws-backup-vault, aws-snapshots, google-sql or google-bigquery",
    fix: "Destroy it as docs/migration.md says, and have the record of it signed.",
  });
}

/** The databases that go with an instance: the copy's own, and each that another copy's own evidence proves. That a program calls that one purged says nothing. */
function provedWith(program: Program, copy: Extract<CopyData, { kind: "google-sql" }>): readonly string[] {
  return program.data.datasets.flatMap((dataset) =>
    dataset.legacy
      .filter((each) => each.kind === "google-sql" && each.account === copy.account && each.instance === copy.instance)
      .filter((each) => each === copy || PurgeProof.isPurgeProof(proofOf(program, dataset, each, today())))
      .flatMap((each) => ownStoreOf(each, program.data)),
  );
}

/** What is known to be none of the copy's. An instance whose databases are several copies stands in the list of each. */
function apartOf(program: Program, copy: CopyData, list: PurgeList): readonly string[] {
  const own = new Set(goingOf(list).map(({ arn }) => arn));
  const others = backupsOfOthers(program.data.datasets, copy).filter((arn) => !own.has(arn));
  return [...list.others.map(({ arn }) => arn), ...others];
}

/** The purge role's credentials, renewed by the hour; the ambient ones are a purge officer's, or the role's own already. */
async function purger(program: Program, place: AwsPlace, dataset: string, copy: string): Promise<(() => Promise<Assumed>) | undefined> {
  const role = purgeRoleArn(place, dataset, copy);
  // Inside: a guardrail denies the officer every call elsewhere, and the role's credentials hold in every region.
  const region = program.jurisdiction.regions("aws")[0]?.name ?? place.region.name;
  const { Arn = "" } = await asked(role, "sts:GetCallerIdentity", () => new STSClient({ region }).send(new GetCallerIdentityCommand({})));
  if (Arn.includes(`:${place.accountId}:assumed-role/${purgeRoleName(dataset, copy)}/`)) return undefined;
  return () => assume(role, region, "ringfence-purge", PURGING_PAGES.refused, 3600);
}
