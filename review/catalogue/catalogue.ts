import { again } from "../again";
import { AWS } from "./aws";
import { AZURE } from "./azure";
import { GOOGLE } from "./google";
import type { Entry } from "./model";
import { ORACLE } from "./oracle";
import { utility } from "./utilities";

const ENTRIES: ReadonlyMap<string, Entry> = new Map([AWS, GOOGLE, AZURE, ORACLE].flatMap((table) => Object.entries(table)));

/** What is known of a type; undefined when it is in no table, and then it may hold anything. */
export const entryOf = again((type: string): Entry | undefined => ENTRIES.get(type) ?? utility(type));
