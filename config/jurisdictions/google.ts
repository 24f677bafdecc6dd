import type { Location } from "../region";
import { BLOCS } from "./blocs";
import { table } from "./table";

const REGIONS = "https://docs.cloud.google.com/docs/geography-and-regions";
const BUCKETS = "https://docs.cloud.google.com/storage/docs/locations";
const KMS = "https://docs.cloud.google.com/kms/docs/locations";
const SPANNER = "https://docs.cloud.google.com/spanner/docs/instance-configurations";
const FIRESTORE = "https://docs.cloud.google.com/firestore/native/docs/locations";
const DEDICATED = "https://documentation.s3ns.fr (Cloud de Confiance has the one region)";

const multi = (source: string, lines: string) => table({ cloud: "google", kind: "multi-region", source }, lines);
const dual = (source: string, lines: string) => table({ cloud: "google", kind: "dual-region", source }, lines);

/** Google promises only the Union, with London and Zürich left out by name; a data centre of any member may be used. */
const EU = BLOCS.get("EU")?.countries.join("+") ?? "";
/** Google promises only the continent: every country of it in which it has a region. */
const ASIA = "HK+ID+IN+JP+KR+SG+TH+TW";

/** Nothing says where it lies, so that no jurisdiction contains it. */
const GLOBAL: Location = { cloud: "google", name: "global", kind: "multi-region", countries: [], partition: "google", source: KMS };

/**
 * Google Cloud's locations.
 *
 * One name can mean another place to another service, and Cloud Storage reads its names in either case: `eur7` is
 * Milan, Frankfurt and Turin to Spanner, and London and Frankfurt to Cloud Storage. Such a name's row holds the
 * countries of every service, witnesses and read-only replicas too, since each of them stores writes.
 */
export const GOOGLE_LOCATIONS: readonly Location[] = [
  ...table(
    { cloud: "google", kind: "region", source: REGIONS },
    `AU australia-southeast1 australia-southeast2
     BE europe-west1
     BR southamerica-east1
     CA northamerica-northeast1 northamerica-northeast2
     CH europe-west6
     CL southamerica-west1
     DE europe-west3 europe-west10
     ES europe-southwest1
     FI europe-north1
     FR europe-west9
     GB europe-west2
     HK asia-east2
     ID asia-southeast2
     IL me-west1
     IN asia-south1 asia-south2
     IT europe-west8 europe-west12
     JP asia-northeast1 asia-northeast2
     KR asia-northeast3
     MX northamerica-south1
     NL europe-west4
     PL europe-central2
     QA me-central1
     SA me-central2
     SE europe-north2
     SG asia-southeast1
     TH asia-southeast3
     TW asia-east1
     US us-central1 us-east1 us-east4 us-east5 us-south1 us-west1 us-west2 us-west3 us-west4
     ZA africa-south1`,
  ),
  ...table({ cloud: "google", kind: "region", source: DEDICATED, partition: "google-s3ns" }, "FR u-france-east1"),
  GLOBAL,
  ...multi(
    BUCKETS,
    `US US
     ${EU} EU
     ${ASIA} ASIA`,
  ),
  // The lower-case names of BigQuery, Artifact Registry, Cloud KMS and others.
  ...multi(
    KMS,
    `US us
     CA ca
     ${EU} eu europe
     ${ASIA} asia
     US nam4
     BE+FI+NL eur4`,
  ),
  ...dual(
    BUCKETS,
    `JP ASIA1
     FI+NL EUR4
     BE+GB EUR5
     DE+GB EUR7
     CH+DE EUR8
     US NAM4`,
  ),
  ...multi(FIRESTORE, "US nam5"),
  ...multi(
    SPANNER,
    `JP+KR asia1
     BE+FI+NL eur3
     BE+GB+NL eur5
     CH+DE+NL eur6
     DE+GB+IT eur7
     US nam3 nam6 nam7 nam8 nam9 nam10 nam11 nam12 nam13 nam15 nam16 nam23
     CA+US nam14
     BE+TW+US nam-eur-asia1
     BE+NL+TW+US nam-eur-asia3`,
  ),
  ...dual(
    SPANNER,
    `AU dual-region-australia1
     CA dual-region-canada1
     DE dual-region-germany1
     IN dual-region-india1
     JP dual-region-japan1`,
  ),
];
