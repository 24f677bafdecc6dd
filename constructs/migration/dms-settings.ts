import type { Engine } from "../../config/engines";

/**
 * What a database task does, written out in full: DMS fills in what is left out, and its defaults neither validate nor
 * stop at an error (AWS DMS user guide, Task settings example).
 */
export function taskSettings(): string {
  return JSON.stringify({
    TargetMetadata: { SupportLobs: true, FullLobMode: true, LobChunkSize: 64, BatchApplyEnabled: false },
    FullLoadSettings: {
      // Whatever stands in the target already is somebody's: it is reconciled, never dropped.
      TargetTablePrepMode: "DO_NOTHING",
      StopTaskCachedChangesApplied: false,
      StopTaskCachedChangesNotApplied: false,
      MaxFullLoadSubTasks: 8,
      CommitRate: 10_000,
    },
    Logging: { EnableLogging: true },
    ControlTablesSettings: { ControlSchema: "ringfence_dms", StatusTableEnabled: true, SuspendedTablesTableEnabled: true },
    ChangeProcessingDdlHandlingPolicy: {
      // A table that goes at the source stays at home, as an object does.
      HandleSourceTableDropped: false,
      HandleSourceTableTruncated: false,
      HandleSourceTableAltered: true,
    },
    ErrorBehavior: {
      DataErrorPolicy: "STOP_TASK",
      DataTruncationErrorPolicy: "STOP_TASK",
      ApplyErrorDeletePolicy: "STOP_TASK",
      ApplyErrorInsertPolicy: "STOP_TASK",
      ApplyErrorUpdatePolicy: "STOP_TASK",
      ApplyErrorEscalationPolicy: "STOP_TASK",
      TableErrorPolicy: "STOP_TASK",
      FullLoadIgnoreConflicts: false,
      RecoverableErrorCount: -1,
    },
    ValidationSettings: {
      EnableValidation: true,
      ValidationMode: "ROW_LEVEL",
      FailureMaxCount: 10_000,
      TableFailureMaxCount: 1_000,
      // Rows that do not match are counted and listed in the target; their values are not written to the log.
      HandleCollationDiff: true,
      SkipLobColumns: false,
      ValidationPartialLobSize: 0,
      ThreadCount: 5,
    },
  });
}

/**
 * Every table of the old database but its catalogue's. To DMS, MySQL's databases are schemas: the old one alone comes, and
 * stands at home under the home database's name.
 */
export function tableMappings(engine: Engine, database: { readonly from: string; readonly to: string }): string {
  const rule = (index: number, schema: string, action: "include" | "exclude") => ({
    "rule-type": "selection",
    "rule-id": String(index),
    "rule-name": String(index),
    "object-locator": { "schema-name": schema, "table-name": "%" },
    "rule-action": action,
  });
  if (engine === "postgres")
    return JSON.stringify({
      rules: [rule(1, "%", "include"), rule(2, "pg_catalog", "exclude"), rule(3, "information_schema", "exclude")],
    });
  const renamed = {
    "rule-type": "transformation",
    "rule-id": "2",
    "rule-name": "2",
    "rule-target": "schema",
    "object-locator": { "schema-name": database.from },
    "rule-action": "rename",
    value: database.to,
  };
  return JSON.stringify({ rules: [rule(1, database.from, "include"), renamed] });
}
