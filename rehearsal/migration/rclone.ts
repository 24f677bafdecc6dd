import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ended, type Commands } from "./command";

/** An account's S3, as a remote of rclone's. */
export interface Remote {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** rclone, which is not ours: it copies in the movers' place, and looks around where we must not be believed. */
export class Rclone {
  private readonly config: string;

  constructor(
    private readonly commands: Commands,
    folder: string,
    endpoints: { readonly aws: string; readonly google: string },
    remotes: readonly Remote[],
  ) {
    this.config = join(folder, "rclone.conf");
    writeFileSync(this.config, [googleRemote(endpoints.google), ...remotes.map((remote) => s3Remote(endpoints.aws, remote))].join("\n"));
  }

  /** Copies what is new or different, in parts above 16 MiB; answers how many objects went. It says nothing of what it passes over. */
  async copy(source: string, target: string): Promise<number> {
    const words = ["copy", source, target, "-v", "--transfers", "8", "--checkers", "8", "--retries", "1", "--stats", "0"];
    const ran = await this.run([...words, "--s3-upload-cutoff", "16M", "--s3-chunk-size", "8M"]);
    return ran.err.match(/: Copied \(/g)?.length ?? 0;
  }

  /** What it lists, old versions included where it can; their names carry the time then. */
  async list(of: string, ...words: readonly string[]): Promise<readonly string[]> {
    const { out } = await this.run(["lsf", "-R", "--files-only", of, ...words]);
    return out.split("\n").filter((line) => line !== "");
  }

  private async run(words: readonly string[]) {
    return ended(await this.commands.other("rclone", ["--config", this.config, ...words]), 0, `rclone ${words[0] ?? ""}`);
  }
}

const googleRemote = (endpoint: string): string => `[google]
type = google cloud storage
anonymous = true
endpoint = ${endpoint}/storage/v1/
`;

/** Its MD5s in metadata of its own vouch for bodies that changed since: they are not written. */
const s3Remote = (endpoint: string, { name, account, region }: Remote): string => `[${name}]
type = s3
provider = Other
access_key_id = ${account}
secret_access_key = rehearsal
endpoint = ${endpoint}
region = ${region}
force_path_style = true
list_url_encode = true
no_check_bucket = true
disable_checksum = true
`;
