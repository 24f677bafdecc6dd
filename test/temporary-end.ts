import { rmSync } from "node:fs";

export default function end(): void {
  const folder = process.env["TMPDIR"];
  if (folder?.includes("ringfence-tests-")) rmSync(folder, { recursive: true, force: true });
}
