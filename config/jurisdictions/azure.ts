import type { Location } from "../region";
import { table } from "./table";

const REGIONS = "https://learn.microsoft.com/azure/reliability/regions-list";
const GOVERNMENT = "https://learn.microsoft.com/azure/azure-government/documentation-government-welcome";
const CHINA = "https://learn.microsoft.com/azure/china/overview-datacenter";

const region = (source: string, lines: string, partition = "azure") => table({ cloud: "azure", kind: "region", source, partition }, lines);

/** `az account list-locations` names it; the services in it (DNS, Front Door) say nothing of where they keep what they hold. */
const GLOBAL: Location = { cloud: "azure", name: "global", kind: "multi-region", countries: [], partition: "azure", source: REGIONS };

/** Azure's regions, by the programmatic names that plans hold. Judged only: no construct builds there. */
export const AZURE_LOCATIONS: readonly Location[] = [
  ...region(
    REGIONS,
    `AE uaecentral uaenorth
     AT austriaeast
     AU australiacentral australiacentral2 australiaeast australiasoutheast
     BE belgiumcentral
     BR brazilsouth brazilsoutheast
     CA canadacentral canadaeast
     CH switzerlandnorth switzerlandwest
     CL chilecentral
     DE germanynorth germanywestcentral
     DK denmarkeast
     ES spaincentral
     FR francecentral francesouth
     GB uksouth ukwest
     HK eastasia
     ID indonesiacentral
     IE northeurope
     IL israelcentral
     IN centralindia indiasouthcentral jioindiacentral jioindiawest southindia westindia
     IT italynorth
     JP japaneast japanwest
     KR koreacentral koreasouth
     MX mexicocentral
     MY malaysiawest
     NL westeurope
     NO norwayeast norwaywest
     NZ newzealandnorth
     PL polandcentral
     QA qatarcentral
     SE swedencentral swedensouth
     SG southeastasia
     US centralus eastus eastus2 northcentralus southcentralus westcentralus westus westus2 westus3
     ZA southafricanorth southafricawest`,
  ),
  ...region(GOVERNMENT, "US usdodcentral usdodeast usgovarizona usgovtexas usgovvirginia", "azure-us-gov"),
  ...region(CHINA, "CN chinaeast chinaeast2 chinaeast3 chinanorth chinanorth2 chinanorth3", "azure-cn"),
  GLOBAL,
];
