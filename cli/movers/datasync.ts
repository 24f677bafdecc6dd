import {
  CancelTaskExecutionCommand,
  type DataSyncClient,
  DescribeTaskExecutionCommand,
  paginateListTasks,
  StartTaskExecutionCommand,
  type DescribeTaskExecutionCommandOutput,
} from "@aws-sdk/client-datasync";
import { RingfenceError } from "../../config/errors";
import { asked } from "../refused";
import type { Job, JobState, Mover, Seen } from "./mover";
import { MOVE_PAGES } from "./pages";
import type { SourceLocation } from "./source-location";

const STATES: Readonly<Record<string, JobState>> = {
  QUEUED: "waiting",
  LAUNCHING: "running",
  PREPARING: "running",
  TRANSFERRING: "running",
  VERIFYING: "running",
  CANCELLING: "running",
  SUCCESS: "done",
  ERROR: "failed",
};

/** Executions of the leg's one DataSync task. Each moves what has changed since the last, so that a failed one is simply started again. */
export class DataSyncMover implements Mover {
  constructor(
    private readonly client: DataSyncClient,
    private readonly task: string,
    /** Absent once the program names the location. */
    private readonly source?: SourceLocation,
  ) {}

  async prepare(): Promise<string | undefined> {
    if (!this.source) return undefined;
    return `location: "${await this.source.ensure()}"`;
  }

  async start(): Promise<Job> {
    const TaskArn = await this.taskArn();
    const { TaskExecutionArn } = await asked(
      this.task,
      "datasync:StartTaskExecution",
      () => this.client.send(new StartTaskExecutionCommand({ TaskArn })),
      MOVE_PAGES.refused,
    );
    return { tool: "datasync", id: TaskExecutionArn ?? "", what: `an execution of ${this.task}` };
  }

  async look({ id }: Job): Promise<Seen> {
    const seen = await asked(
      id,
      "datasync:DescribeTaskExecution",
      () => this.client.send(new DescribeTaskExecutionCommand({ TaskExecutionArn: id })),
      MOVE_PAGES.refused,
    );
    // DataSync knows no word for cancelled: such an execution ends in ERROR with this code (API reference, TaskExecutionResultDetail).
    const stopped = seen.Status === "ERROR" && seen.Result?.ErrorCode === "Cancelled";
    return { state: stopped ? "stopped" : (STATES[seen.Status ?? ""] ?? "running"), detail: counted(seen) };
  }

  async stop({ id }: Job): Promise<void> {
    await asked(
      id,
      "datasync:CancelTaskExecution",
      () => this.client.send(new CancelTaskExecutionCommand({ TaskExecutionArn: id })),
      MOVE_PAGES.refused,
    );
  }

  /** A task's ARN is AWS's own; its name is the stack's. */
  private async taskArn(): Promise<string> {
    const tasks = await asked(
      this.task,
      "datasync:ListTasks",
      async () => {
        const all = [];
        for await (const { Tasks } of paginateListTasks({ client: this.client }, {})) all.push(...(Tasks ?? []));
        return all;
      },
      MOVE_PAGES.refused,
    );
    const [found, ...others] = tasks.filter(({ Name }) => Name === this.task);
    if (found?.TaskArn && others.length === 0) return found.TaskArn;
    throw new RingfenceError(MOVE_PAGES.leg, {
      at: this.task,
      given: found ? `${others.length + 1} tasks of that name` : "no task of that name",
      expected: "the one task that the migration stack makes",
      fix: found ? "Remove the task that no stack made." : "Apply the migration stack, then start again.",
    });
  }
}

function counted(seen: DescribeTaskExecutionCommandOutput): string {
  const { Status, FilesTransferred = 0, EstimatedFilesToTransfer = 0, BytesTransferred = 0, Result } = seen;
  return [
    `${(Status ?? "unknown").toLowerCase()}`,
    `${FilesTransferred} of ${EstimatedFilesToTransfer} objects, ${BytesTransferred} bytes`,
    ...(Result?.ErrorDetail ? [Result.ErrorDetail] : []),
  ].join("; ");
}
