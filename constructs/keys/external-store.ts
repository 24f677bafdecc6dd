import { DataAwsKmsCustomKeyStore } from "@cdktf/provider-aws/lib/data-aws-kms-custom-key-store";
import type { AwsPlace } from "../../config/place";
import type { Program } from "../../config/program";
import { isProtectedKey } from "../../config/keys/protected-keys";
import type { ExternalStoreData } from "../../config/schema/schema";
import type { AwsStack } from "../place/aws-stack";
import type { KeyOrigin } from "./administration";

/** Where the material of a place's key comes from, as the program's custody mode has it. */
export function keyOrigin(program: Program, place: AwsPlace, of: string): KeyOrigin {
  const key = { cloud: "aws" as const, account: place.accountName, region: place.region.name, of };
  if (!isProtectedKey(program.data, key)) return "AWS_KMS";
  return ({ external: "EXTERNAL_KEY_STORE", imported: "EXTERNAL", "custodian-account": "AWS_KMS" } as const)[program.data.custody.mode];
}

/** The external key store of a place, as the program has it; its rules see to it that there is one where a key needs it. */
export function storeOf(program: Program, place: AwsPlace): ExternalStoreData {
  const found = program.data.custody.external?.aws.find(
    ({ account, region }) => account === place.accountName && region === place.region.name,
  );
  if (found) return found;
  throw new TypeError(`custody.external has no store at ${String(place)}`);
}

/** Unique in an account and region, which has one store of ours. */
export function storeName(program: Program): string {
  return `ringfence-${program.name}`;
}

/** The place's external key store, for keys to be made in. */
export interface ConnectedStore {
  readonly id: string;
}

/**
 * AWS KMS makes a key in a store only while that is connected, and terraform connects none: the plan stops here and says
 * which command does. A plan also stops while the store is disconnected on purpose, so nothing is changed under a closed store.
 */
export function connectedStore(stack: AwsStack): ConnectedStore {
  const id = "external-store";
  const made = stack.node.tryFindChild(id) as DataAwsKmsCustomKeyStore | undefined;
  const store =
    made ??
    new DataAwsKmsCustomKeyStore(stack, id, {
      customKeyStoreName: storeName(stack.program),
      lifecycle: {
        postcondition: [
          {
            condition: '${self.connection_state == "CONNECTED"}',
            errorMessage: `CUSTODY-CONNECT: the external key store is not connected. Run \`ringfence custody connect --account ${stack.place.accountName} --region ${stack.place.region.name}\`, then plan again.`,
          },
        ],
      },
    });
  return { id: store.id };
}
