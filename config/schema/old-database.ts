import { z } from "zod";

/** In the home's own account, under a name that movers may read and nobody else's secrets have. */
export const moverSecret = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\d{12}:secret:ringfence-mover\/[\w/-]+-[A-Za-z0-9]{6}$/,
    "must be the ARN of a secret called ringfence-mover/…, with its six random letters",
  );

const PEM = /^-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----\s*$/;

/** What AWS DMS takes to reach an old database, wherever it stands. */
export const reached = {
  port: z.number().int().min(1).max(65535).optional(),
  secrets: z
    .strictObject({ legacy: moverSecret, home: moverSecret })
    .optional()
    .describe(
      "Where each side's host, port, user and password lie: secrets that the officer of the migration fills, so that no terraform state holds them.",
    ),
  certificateAuthority: z
    .string()
    .regex(PEM, "must be a certificate in PEM")
    .optional()
    .describe("The authority that signed the old database's certificate; MySQL's is checked always, PostgreSQL's when it is given."),
  homeCertificateAuthority: z
    .string()
    .regex(PEM, "must be a certificate in PEM")
    .optional()
    .describe(
      "The authority that signed the home database's certificate, as AWS publishes it for the home's region; checked as the old side's is.",
    ),
};
