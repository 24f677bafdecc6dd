import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { isOnItsWay } from "../../config/migration/legacy-copies";
import { breakGlassRole, dutyRole, moverRole, workloadRole } from "../../config/access/role-names";
import { roleArn } from "./names";

/** Roles that a file system's policy lets in, by ARN: it grants by itself, so it names each of them. */
export interface FileClients {
  readonly mount: readonly string[];
  readonly write: readonly string[];
  /** Movers, while they move, to whom their own policies grant it: files keep their owners, which root alone may set. */
  readonly root: readonly string[];
}

/** Nobody, in a program that lets nobody in. */
export function fileClients(program: Program, home: AwsPlace, dataset: string): FileClients {
  const found = program.data.datasets.find(({ name }) => name === dataset);
  const arns = (names: readonly string[]) => names.map((name) => roleArn(home, name));
  const moving = found?.legacy.filter((copy) => copy.kind === "data-centre" && isOnItsWay(copy, found)) ?? [];
  const root = arns(moving.map(({ name }) => moverRole(dataset, name)));
  if (!program.data.access) return { mount: [], write: [], root };
  const apps = found?.workloads ?? [];
  const writing = apps.filter(({ duty }) => duty === "write");
  return {
    mount: [
      ...arns([
        dutyRole("read", dataset),
        dutyRole("write", dataset),
        breakGlassRole(dataset),
        ...apps.map(({ name }) => workloadRole(name, dataset)),
      ]),
    ],
    write: [...arns([dutyRole("write", dataset), breakGlassRole(dataset), ...writing.map(({ name }) => workloadRole(name, dataset))])],
    root,
  };
}
