import { program as europeanUnion } from "../config/programs/european-union";
import { program as unitedStates } from "../config/programs/united-states";
import type { ProgramInput } from "../config/schema/schema";

/** The shipped programs in the other two custody modes. */
const store = (name: string, account: string, region: string, ofs: readonly string[], more: object = {}) => ({
  account,
  region,
  proxy: {
    connectivity: "vpc" as const,
    hostname: `${name}.xks.custodian.example`,
    cidr: "10.90.0.0/24",
    zones: [`${region}a`, `${region}b`],
    targets: ["10.90.0.10", "10.90.0.74"],
  },
  keys: Object.fromEntries(ofs.map((of) => [of, `${name}.${of}`])),
  ...more,
});

export const usExternal: ProgramInput = {
  ...unitedStates,
  custody: {
    ...unitedStates.custody,
    mode: "external",
    external: {
      aws: [
        store("custody-east", "custody", "us-east-1", ["user-content", "profiles"], {
          alarmTopic: "arn:aws:sns:us-east-1:777777777777:ringfence-alarms",
        }),
        store("home-east", "home", "us-east-1", ["media-archive", "vault"]),
        store("home-west", "home", "us-west-2", ["sessions", "vault"]),
        store("recovery-east", "recovery", "us-east-1", ["vault"]),
        {
          ...store("recovery-west", "recovery", "us-west-2", ["user-content", "vault"]),
          proxy: { connectivity: "public", hostname: "xks.custodian.example", path: "/recovery-west/kms/xks/v1" },
        },
      ],
    },
  },
};

export const usImported: ProgramInput = {
  ...unitedStates,
  custody: {
    ...unitedStates.custody,
    mode: "imported",
    imported: { alarmTopics: ["arn:aws:sns:us-east-1:777777777777:ringfence-alarms"] },
  },
};

const ekm = (region: string, ofs: readonly string[]) => ({
  region,
  hostname: `${region}.ekm.custodian.example`,
  service: `projects/example-custody/locations/${region}/namespaces/custodian/services/ekm`,
  certificate: Buffer.from("a certificate, DER").toString("base64"),
  keys: Object.fromEntries(ofs.map((of) => [of, `keys/${region}/${of}`])),
});

export const euExternal: ProgramInput = {
  ...europeanUnion,
  custody: {
    ...europeanUnion.custody,
    mode: "external",
    external: { google: [ekm("europe-west3", ["user-content", "profiles"]), ekm("europe-west4", ["user-content"])] },
  },
};

export const euImported: ProgramInput = {
  ...europeanUnion,
  custody: { ...europeanUnion.custody, mode: "imported", imported: { job: "ceremony-2026-12" } },
};
