/** The columns of CloudTrail's record (CloudTrail user guide, record contents; Athena user guide, AWS CloudTrail logs). */
export const EVENT_COLUMNS: readonly { readonly name: string; readonly type: string }[] = [
  { name: "eventversion", type: "string" },
  {
    name: "useridentity",
    type: "struct<type:string,principalid:string,arn:string,accountid:string,invokedby:string,accesskeyid:string,username:string,sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>>>",
  },
  { name: "eventtime", type: "string" },
  { name: "eventsource", type: "string" },
  { name: "eventname", type: "string" },
  { name: "awsregion", type: "string" },
  { name: "sourceipaddress", type: "string" },
  { name: "useragent", type: "string" },
  { name: "errorcode", type: "string" },
  { name: "errormessage", type: "string" },
  { name: "requestparameters", type: "string" },
  { name: "responseelements", type: "string" },
  { name: "additionaleventdata", type: "string" },
  { name: "requestid", type: "string" },
  { name: "eventid", type: "string" },
  { name: "resources", type: "array<struct<arn:string,accountid:string,type:string>>" },
  { name: "eventtype", type: "string" },
  { name: "readonly", type: "string" },
  { name: "managementevent", type: "string" },
  { name: "eventcategory", type: "string" },
  { name: "recipientaccountid", type: "string" },
  { name: "sharedeventid", type: "string" },
  { name: "vpcendpointid", type: "string" },
];

/** What stands between the archive's folder and its files: `AWSLogs/ORGANIZATION/ACCOUNT/CloudTrail/REGION/YEAR/MONTH/DAY/`. */
export const EVENT_PARTITIONS = ["account", "region", "day"] as const;

/**
 * Partition projection: Athena works out the folders instead of being told of each, so that nothing crawls the archive
 * (Athena user guide, Partition projection). `$${` is terraform's way to write a dollar that is not its own.
 */
export function projection(
  folder: string,
  of: { readonly accounts: readonly string[]; readonly regions: readonly string[]; readonly days: number },
): Readonly<Record<string, string>> {
  return {
    "projection.enabled": "true",
    "projection.account.type": "enum",
    "projection.account.values": of.accounts.join(","),
    "projection.region.type": "enum",
    "projection.region.values": of.regions.join(","),
    "projection.day.type": "date",
    "projection.day.format": "yyyy/MM/dd",
    "projection.day.interval": "1",
    "projection.day.interval.unit": "DAYS",
    "projection.day.range": `NOW-${of.days}DAYS,NOW`,
    "storage.location.template": `${folder}/$\${account}/CloudTrail/$\${region}/$\${day}`,
  };
}
