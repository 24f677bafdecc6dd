import type { Predicate } from "../sign/predicates";

export interface CertifiedDate {
  readonly what: string;
  /** A day or an instant. */
  readonly at: string;
  readonly source: string;
}

/** Does it lie after the day by which the certificate speaks? */
export const isToCome = (at: string, asOf: string): boolean => at.slice(0, 10) > asOf;

const DAY = 86_400_000;
const later = (instant: string, days: number) => new Date(Date.parse(instant) + days * DAY).toISOString().slice(0, 10);

/** BigQuery's longest: a dataset may have a shorter one, and what it had says nobody once it is gone. */
const TIME_TRAVEL_DAYS = 7;
/** After time travel, always (BigQuery, Data retention with time travel and fail-safe). */
const FAIL_SAFE_DAYS = 7;

/**
 * From when on what is gone, as the provider says it. Google's periods are counted from the end of its soft delete, or of
 * BigQuery's fail-safe, the later of the two readings.
 */
export function datesOf({ store, deletedAt, hardDeleteTime, keys }: Predicate<"destruction">): readonly CertifiedDate[] {
  const warehouse = store.kind === "google-bigquery";
  const ended = hardDeleteTime ?? (warehouse ? later(deletedAt, TIME_TRAVEL_DAYS + FAIL_SAFE_DAYS) : deletedAt);
  const google = store.kind.startsWith("google-");
  return [
    { what: "T0: the last deletion was accepted", at: deletedAt, source: "the record of the destruction" },
    ...(hardDeleteTime === null
      ? []
      : [
          {
            what: google ? "T1: the last soft-deleted object is deleted for good" : "T1: the last backup leaves the Recycle Bin for good",
            at: hardDeleteTime,
            source: google ? "hardDeleteTime, as listed with softDeleted=true" : "RecycleBinExitTime, as Amazon EC2 lists it",
          },
        ]),
    ...(store.kind === "google-sql"
      ? [
          {
            what: "left Cloud SQL, whose instances take up to four days to be deleted completely",
            at: later(deletedAt, 4),
            source: "Google Cloud, Cloud SQL, Delete instances",
          },
        ]
      : []),
    ...(warehouse
      ? [
          {
            what: "left BigQuery's time travel, by which whoever may brings it back for up to seven days",
            at: later(deletedAt, TIME_TRAVEL_DAYS),
            source: "Google Cloud, BigQuery, Data retention with time travel and fail-safe",
          },
          {
            what: "left BigQuery's fail-safe of seven days after that",
            at: ended,
            source: "Google Cloud, BigQuery, Data retention with time travel and fail-safe",
          },
        ]
      : []),
    ...(google
      ? [
          {
            what: "left the provider's active systems, by its own account about two months after",
            at: later(ended, 60),
            source: "Google Cloud, Data deletion on Google Cloud",
          },
          {
            what: "left the provider's backups, by its own account within 180 days",
            at: later(ended, 180),
            source: "Google Cloud, Data deletion on Google Cloud",
          },
        ]
      : []),
    ...keys.map(({ name, destroyedAt }) => ({
      what: `destruction of the key ${name}`,
      at: destroyedAt,
      source: "the key service's schedule",
    })),
  ];
}
