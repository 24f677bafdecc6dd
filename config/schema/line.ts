import { z } from "zod";

const carried = {
  megabitsPerSecond: z
    .number()
    .positive()
    .describe("What the line is bought for, for the arithmetic of what it can carry by the deadline."),
  /** The part of the rate that a transfer really gets, from a trial. */
  usable: z.number().min(0.05).max(1).default(0.7),
  networks: z
    .array(z.string())
    .max(4)
    .default([])
    .describe("The private networks at its far side, as 10.90.0.0/24: the home's network gets routes to these and to no others."),
};

/**
 * The private line to an old site. It ends in the network of the dataset's home, which the program knows. With `peer` or
 * `gateway` the program builds the home's end, for as long as something moves over it; without, it stands already.
 */
export const line = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({
      kind: z.literal("vpn"),
      ...carried,
      peer: z
        .strictObject({
          address: z.ipv4().describe("The public address of the old site's VPN device."),
          asn: z.number().int().min(1).max(2_147_483_647).default(65_000).describe("Its autonomous system number; routes stay static."),
        })
        .optional(),
    }),
    z.strictObject({
      kind: z.literal("direct-connect"),
      ...carried,
      gateway: z
        .guid()
        .optional()
        .describe("The id of the Direct Connect gateway, in the home's account, that the old site's interface ends in."),
    }),
  ],
  {
    error:
      "must be vpn or direct-connect: a transit gateway or a core network routes for everyone who is attached to it, and its owner says who is",
  },
);

/** A DataSync agent of the old site that this program makes, behind the home's own endpoint. */
export const lineAgent = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]{0,23}$/, "must be lower case letters, digits and hyphens, 24 at most"),
  activationKey: z
    .string()
    .regex(/^[A-Z0-9]{5}(-[A-Z0-9]{5}){4}$/, "must be five groups of five letters or digits")
    .describe("What the agent's own console prints: good once, within 30 minutes, and no secret after that."),
});
