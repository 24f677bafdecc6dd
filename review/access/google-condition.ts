import { every, some, type Three } from "./three";

const EQUALS = /^resource\.name == ["']([^"']+)["']$/;
const BEGINS = /^resource\.name\.startsWith\(["']([^"']+)["']\)$/;
/** A time is asked in the request's favour: on some day it holds. */
const TIME = /^request\.time (<=|<|>=|>) timestamp\(["'][^"']+["']\)$/;

/** Could a condition hold for a request on a resource of this name? What is not written in these few ways is not known. */
export function couldHold(condition: string | null | undefined, resource: string): Three {
  if (condition === null) return true;
  if (condition === undefined) return "unknown";
  // In CEL `&&` binds closer than `||`.
  return some(condition.split("||").map((part) => every(part.split("&&").map((atom) => holds(atom.trim(), resource)))));
}

function holds(atom: string, resource: string): Three {
  const [, equal] = EQUALS.exec(atom) ?? [];
  if (equal !== undefined) return equal === resource;
  const [, beginning] = BEGINS.exec(atom) ?? [];
  if (beginning !== undefined) return resource.startsWith(beginning);
  return TIME.test(atom) ? true : "unknown";
}
