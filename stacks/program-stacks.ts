import { App } from "cdktf";
import { makeFolder } from "../config/folder";
import type { Program } from "../config/program";
import { awsStacks } from "./aws";
import { googleStacks } from "./google";
import { googleLegacyStacks } from "./google/legacy";
import { judgedCopies } from "../evidence/gate/judged-copies";
import { proofsOf, type Proofs } from "../evidence/gate/proofs";

/** Builds every stack of the program into `outdir`, and writes it. */
export function synthesize(program: Program, outdir: string, proofs: Proofs = proofsOf(judgedCopies(program))): void {
  makeFolder(outdir);
  const app = new App({ outdir, skipValidation: false });
  const atHome = [...awsStacks(app, program, proofs), ...googleStacks(app, program)];
  // Their state lies in a bucket that a bootstrap at home makes.
  const bootstraps = atHome.filter(({ node }) => node.id.startsWith("bootstrap-"));
  for (const stack of googleLegacyStacks(app, program, proofs)) stack.uses(...bootstraps);
  app.synth();
}
