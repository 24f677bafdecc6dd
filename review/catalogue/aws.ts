import type { Catalogue } from "./model";
import { rows } from "./read";
import { ANALYTICS } from "./aws/analytics";
import { COMPUTE, MACHINE_LEARNING } from "./aws/compute";
import { DATABASES } from "./aws/databases";
import { LATER } from "./aws/later";
import { MESSAGING } from "./aws/messaging";
import { NETWORK, SECURITY } from "./aws/security";
import { AWS_SETTINGS } from "./aws/settings";
import { IMAGES, STORAGE } from "./aws/storage";

const TAGS = ["tags", "tags_all"];
const TABLES = [STORAGE, IMAGES, DATABASES, ANALYTICS, MESSAGING, COMPUTE, MACHINE_LEARNING, SECURITY, NETWORK, LATER];

/** Every resource type of AWS. */
export const AWS: Catalogue = { ...AWS_SETTINGS, ...rows("aws_", TAGS, TABLES.join("\n")) };
