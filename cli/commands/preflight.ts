import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { HeadBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { loadProgram } from "../../config/load";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { complain, say } from "../terminal";

/** What no later apply takes back, so that it is read before the first one. */
const NOT_UNDONE = [
  "A backup vault's compliance lock, three days after it is made.",
  "A key's deletion, thirty days after it is scheduled, and with it everything under the key.",
  "A key's and a replica's region: moving either means a new one.",
];

/** Read-only: who the credentials are, whether each account's state bucket answers, and what cannot be undone. Exit 1 when something is missing. */
export async function preflight(named: readonly string[], options: { program?: string }): Promise<number> {
  const program = loadProgram(programFile(options.program), loadModule);
  const { stateBucketName, stateRegion } = await import("../../constructs/place/names");
  const places = (await awsPlaces(program)).filter(
    (place) => named.length === 0 || named.some((stack) => stack.includes(place.region.name) || stack.includes(place.accountName)),
  );
  let missing = 0;
  const line = (good: boolean, text: string) => {
    if (!good) missing += 1;
    say(`${good ? "ok      " : "MISSING "} ${text}`);
  };
  const identity = await new STSClient({ region: places[0]?.region.name ?? "us-east-1" })
    .send(new GetCallerIdentityCommand({}))
    .catch((error: Error) => error);
  line(!(identity instanceof Error), `credentials: ${identity instanceof Error ? identity.message : (identity.Arn ?? "no ARN")}`);
  for (const account of new Map(places.map((place) => [place.accountId, place])).values()) {
    const bucket = stateBucketName(account);
    const answer = await new S3Client({ region: stateRegion(program, account) })
      .send(new HeadBucketCommand({ Bucket: bucket, ExpectedBucketOwner: account.accountId }))
      .catch((error: Error) => error);
    line(
      !(answer instanceof Error),
      `state bucket ${bucket} of ${account.accountName}${answer instanceof Error ? `: ${answer.name}; apply bootstrap-${account.accountName} first` : ""}`,
    );
  }
  complain("What cannot be undone:");
  for (const text of NOT_UNDONE) complain(`  ${text}`);
  return missing === 0 ? 0 : 1;
}

async function awsPlaces(program: Program): Promise<readonly AwsPlace[]> {
  const { awsResidents, distinct } = await import("../../stacks/plan");
  return distinct(awsResidents(program).flatMap(({ home, recovery }) => [home, ...(recovery ? [recovery] : [])]));
}
