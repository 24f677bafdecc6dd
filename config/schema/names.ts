import { z } from "zod";

/** A name that is safe in every cloud's resource names, in a file name and in a stack's name. */
export const name = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "must be lower-case words joined by hyphens, such as user-content")
  .max(24, "must have at most 24 characters, since bucket names add account and region to it");

/** A calendar day. */
export const day = z.iso.date("must be a day such as 2026-11-24");

/** Twelve digits, in quotes: as a number it would lose its leading zeros. */
export const awsAccountId = z.string().regex(/^\d{12}$/, 'must be twelve digits in quotes, such as "111122223333"');
export const awsOrganizationId = z.string().regex(/^o-[a-z0-9]{10,32}$/, "must be an organization id such as o-abcd123456");
export const awsUnitId = z
  .string()
  .regex(/^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$/, "must be an organizational unit id such as ou-ab12-cdef3456");
export const awsRootId = z.string().regex(/^r-[0-9a-z]{4,32}$/, "must be a root id such as r-ab12");
/** Google project ids: 6 to 30 characters (Resource Manager documentation, "Creating and managing projects"). */
export const googleProjectId = z.string().regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/, "must be a project id such as home-data-1");
export const googleOrganizationId = z.string().regex(/^\d{6,20}$/, "must be the organization's number in quotes");
export const googleCustomerId = z.string().regex(/^C[0-9a-z]{6,12}$/, "must be a Cloud Identity customer id such as C01abcdef");
export const accountRef = z.string().min(1, "must name one of the accounts of the program");
