import {
  type DatabaseMigrationServiceClient,
  DescribeReplicationTasksCommand,
  ResourceNotFoundFault,
  StartReplicationTaskCommand,
  StopReplicationTaskCommand,
  type ReplicationTask,
} from "@aws-sdk/client-database-migration-service";
import { RingfenceError } from "../../config/errors";
import { asked } from "../refused";
import type { Job, JobState, Mover, Seen } from "./mover";
import { MOVE_PAGES } from "./pages";

const STATES: Readonly<Record<string, JobState>> = {
  creating: "waiting",
  ready: "waiting",
  modifying: "waiting",
  starting: "running",
  running: "running",
  stopping: "running",
  stopped: "stopped",
  failed: "failed",
  "failed-move": "failed",
};

/** The leg's one replication task: all rows first, then what changes. Validation is part of the task, and no proof. */
export class DmsMover implements Mover {
  constructor(
    private readonly client: DatabaseMigrationServiceClient,
    private readonly task: string,
  ) {}

  async start(before: readonly Job[]): Promise<Job> {
    const task = await this.find();
    // A task that has run goes on where it stood; from the start again would load every row twice (AWS DMS API reference).
    const how = before.length > 0 ? "resume-processing" : "start-replication";
    await asked(
      this.task,
      "dms:StartReplicationTask",
      () =>
        this.client.send(new StartReplicationTaskCommand({ ReplicationTaskArn: task.ReplicationTaskArn, StartReplicationTaskType: how })),
      MOVE_PAGES.refused,
    );
    return { tool: "dms", id: task.ReplicationTaskArn ?? "", what: `full load and changes of ${this.task}` };
  }

  async look(): Promise<Seen> {
    const { Status = "", ReplicationTaskStats: stats, StopReason, LastFailureMessage } = await this.find();
    const loaded = stats?.FullLoadProgressPercent ?? 0;
    const state = STATES[Status] ?? "running";
    return {
      state: Status === "running" && loaded === 100 ? "following" : state,
      detail: [
        `${Status}; ${loaded} % of the full load, ${stats?.TablesLoaded ?? 0} tables loaded, ${stats?.TablesErrored ?? 0} failed`,
        ...(StopReason ? [StopReason] : []),
        ...(LastFailureMessage ? [LastFailureMessage] : []),
      ].join("; "),
    };
  }

  async stop({ id }: Job): Promise<void> {
    await asked(
      id,
      "dms:StopReplicationTask",
      () => this.client.send(new StopReplicationTaskCommand({ ReplicationTaskArn: id })),
      MOVE_PAGES.refused,
    );
  }

  private async find(): Promise<ReplicationTask> {
    const tasks = await asked(this.task, "dms:DescribeReplicationTasks", () => this.described(), MOVE_PAGES.refused);
    const found = tasks.find(({ ReplicationTaskIdentifier }) => ReplicationTaskIdentifier === this.task);
    if (found) return found;
    throw new RingfenceError(MOVE_PAGES.leg, {
      at: this.task,
      given: "no replication task of that name",
      expected: "the one that the migration stack makes",
      fix: "Apply the migration stack, then start again.",
    });
  }

  /** DMS answers a filter that finds nothing with a fault (AWS DMS API reference, DescribeReplicationTasks). */
  private async described(): Promise<readonly ReplicationTask[]> {
    const Filters = [{ Name: "replication-task-id", Values: [this.task] }];
    try {
      return (await this.client.send(new DescribeReplicationTasksCommand({ Filters }))).ReplicationTasks ?? [];
    } catch (error) {
      if (error instanceof ResourceNotFoundFault) return [];
      throw error;
    }
  }
}
