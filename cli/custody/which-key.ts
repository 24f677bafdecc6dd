import { DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms";
import { RingfenceError } from "../../config/errors";
import type { Program } from "../../config/program";
import { protectedKeys } from "../../config/keys/protected-keys";
import { asked, type At } from "./aws";
import { CUSTODY_PAGES } from "./pages";

export interface NamedKey extends At {
  /** The ARN of a key or of its alias. */
  readonly arn: string;
}

const ARN = /^arn:aws[\w-]*:kms:([a-z0-9-]+):(\d{12}):(key|alias)\/.+$/;

/** The key that is meant: by ARN, or by the name of a dataset of the program where that has one key. */
export function namedKey(program: Program, name: string): NamedKey {
  const [, region, account] = ARN.exec(name) ?? [];
  if (region && account) return { arn: name, region, account };
  const keys = protectedKeys(program.data)
    .filter(({ cloud, of }) => cloud === "aws" && of === name)
    .map(({ account, region, of }) => {
      const { id } = program.account(account);
      return { account: id, region, arn: `arn:aws:kms:${region}:${id}:alias/ringfence/${program.name}/${of}` };
    });
  const [only, ...others] = keys;
  if (only && others.length === 0) return only;
  throw new RingfenceError(CUSTODY_PAGES.key, {
    at: "--key",
    given: name,
    expected: only ? `one of ${keys.map(({ arn }) => arn).join(", ")}` : "the ARN of a key, or a dataset with an AWS key",
    fix: only ? "Name one of its keys by ARN." : "Name the key.",
  });
}

/** The key's own ARN; the import calls take no alias. Refuses a key of another origin before any material is read. */
export async function importable(kms: KMSClient, { arn }: NamedKey): Promise<string> {
  const { KeyMetadata: key } = await asked(arn, "kms:DescribeKey", () => kms.send(new DescribeKeyCommand({ KeyId: arn })));
  if (key?.Origin === "EXTERNAL" && key.Arn) return key.Arn;
  throw new RingfenceError(CUSTODY_PAGES.key, {
    at: arn,
    given: `origin ${key?.Origin ?? "not known"}`,
    expected: "origin EXTERNAL",
    fix: "Set custody.mode to imported and apply the key's stack, or name another key.",
  });
}
