import { spawnSync } from "node:child_process";
import { RingfenceError, type ErrorPage } from "../config/errors";

export const TERRAFORM_PAGE: ErrorPage = {
  code: "TERRAFORM-FAILED",
  title: "terraform ended with an error",
  why: "Ringfence runs terraform as it is and never goes past an error of it.",
};

export interface TerraformRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs terraform (TERRAFORM_BINARY_NAME names another, as cdktf has it) in a stack's folder. */
export function terraform(folder: string, args: readonly string[]): TerraformRun {
  const binary = process.env.TERRAFORM_BINARY_NAME ?? "terraform";
  const run = spawnSync(binary, [...args], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 1 << 30,
    env: { ...process.env, TF_IN_AUTOMATION: "1" },
  });
  if (run.error)
    throw new RingfenceError(TERRAFORM_PAGE, {
      at: folder,
      given: run.error.message,
      expected: `${binary} on the PATH`,
      fix: "Install Terraform 1.10 or newer.",
    });
  return { status: run.status ?? 1, stdout: run.stdout, stderr: run.stderr };
}

/** What terraform itself said of a run that failed. */
export function terraformError(folder: string, args: readonly string[], run: TerraformRun): RingfenceError {
  return new RingfenceError(TERRAFORM_PAGE, {
    at: `${folder} terraform ${args[0] ?? ""}`,
    given: run.stderr.trim().split("\n").slice(0, 12).join(" "),
    expected: "exit 0",
    fix: "Mend what terraform names.",
  });
}

/** The same, where anything but success is an error. */
export function terraformOrThrow(folder: string, args: readonly string[]): string {
  const run = terraform(folder, args);
  if (run.status !== 0) throw terraformError(folder, args, run);
  return run.stdout;
}
