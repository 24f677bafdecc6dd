import { escapeXml, type Call } from "../call";

/**
 * What a form of EC2's says under a prefix, as EC2 tells it afterwards: names begin small, and a list is a set of items
 * (`Phase1EncryptionAlgorithm.1.Value` is `phase1EncryptionAlgorithmSet/item/value`; Amazon EC2 API reference).
 */
export function told(params: Call["params"], prefix: string): string {
  const under = Object.keys(params).filter((name) => name.startsWith(prefix));
  const names = new Set(under.map((name) => name.slice(prefix.length).split(".")[0] ?? ""));
  return [...names].map((name) => one(params, prefix, name)).join("");
}

function one(params: Call["params"], prefix: string, name: string): string {
  const value = params[prefix + name];
  const inner = value === undefined ? told(params, `${prefix}${name}.`) : escapeXml(String(value));
  if (/^\d+$/.test(name)) return `<item>${inner}</item>`;
  const small = name.replace(/^(?:[A-Z]+(?=[A-Z][a-z])|[A-Z])/, (capitals) => capitals.toLowerCase());
  const tag = inner.startsWith("<item>") ? `${small.replace(/s$/, "")}Set` : small;
  return `<${tag}>${inner}</${tag}>`;
}
