import { readFileSync, writeFileSync } from "node:fs";
import { GetParametersForImportCommand, ImportKeyMaterialCommand, type KMSClient } from "@aws-sdk/client-kms";
import { RingfenceError } from "../../config/errors";
import { loadProgram } from "../../config/load";
import type { Program } from "../../config/program";
import { asked, kmsAs } from "../custody/aws";
import { withMaterial } from "../custody/material";
import { CUSTODY_PAGES } from "../custody/pages";
import { badParameters, readParameters, writeParameters, type WrappingParameters } from "../custody/parameters";
import { importable, namedKey } from "../custody/which-key";
import { wrapped, WRAPPING_ALGORITHM, WRAPPING_KEY_SPEC } from "../custody/wrap";
import { loadModule } from "../modules";
import { programFile } from "../program-file";
import { say, today } from "../terminal";
import { usage } from "../usage";

export interface ImportOptions {
  readonly program?: string;
  readonly key: string;
  /** The day on which the material expires. */
  readonly expires?: string;
  /** In one step: the material, wrapped on this machine. */
  readonly material?: string;
  /** In two: what the other machine wraps under, and then what came back. */
  readonly wrappingKeyOut?: string;
  readonly parameters?: string;
  readonly wrapped?: string;
}

const DAY = 86_400_000;

/** Lends the custodian's key material to a KMS key, until a day. The material is in no state, no log and on no terminal. */
export async function custodyImport(options: ImportOptions): Promise<number> {
  const ways = [options.material, options.wrappingKeyOut, options.wrapped].filter((way) => way !== undefined);
  if (ways.length !== 1) throw usage("custody import", "--material, --wrapping-key-out, --wrapped", `${ways.length} of them`, "one");
  const program = loadProgram(programFile(options.program), loadModule);
  const named = namedKey(program, options.key);
  const validTo = options.wrappingKeyOut === undefined ? expiry(program, options.expires) : undefined;
  const back = options.wrapped === undefined ? undefined : readBack(options.wrapped, options.parameters);
  const kms = await kmsAs(program, named);
  const key = await importable(kms, named);
  if (back && back.parameters.key !== key) throw badParameters("--parameters", `parameters of ${back.parameters.key}`, `those of ${key}`);
  const parameters = back?.parameters ?? (await parametersOf(kms, key));
  if (options.wrappingKeyOut !== undefined || !validTo) {
    writeParameters(options.wrappingKeyOut as string, parameters);
    say(`The wrapping key of ${key}, until ${parameters.validTo}: ${String(options.wrappingKeyOut)}`);
    return 0;
  }
  const material = back?.wrapped ?? withMaterial(options.material as string, (clear) => wrapped(bytes(parameters.wrappingKey), clear));
  const { KeyMaterialId } = await asked(key, "kms:ImportKeyMaterial", () =>
    kms.send(
      new ImportKeyMaterialCommand({
        KeyId: key,
        ImportToken: bytes(parameters.importToken),
        EncryptedKeyMaterial: material,
        ExpirationModel: "KEY_MATERIAL_EXPIRES",
        ValidTo: validTo,
      }),
    ),
  );
  say(`Imported into ${key}${KeyMaterialId ? `, material ${KeyMaterialId}` : ""}; it expires at ${validTo.toISOString()}.`);
  return 0;
}

/** Wraps on a machine without a network. */
export function custodyWrap(options: { readonly parameters: string; readonly material: string; readonly out: string }): number {
  const parameters = readParameters(options.parameters);
  const blob = withMaterial(options.material, (clear) => wrapped(bytes(parameters.wrappingKey), clear));
  writeFileSync(options.out, blob, { flag: "wx", mode: 0o600 });
  say(`Wrapped for ${parameters.key}: ${options.out}. Import it before ${parameters.validTo}.`);
  return 0;
}

async function parametersOf(kms: KMSClient, key: string): Promise<WrappingParameters> {
  const answer = await asked(key, "kms:GetParametersForImport", () =>
    kms.send(new GetParametersForImportCommand({ KeyId: key, WrappingAlgorithm: WRAPPING_ALGORITHM, WrappingKeySpec: WRAPPING_KEY_SPEC })),
  );
  const { PublicKey, ImportToken, ParametersValidTo } = answer;
  if (!PublicKey || !ImportToken || !ParametersValidTo) throw badParameters(key, "an answer without them", "a wrapping key and a token");
  const text = (value: Uint8Array) => Buffer.from(value).toString("base64");
  return {
    schema: "ringfence.wrapping/1",
    key,
    algorithm: WRAPPING_ALGORITHM,
    wrappingKey: text(PublicKey),
    importToken: text(ImportToken),
    validTo: ParametersValidTo.toISOString(),
  };
}

function readBack(file: string, parameters: string | undefined): { readonly wrapped: Buffer; readonly parameters: WrappingParameters } {
  if (parameters === undefined) throw usage("custody import", "--wrapped", "no --parameters", "the file of --wrapping-key-out beside it");
  const blob = readFileSync(file);
  // 512 bytes of RSA-4096, then the 40 that AES key wrap makes of 32: anything else is other material, or not wrapped at all.
  if (blob.length !== 552) throw badParameters(file, `${blob.length} bytes`, "552 bytes of wrapped material");
  return { wrapped: blob, parameters: readParameters(parameters) };
}

/** Midnight at the start of that day, UTC; within what the program allows. */
function expiry(program: Program, day: string | undefined): Date {
  const days = program.data.custody.imported?.validDays ?? 180;
  const last = new Date(Date.parse(today()) + days * DAY).toISOString().slice(0, 10);
  const end = new Date(`${day ?? ""}T00:00:00Z`);
  // Written back, since JavaScript takes the 31st of February for a day in March.
  const isDay = !Number.isNaN(end.getTime()) && end.toISOString().slice(0, 10) === day;
  if (day !== undefined && isDay && end.getTime() > Date.now() && day <= last) return end;
  throw new RingfenceError(CUSTODY_PAGES.expiry, {
    at: "--expires",
    given: day ?? "nothing",
    expected: `a day after today, at most ${last} (custody.imported.validDays is ${days})`,
    fix: "Name the day on which the material expires, and hold the next ceremony before.",
  });
}

const bytes = (base64: string) => Buffer.from(base64, "base64");
