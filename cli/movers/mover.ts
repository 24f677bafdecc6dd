/** Where one job of a mover stands. `following`: everything is over, and what still changes is carried too. */
export type JobState = "waiting" | "running" | "following" | "done" | "failed" | "stopped";

/** One job, as the cloud calls it. */
export interface Job {
  readonly tool: "datasync" | "s3-batch" | "s3-parts" | "dms";
  /** The ARN or id that the cloud gave. */
  readonly id: string;
  /** What it moves, for people. */
  readonly what: string;
}

export interface Seen {
  readonly state: JobState;
  /** What the cloud counts: objects, bytes, rows, what failed. */
  readonly detail: string;
}

/** What moves one old copy. It starts, is looked at and is stopped; it never says whether anything has arrived. */
export interface Mover {
  /** Makes what no stack may make, and answers what has to be written into the program before anything can start. */
  prepare?(): Promise<string | undefined>;
  /** Submits what is due next, after the jobs that are known; undefined when nothing is. */
  start(before: readonly (Job & Seen)[]): Promise<Job | undefined>;
  look(job: Job): Promise<Seen>;
  stop(job: Job): Promise<void>;
}

export const isOver = (state: JobState): boolean => state === "done" || state === "failed" || state === "stopped";
