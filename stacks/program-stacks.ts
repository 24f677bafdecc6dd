import { mkdirSync } from "node:fs";
import { App } from "cdktf";
import type { Program } from "../config/program";
import { awsStacks } from "./aws";
import { googleStacks } from "./google";
import { proofsOf } from "./proof";

/** Builds every stack of the program into `outdir`, and writes it. */
export function synthesize(program: Program, outdir: string): void {
  const proofs = proofsOf(program);
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir, skipValidation: false });
  awsStacks(app, program, proofs);
  googleStacks(app, program);
  app.synth();
}
