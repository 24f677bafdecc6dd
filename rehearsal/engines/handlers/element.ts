import { escapeXml } from "../call";

/** The first element of that name, with what is in it, in an answer of AWS's; an empty one has nothing. */
export function elementIn(text: string, name: string): string | undefined {
  return new RegExp(`<${name}>(.*?)</${name}>`, "s").exec(text)?.[1];
}

/** The text with other values: each takes the first element's place, or comes at the end where there is none. */
export function withValues(text: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce((now, [name, value]) => withInner(now, name, escapeXml(value)), text);
}

/** The same for what is XML itself. */
export function withInner(text: string, name: string, inner: string): string {
  const element = new RegExp(`<${name}\\s*/>|<${name}>.*?</${name}>`, "s");
  const put = `<${name}>${inner}</${name}>`;
  return element.test(text) ? text.replace(element, () => put) : text + put;
}
