import { constants, createDecipheriv, generateKeyPairSync, privateDecrypt, randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateAliasCommand,
  CreateCustomKeyStoreCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import { custodyConnect, custodyDisconnect } from "../../cli/commands/custody-connect";
import { custodyImport, custodyWrap } from "../../cli/commands/custody-import";
import { withMaterial } from "../../cli/custody/material";
import { wrapped } from "../../cli/custody/wrap";
import { RingfenceError } from "../../config/errors";
import { startEngines, type Engines } from "../../rehearsal/engines/engines";
import { usExternal, usImported } from "../custody-programs";
import { makeRoles } from "../deploy/accounts";
import { describeWithEngines } from "../engines";

const CUSTODY = "222222222222";
const root = mkdtempSync(join(tmpdir(), "ringfence-ceremony-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const MATERIAL = randomBytes(32);
const file = (name: string, content: Buffer | string, mode = 0o600): string => {
  const path = join(root, name);
  writeFileSync(path, content, { mode });
  chmodSync(path, mode);
  return path;
};
const imported = file("imported.json", JSON.stringify(usImported));
const external = file("external.json", JSON.stringify(usExternal));
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** The code with which something is refused. */
async function codeOf(run: () => unknown): Promise<string> {
  try {
    await run();
    return "done";
  } catch (error) {
    if (!(error instanceof RingfenceError)) throw error;
    expect(error.message).not.toContain(MATERIAL.toString("hex"));
    expect(error.message).not.toContain(MATERIAL.toString("base64"));
    return error.code;
  }
}

test("wrapped material is what AWS KMS unwraps, and differs each time", () => {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 4096 });
  const der = publicKey.export({ format: "der", type: "spki" });
  const blob = wrapped(der, MATERIAL);
  expect(blob).toHaveLength(512 + 40);
  const once = privateDecrypt({ key: privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" }, blob.subarray(0, 512));
  const decipher = createDecipheriv("id-aes256-wrap-pad", once, Buffer.from("A65959A6", "hex"));
  expect(Buffer.concat([decipher.update(blob.subarray(512)), decipher.final()])).toEqual(MATERIAL);
  expect(wrapped(der, MATERIAL)).not.toEqual(blob);
});

describe("material is refused from", () => {
  const refused = (path: string) => codeOf(() => withMaterial(path, () => "used"));
  test.each([0o644, 0o640, 0o604, 0o660, 0o620])("a file of mode %o", async (mode) =>
    expect(await refused(file(`mode-${mode}`, MATERIAL, mode))).toBe("CUSTODY-MATERIAL"),
  );
  test("a file of another length, as hex and base64 are", async () => {
    for (const content of [MATERIAL.toString("hex"), MATERIAL.toString("base64"), Buffer.concat([MATERIAL, Buffer.from("\n")]), ""])
      expect(await refused(file("long", content))).toBe("CUSTODY-MATERIAL");
  });
  test("a link, a folder, and nothing", async () => {
    symlinkSync(file("target", MATERIAL), join(root, "link"));
    for (const path of [join(root, "link"), root, join(root, "none")]) expect(await refused(path)).toBe("CUSTODY-MATERIAL");
  });
  test("no file of its owner's alone; and it is wiped after use", () => {
    const seen = withMaterial(file("good", MATERIAL, 0o400), (clear) => {
      expect(clear).toEqual(MATERIAL);
      return clear;
    });
    expect(seen).toEqual(Buffer.alloc(32));
  });
});

describe("an import is refused", () => {
  const material = file("material", MATERIAL);
  const attempt = (options: object) =>
    codeOf(() => custodyImport({ program: imported, key: `arn:aws:kms:us-east-1:${CUSTODY}:key/x`, ...options }));
  test("without one of the three ways", async () => {
    expect(await attempt({})).toBe("CLI-USAGE");
    expect(await attempt({ material, wrapped: material })).toBe("CLI-USAGE");
  });
  test.each([undefined, "soon", "2020-01-01", day(181), day(400), "2027-02-31"])("with the expiry %p", async (expires) =>
    expect(await attempt({ material, expires })).toBe("CUSTODY-EXPIRY"),
  );
  test("for a dataset with two keys, or none", async () => {
    for (const key of ["user-content", "nothing", "arn:aws:s3:::a"])
      expect(await attempt({ key, material, expires: day(9) })).toBe("CUSTODY-KEY");
  });
  test("with a blob that is not wrapped, which would be the material itself", async () =>
    expect(await attempt({ wrapped: material, parameters: "any", expires: day(9) })).toBe("CUSTODY-PARAMETERS"));
});

describeWithEngines(["moto", "ministack"], "the key ceremony, against the local engines' KMS", () => {
  let engines: Engines;
  let kms: KMSClient;
  const printed: string[] = [];

  beforeAll(async () => {
    engines = await startEngines({ organizations: { [CUSTODY]: "o-custodian01" } });
    await makeRoles(engines, CUSTODY, ["ringfence-key-admin"]);
    Object.assign(process.env, { AWS_ENDPOINT_URL: engines.endpoint, AWS_ACCESS_KEY_ID: CUSTODY, AWS_SECRET_ACCESS_KEY: "rehearsal" });
    kms = new KMSClient({ region: "us-east-1", maxAttempts: 1 });
    for (const stream of [process.stdout, process.stderr])
      jest.spyOn(stream, "write").mockImplementation((text) => (printed.push(String(text)), true));
  }, 120_000);
  afterAll(async () => {
    jest.restoreAllMocks();
    await engines.stop();
  });

  const externalKey = async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Origin: "EXTERNAL" }));
    return KeyMetadata?.Arn as string;
  };
  const stateOf = async (KeyId: string) => (await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
  /** Nothing that was printed, written or recorded holds the material. */
  const leaks = () => {
    const texts = [
      ...printed,
      JSON.stringify(engines.calls()),
      ...readdirSync(root)
        .filter((name) => /params|blob/.test(name))
        .map((name) => readFileSync(join(root, name), "latin1")),
    ];
    return texts.filter((text) =>
      [MATERIAL.toString("hex"), MATERIAL.toString("base64"), MATERIAL.toString("latin1")].some((form) => text.includes(form)),
    );
  };

  test("in one step: the key is enabled until the day, by the key role, and nothing shows the material", async () => {
    const key = await externalKey();
    expect((await stateOf(key))?.KeyState).toBe("PendingImport");
    expect(await custodyImport({ program: imported, key, material: file("m", MATERIAL), expires: day(90) })).toBe(0);
    const state = await stateOf(key);
    expect(state).toMatchObject({ KeyState: "Enabled", ExpirationModel: "KEY_MATERIAL_EXPIRES" });
    expect(state?.ValidTo?.toISOString().slice(0, 10)).toBe(day(90));
    const made = engines.calls().filter(({ action }) => action === "ImportKeyMaterial");
    expect(made.map(({ principalArn }) => principalArn)).toEqual([expect.stringContaining("ringfence-key-admin")]);
    expect(leaks()).toEqual([]);
  }, 60_000);

  test("in two steps, with the material on another machine, by the dataset's name", async () => {
    const key = await externalKey();
    await kms.send(new CreateAliasCommand({ AliasName: "alias/ringfence/united-states/profiles", TargetKeyId: key }));
    const parameters = join(root, "params.json");
    const blob = join(root, "blob");
    expect(await custodyImport({ program: imported, key: "profiles", wrappingKeyOut: parameters })).toBe(0);
    expect(custodyWrap({ parameters, material: file("m2", MATERIAL), out: blob })).toBe(0);
    expect(statSync(blob).mode & 0o777).toBe(0o600);
    const other = await externalKey();
    expect(await codeOf(() => custodyImport({ program: imported, key: other, wrapped: blob, parameters, expires: day(30) }))).toBe(
      "CUSTODY-PARAMETERS",
    );
    expect(await custodyImport({ program: imported, key: "profiles", wrapped: blob, parameters, expires: day(30) })).toBe(0);
    expect((await stateOf(key))?.KeyState).toBe("Enabled");
    // The token is of one use, and the file says so to whoever tries again.
    expect(await codeOf(() => custodyImport({ program: imported, key: "profiles", wrapped: blob, parameters, expires: day(30) }))).toBe(
      "CUSTODY-REFUSED",
    );
    expect(leaks()).toEqual([]);
  }, 60_000);

  test("a key of another origin takes none", async () => {
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    expect(
      await codeOf(() =>
        custodyImport({ program: imported, key: KeyMetadata?.Arn as string, material: file("m3", MATERIAL), expires: day(30) }),
      ),
    ).toBe("CUSTODY-KEY");
    await kms.send(new DisableKeyCommand({ KeyId: KeyMetadata?.KeyId }));
  });

  describe("an external key store", () => {
    const quick = { everyMs: 1, times: 5 };
    const one = { program: external, account: "custody", region: "us-east-1" };
    let storeId = "";
    const makeKey = (XksKeyId: string) =>
      kms.send(new CreateKeyCommand({ Origin: "EXTERNAL_KEY_STORE", CustomKeyStoreId: storeId, XksKeyId }));

    test("that is not there is named, with what to apply", async () =>
      expect(await codeOf(() => custodyConnect(one, quick))).toBe("CUSTODY-CONNECT"));

    test("takes no key before it is connected, one for each external key afterwards, and none when it is disconnected", async () => {
      const made = await kms.send(
        new CreateCustomKeyStoreCommand({
          CustomKeyStoreName: "ringfence-united-states",
          CustomKeyStoreType: "EXTERNAL_KEY_STORE",
          XksProxyConnectivity: "PUBLIC_ENDPOINT",
          XksProxyUriEndpoint: "https://xks.custodian.example",
          XksProxyUriPath: "/kms/xks/v1",
          XksProxyAuthenticationCredential: { AccessKeyId: "ABCDEFGHIJKLMNOPQRST", RawSecretAccessKey: "x".repeat(43) },
        }),
      );
      storeId = made.CustomKeyStoreId as string;
      await expect(makeKey("a")).rejects.toThrow(/DISCONNECTED/);
      expect(await custodyConnect(one, quick)).toBe(0);
      expect((await makeKey("a")).KeyMetadata).toMatchObject({
        Origin: "EXTERNAL_KEY_STORE",
        CustomKeyStoreId: storeId,
        XksKeyConfiguration: { Id: "a" },
      });
      await expect(makeKey("a")).rejects.toThrow(/has a key already/);
      expect(await codeOf(() => custodyDisconnect(one, quick))).toBe("CUSTODY-CONSENT");
      await makeKey("b");
      printed.length = 0;
      expect(await custodyDisconnect({ ...one, yes: true }, quick)).toBe(0);
      expect(printed.join("")).toMatch(/stops every use of the keys of user-content, profiles.*Aurora/s);
      await expect(makeKey("c")).rejects.toThrow(/DISCONNECTED/);
      expect(await custodyDisconnect({ ...one, yes: true }, quick)).toBe(0);
    });

    test("of another mode is no store", async () =>
      expect(await codeOf(() => custodyConnect({ program: imported }, quick))).toBe("CLI-USAGE"));
  });
});
