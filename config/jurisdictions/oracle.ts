import type { Location } from "../region";
import { table } from "./table";

const REGIONS = "https://docs.oracle.com/en-us/iaas/Content/General/Concepts/regions.htm";
/** Realms that were built for one customer or government stand only in the SDKs. */
const SDK = "oci python SDK, oci/regions_definitions.py";

const realm = (partition: string, lines: string, source = SDK) => table({ cloud: "oracle", kind: "region", source, partition }, lines);

/** Oracle's regions. A realm shares no account with another, so each but the commercial one (OC1) is a partition of its own. */
export const ORACLE_LOCATIONS: readonly Location[] = [
  ...realm(
    "oracle",
    `AE me-abudhabi-1 me-dubai-1
     AU ap-melbourne-1 ap-sydney-1
     BR sa-saopaulo-1 sa-vinhedo-1
     CA ca-montreal-1 ca-toronto-1
     CH eu-zurich-1
     CL sa-santiago-1 sa-valparaiso-1
     CO sa-bogota-1
     DE eu-frankfurt-1
     ES eu-madrid-1 eu-madrid-3
     FR eu-marseille-1 eu-paris-1
     GB uk-cardiff-1 uk-london-1
     ID ap-batam-1
     IL il-jerusalem-1
     IN ap-delhi-1 ap-hyderabad-1 ap-mumbai-1
     IT eu-milan-1 eu-turin-1
     JP ap-osaka-1 ap-tokyo-1
     KR ap-chuncheon-1 ap-seoul-1
     MA af-casablanca-1
     MX mx-monterrey-1 mx-queretaro-1
     MY ap-kulai-2
     NL eu-amsterdam-1
     SA me-jeddah-1 me-riyadh-1
     SE eu-stockholm-1
     SG ap-singapore-1 ap-singapore-2
     US us-ashburn-1 us-chicago-1 us-phoenix-1 us-saltlake-2 us-sanjose-1
     ZA af-johannesburg-1`,
    REGIONS,
  ),
  ...realm("oc2", "US us-langley-1 us-luke-1", REGIONS),
  ...realm("oc3", "US us-gov-ashburn-1 us-gov-chicago-1 us-gov-phoenix-1", REGIONS),
  ...realm("oc4", "GB uk-gov-cardiff-1 uk-gov-london-1", REGIONS),
  ...realm("oc8", "JP ap-chiyoda-1 ap-ibaraki-1"),
  ...realm("oc9", "OM me-dcc-muscat-1 me-ibri-1"),
  ...realm("oc10", "AU ap-dcc-canberra-1"),
  ...realm(
    "oc14",
    `DE eu-dcc-rating-1 eu-dcc-rating-2
     IE eu-dcc-dublin-1 eu-dcc-dublin-2
     IT eu-dcc-milan-1 eu-dcc-milan-2`,
  ),
  ...realm("oc15", "BD ap-dcc-gazipur-1"),
  ...realm(
    "oc19",
    `DE eu-frankfurt-2
     ES eu-madrid-2`,
    REGIONS,
  ),
  ...realm("oc20", "RS eu-jovanovac-1"),
  ...realm("oc21", "QA me-alrayyan-1 me-dcc-doha-1"),
  ...realm("oc23", "US us-somerset-1 us-thames-1"),
  ...realm("oc24", "CH eu-crissier-1 eu-dcc-zurich-1"),
  ...realm("oc26", "AE me-abudhabi-3 me-alain-1"),
  ...realm("oc29", "AE me-abudhabi-2 me-abudhabi-4"),
  ...realm("oc35", "KR ap-chuncheon-2 ap-seoul-2 ap-suwon-1"),
  ...realm("oc42", "US us-ashburn-2 us-newark-1"),
  ...realm("oc51", "HU eu-budapest-1"),
  ...realm("oc52", "BR sa-riodejaneiro-1"),
];
