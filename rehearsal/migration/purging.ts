import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { codesIn, ended } from "./command";
import { type Rehearsal, type Round } from "./context";
import { caughtAt } from "./proving";
import { DATASET, NO_MEDIUM, type CopyName } from "./program";
import { readLegacyPolicy, readPurgeRole } from "./task";
import type { Teller } from "./teller";

interface Entered {
  readonly program: string;
  readonly outdir: string;
  readonly evidence: Readonly<Record<CopyName, readonly string[]>>;
  readonly second: Round;
  /** The custodian's account, whose officer deletes, and the old one. */
  readonly custody: string;
}

/** The old side goes, by our command and its record; answers its destruction, signed, by copy. */
export async function purge(of: Rehearsal, entered: Entered, teller: Teller): Promise<Readonly<Record<CopyName, string>>> {
  const { estate, clouds, fault, notary } = of;
  await teller.step("the purge role is made as synthesized, and the freeze spares it alone", async () => {
    const { account, region } = estate.singapore;
    const role = readPurgeRole(entered.outdir, "overseas-backup");
    const iam = new IAMClient({
      endpoint: clouds.aws.endpoint,
      region,
      credentials: { accessKeyId: account, secretAccessKey: "rehearsal" },
    });
    await iam.send(new CreateRoleCommand({ RoleName: role.name, Path: role.path, AssumeRolePolicyDocument: role.trust }));
    await iam.send(new PutRolePolicyCommand({ RoleName: role.name, PolicyName: "purge", PolicyDocument: role.policy }));
    iam.destroy();
    await estate.singapore.setPolicy(readLegacyPolicy(entered.outdir));
    return role.name;
  });
  if (fault === "extra-object") await estate.google.put([{ key: "came-later", body: Buffer.from("proved nowhere") }]);
  const destroyed = { "former-cloud": "", "overseas-backup": "", virginia: "" };
  for (const copy of ["former-cloud", "overseas-backup"] as const)
    await teller.step(`ringfence purge, ${copy}`, async () => {
      const into = join(of.folder, `${copy}.purge`);
      const seen = await purgeCopy(of, entered, copy, into);
      destroyed[copy] = await notary.sign(join(into, "destruction.json"));
      return seen;
    });
  await teller.step("the data centre's files are removed, and the record of it signed", async () => {
    const file = join(of.folder, "virginia.destruction.json");
    const { result } = entered.second.compared.virginia;
    rmSync(estate.dataCentre, { recursive: true });
    writeFileSync(file, JSON.stringify(filesGone(result)));
    destroyed.virginia = await notary.sign(file);
    return `${result.legacy.objects} files; a rehearsal sanitises no medium`;
  });
  return destroyed;
}

async function purgeCopy(of: Rehearsal, { program, evidence, custody }: Entered, copy: CopyName, into: string): Promise<string> {
  const officer = of.commands.with({ AWS_ACCESS_KEY_ID: custody });
  const words = [
    "purge",
    "--program",
    program,
    "--dataset",
    DATASET,
    "--copy",
    copy,
    "--evidence",
    evidence[copy][0] ?? "",
    "--into",
    into,
  ];
  const dry = await officer.ringfence(...words, "--dry-run");
  if (of.fault === "extra-object" && dry.code !== 0 && codesIn(dry).includes("PURGE-ARRIVED")) throw caughtAt(of.fault, "purge --dry-run");
  ended(dry, 0, "purge --dry-run");
  let killed = "";
  if (of.fault === "killed-purge") {
    const { child, ran } = officer.startRingfence(...words);
    const record = join(into, "record.jsonl");
    for (
      let tries = 0;
      tries < 2000 && child.exitCode === null && !(existsSync(record) && readFileSync(record, "utf8").includes('"deletes"'));
      tries++
    )
      await sleep(5);
    child.kill("SIGKILL");
    const { code } = await ran;
    if (code !== null) throw new Error(`the purge ended with ${code} before it could be killed`);
    killed = "killed once; ";
  }
  const ran = ended(await officer.ringfence(...words), 0, "purge");
  return `${killed}${ran.out.split("\n")[0] ?? ""}`;
}

/** What an operator writes down when a folder's files are gone, with the record that the program closes the copy by. */
function filesGone({ dataset, copy, program, legacy }: Round["compared"]["virginia"]["result"]) {
  return {
    schema: "ringfence.destruction/1",
    dataset,
    copy,
    program,
    store: { kind: "data-centre", name: "nfs.virginia.app.example/export/content" },
    method: "logical deletion",
    objects: legacy.objects,
    versions: 0,
    bytes: legacy.bytes,
    deletedAt: new Date().toISOString(),
    hardDeleteTime: null,
    keys: [],
    remaining: [{ what: "the media themselves", until: null, reason: "A rehearsal removes a folder, and sanitises no medium." }],
    sanitisation: [
      {
        record: NO_MEDIUM,
        media: "a rehearsal's folder",
        method: "clear",
        sanitisedAt: new Date().toISOString().slice(0, 10),
        by: "rehearse",
      },
    ],
  };
}
