import type { Location } from "../region";
import { table } from "./table";

const REGIONS = "https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html";
/** Regions of the partitions that the guide leaves out stand in the SDKs' partition table. */
const PARTITIONS = "botocore, data/partitions.json";
/** Zones that the guide drops or adds late stand in the encryption page, and all of them in AWS's list of border groups. */
const LOCAL_ZONES = "https://docs.aws.amazon.com/local-zones/latest/ug/available-local-zones.html";
const INFERENCE = "https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html";
const WAVELENGTH_ZONES = "https://docs.aws.amazon.com/wavelength/latest/developerguide/available-wavelength-zones.html";

const region = (source: string, lines: string, partition = "aws") => table({ cloud: "aws", kind: "region", source, partition }, lines);

/** The region whose name a zone group begins with. */
const enclosed = (row: Location): Location => ({ ...row, enclosing: /^[a-z]+-[a-z]+-\d+/.exec(row.name)?.[0] });

/** Zone groups; a zone adds one letter. A zone lies where its city is, which for many is not its region's country. */
const localZones = (lines: string, partition = "aws") =>
  table({ cloud: "aws", kind: "local-zone", source: LOCAL_ZONES, partition }, lines).map(enclosed);

/** Zones, and the groups (`us-east-1-wl1`) that an account opts into; the newer zones (`…-cmn-wlz-1a`) add a letter to their group. */
const wavelengthZones = (lines: string) => table({ cloud: "aws", kind: "wavelength-zone", source: WAVELENGTH_ZONES }, lines).map(enclosed);

/** AWS's locations. The separate partitions have their own accounts, so that none is inside a commercial estate. */
export const AWS_LOCATIONS: readonly Location[] = [
  ...region(
    REGIONS,
    `AE me-central-1
     AU ap-southeast-2 ap-southeast-4
     BH me-south-1
     BR sa-east-1
     CA ca-central-1 ca-west-1
     CH eu-central-2
     DE eu-central-1
     ES eu-south-2
     FR eu-west-3
     GB eu-west-2
     HK ap-east-1
     ID ap-southeast-3
     IE eu-west-1
     IL il-central-1
     IN ap-south-1 ap-south-2
     IT eu-south-1
     JP ap-northeast-1 ap-northeast-3
     KR ap-northeast-2
     MX mx-central-1
     MY ap-southeast-5
     NZ ap-southeast-6
     SE eu-north-1
     SG ap-southeast-1
     TH ap-southeast-7
     TW ap-east-2
     US us-east-1 us-east-2 us-west-1 us-west-2
     ZA af-south-1`,
  ),
  ...region(REGIONS, "US us-gov-east-1 us-gov-west-1", "aws-us-gov"),
  ...region(REGIONS, "CN cn-north-1 cn-northwest-1", "aws-cn"),
  ...region(REGIONS, "DE eusc-de-east-1", "aws-eusc"),
  ...region(PARTITIONS, "US us-iso-east-1 us-iso-west-1", "aws-iso"),
  ...region(PARTITIONS, "US us-isob-east-1 us-isob-west-1", "aws-iso-b"),
  ...region(PARTITIONS, "GB eu-isoe-west-1", "aws-iso-e"),
  ...region(PARTITIONS, "US us-isof-east-1 us-isof-south-1", "aws-iso-f"),
  ...localZones(
    `AR us-east-1-bue-1
     AU ap-southeast-2-per-1
     CL us-east-1-scl-1
     DE eu-central-1-ham-1
     DK eu-north-1-cph-1
     FI eu-north-1-hel-1
     GR eu-central-1-ath-1
     IN ap-south-1-ccu-1 ap-south-1-ccu-2 ap-south-1-del-1 ap-south-1-del-2
     MX us-east-1-qro-1
     NG af-south-1-los-1
     NZ ap-southeast-2-akl-1
     OM me-south-1-mct-1
     PE us-east-1-lim-1
     PH ap-southeast-1-mnl-1
     PL eu-central-1-waw-1
     TH ap-southeast-1-bkk-1
     TR eu-central-1-ist-1
     TW ap-northeast-1-tpe-1
     US us-east-1-atl-1 us-east-1-atl-2 us-east-1-bos-1 us-east-1-chi-1 us-east-1-chi-2 us-east-1-dfw-1 us-east-1-dfw-2
     US us-east-1-iah-1 us-east-1-iah-2 us-east-1-mci-1 us-east-1-mia-1 us-east-1-mia-2 us-east-1-msp-1 us-east-1-nyc-1
     US us-east-1-nyc-2 us-east-1-phl-1 us-east-2-mci-1
     US us-west-2-den-1 us-west-2-hnl-1 us-west-2-las-1 us-west-2-lax-1 us-west-2-pdx-1 us-west-2-phx-1 us-west-2-phx-2
     US us-west-2-sea-1
     VN ap-southeast-1-han-1`,
  ),
  ...localZones("CN cn-north-1-pkx-1", "aws-cn"),
  ...wavelengthZones(
    `CA ca-central-1-wl1 ca-central-1-wl1-yto-wlz-1
     DE eu-central-1-wl1 eu-central-1-wl1-ber-wlz-1 eu-central-1-wl1-dtm-wlz-1 eu-central-1-wl1-muc-wlz-1
     GB eu-west-2-wl1 eu-west-2-wl1-lon-wlz-1 eu-west-2-wl2 eu-west-2-wl2-man-wlz-1
     JP ap-northeast-1-wl1 ap-northeast-1-wl1-kix-wlz-1 ap-northeast-1-wl1-nrt-wlz-1
     KR ap-northeast-2-wl1 ap-northeast-2-wl1-cjj-wlz-1 ap-northeast-2-wl1-sel-wlz-1
     MA eu-west-3-cmn-wlz-1
     US us-east-1-wl1 us-east-1-wl1-atl-wlz-1 us-east-1-wl1-bna-wlz-1 us-east-1-wl1-bos-wlz-1 us-east-1-wl1-chi-wlz-1
     US us-east-1-wl1-clt-wlz-1 us-east-1-wl1-dfw-wlz-1 us-east-1-wl1-dtw-wlz-1 us-east-1-wl1-iah-wlz-1
     US us-east-1-wl1-mia-wlz-1 us-east-1-wl1-msp-wlz-1 us-east-1-wl1-nyc-wlz-1 us-east-1-wl1-tpa-wlz-1
     US us-east-1-wl1-was-wlz-1 us-east-1-foe-wlz-1
     US us-west-2-wl1 us-west-2-wl1-den-wlz-1 us-west-2-wl1-las-wlz-1 us-west-2-wl1-lax-wlz-1 us-west-2-wl1-phx-wlz-1
     US us-west-2-wl1-sea-wlz-1 us-west-2-wl1-sfo-wlz-1`,
  ),
  // What answers from several regions: edge locations anywhere, and inference profiles anywhere in their geography.
  { cloud: "aws", name: "global", kind: "multi-region", countries: [], partition: "aws", source: INFERENCE },
  ...table(
    { cloud: "aws", kind: "multi-region", source: INFERENCE },
    `US us.*
     JP jp.*
     AU au.*
     DE+ES+FR+IE+IT+SE eu.*
     AU+ID+IN+JP+KR+MY+NZ+SG+TH+TW apac.*`,
  ),
];
