import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { breakGlassRole, dutyRole, workloadRole } from "../../config/role-names";
import { roleArn } from "./names";

/** Roles that a file system's policy lets in, by ARN: it grants by itself, so it names each of them. */
export interface FileClients {
  readonly mount: readonly string[];
  readonly write: readonly string[];
}

/** Nobody, in a program that lets nobody in. */
export function fileClients(program: Program, home: AwsPlace, dataset: string): FileClients {
  if (!program.data.access) return { mount: [], write: [] };
  const apps = program.data.datasets.find(({ name }) => name === dataset)?.workloads ?? [];
  const arns = (names: readonly string[]) => names.map((name) => roleArn(home, name));
  const writing = apps.filter(({ duty }) => duty === "write");
  return {
    mount: arns([
      dutyRole("read", dataset),
      dutyRole("write", dataset),
      breakGlassRole(dataset),
      ...apps.map(({ name }) => workloadRole(name, dataset)),
    ]),
    write: arns([dutyRole("write", dataset), breakGlassRole(dataset), ...writing.map(({ name }) => workloadRole(name, dataset))]),
  };
}
