/** A saved query of the auditor's; `days` back is what it reads, and the partitions keep it cheap. */
export interface AuditQuery {
  readonly name: string;
  readonly description: string;
  readonly sql: string;
}

/** The table of the trail's events; its columns are those of CloudTrail's own record. */
export const EVENTS = "events";

const COLUMNS = "eventtime, useridentity.type AS who_type, useridentity.arn AS who, sourceipaddress, vpcendpointid, awsregion";
const SINCE = (days: number) => `day >= date_format(current_date - interval '${days}' day, '%Y/%m/%d')`;
const text = (path: string) => `json_extract_scalar(requestparameters, '$.${path}')`;

function query(columns: string, where: readonly string[], days: number): string {
  return [`SELECT ${columns}`, `FROM ${EVENTS}`, `WHERE ${[SINCE(days), ...where].join("\n  AND ")}`, "ORDER BY eventtime DESC"].join("\n");
}

/** The queries that an auditor starts from: who read what, when and from where; what was refused; who used keys; what changed. */
export function auditQueries(breakGlassRoles: readonly string[]): readonly AuditQuery[] {
  const named = (events: readonly string[]) => `eventname IN (${events.map((event) => `'${event}'`).join(", ")})`;
  return [
    {
      name: "who-read-what",
      description: "Every read of protected objects and items: who, what, when, from where.",
      sql: query(
        `${COLUMNS}, eventname, coalesce(${text("bucketName")}, ${text("tableName")}) AS store, ${text("key")} AS object`,
        ["eventcategory = 'Data'", "readonly = 'true'", "errorcode IS NULL"],
        30,
      ),
    },
    {
      name: "readers-by-store",
      description: "How often each principal touched each store, and from how many addresses.",
      sql: [
        `SELECT coalesce(${text("bucketName")}, ${text("tableName")}) AS store, useridentity.arn AS who, count(*) AS events,`,
        "  count(DISTINCT sourceipaddress) AS addresses, min(eventtime) AS first_seen, max(eventtime) AS last_seen",
        `FROM ${EVENTS}`,
        `WHERE ${SINCE(30)}`,
        "  AND eventcategory = 'Data'",
        "GROUP BY 1, 2",
        "ORDER BY events DESC",
      ].join("\n"),
    },
    {
      name: "denied",
      description: "Every request that was refused, by an endpoint's policy too.",
      sql: query(
        `${COLUMNS}, eventsource, eventname, errorcode, errormessage`,
        ["(errorcode LIKE '%AccessDenied%' OR errorcode LIKE '%UnauthorizedOperation' OR errorcode = 'VpceAccessDenied')"],
        30,
      ),
    },
    {
      name: "key-use",
      description: "Every use of a key, and for whom the service that called used it.",
      sql: query(
        `${COLUMNS}, eventname, useridentity.invokedby AS through, ${text("keyId")} AS key_id, json_extract(requestparameters, '$.encryptionContext') AS context`,
        [
          "eventsource = 'kms.amazonaws.com'",
          named(["Decrypt", "Encrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ReEncrypt", "CreateGrant"]),
        ],
        7,
      ),
    },
    {
      name: "key-administration",
      description: "Every change of a key's policy, state or material.",
      sql: query(
        `${COLUMNS}, eventname, requestparameters, errorcode`,
        ["eventsource = 'kms.amazonaws.com'", "readonly = 'false'", "eventname NOT IN ('CreateGrant', 'RetireGrant')"],
        365,
      ),
    },
    {
      name: "break-glass",
      description: "Every time that a break-glass role was assumed, and every call made as one.",
      sql: query(
        `${COLUMNS}, eventsource, eventname, ${text("roleArn")} AS role, errorcode`,
        [
          `(${breakGlassRoles
            .flatMap((role) => [`${text("roleArn")} LIKE '%:role/${role}'`, `useridentity.arn LIKE '%:assumed-role/${role}/%'`])
            .join("\n    OR ")})`,
        ],
        365,
      ),
    },
    {
      name: "guardrail-changes",
      description: "Every change of the organization's guardrails, and of the trail itself.",
      sql: query(
        `${COLUMNS}, eventsource, eventname, requestparameters, errorcode`,
        ["eventsource IN ('organizations.amazonaws.com', 'cloudtrail.amazonaws.com')", "readonly = 'false'"],
        365,
      ),
    },
  ];
}
