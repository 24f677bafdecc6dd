import type { Clouds } from "./clouds";
import type { Estate } from "./estate";
import { inParallel } from "./parallel";
import { askRaw, askS3, s3Path } from "./raw";
import type { Rclone } from "./rclone";
import { sha256Of } from "./seeds";

/** Looks at the old places with rclone and with plain HTTP, versions included; throws when anything is left. */
export async function nothingLeft(clouds: Clouds, estate: Estate, rclone: Rclone): Promise<void> {
  const { google, singapore } = estate;
  const left = [...(await rclone.list(`google:${google.name}`)), ...(await rclone.list(`singapore:${singapore.name}`, "--s3-versions"))];
  if (left.length > 0) throw new Error(`rclone still lists ${left.length} objects, such as ${left[0]}`);
  const objects = await askRaw(clouds.google.endpoint, `/storage/v1/b/${google.name}/o?versions=true`);
  const { items = [] } = JSON.parse(objects.body.toString("utf8")) as { readonly items?: readonly unknown[] };
  if (objects.status !== 200 || items.length > 0) throw new Error(`gs://${google.name}: ${objects.status}, ${items.length} generations`);
  for (const [query, tags] of [
    ["versions", ["<Version>", "<DeleteMarker>"]],
    ["uploads", ["<Upload>"]],
  ] as const) {
    const { status, body } = await askS3(clouds.aws.endpoint, singapore.account, singapore.region, `/${singapore.name}?${query}`);
    const text = body.toString("utf8");
    if (status !== 200 || tags.some((tag) => text.includes(tag))) throw new Error(`s3://${singapore.name}?${query}: ${status}, not empty`);
  }
}

/** Reads every object at home by plain HTTP and compares it with what was once written at the old side. */
export async function everythingHome(clouds: Clouds, { home, expected }: Estate, rclone: Rclone): Promise<number> {
  const wrong: string[] = [];
  await inParallel([...expected], 8, async ([key, { sha256, size }]) => {
    const { status, body } = await askS3(clouds.aws.endpoint, home.account, home.region, s3Path(home.name, key));
    if (status !== 200 || body.length !== size || sha256Of(body) !== sha256) wrong.push(key);
  });
  if (wrong.length > 0) throw new Error(`${wrong.length} objects at home are not what they were, such as ${JSON.stringify(wrong[0])}`);
  const seen = await rclone.list(`home:${home.name}`);
  if (seen.length === 0 || seen.length > expected.size) throw new Error(`rclone lists ${seen.length} objects at home, of ${expected.size}`);
  return expected.size;
}
