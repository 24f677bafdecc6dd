/** Networks that the internet does not route: RFC 1918, RFC 6598, link-local, loopback. */
const PRIVATE: readonly (readonly [number, number])[] = [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
  ["127.0.0.0", 8],
].map(([text, bits]) => [numberOf(text as string) as number, bits as number]);

/** Does the whole network lie in private space? Undefined when the text is no network. */
export function isPrivate(text: string): boolean | undefined {
  if (text.includes(":")) return isPrivate6(text);
  const match = /^(\d+\.\d+\.\d+\.\d+)(?:\/(\d{1,2}))?$/.exec(text);
  const address = match?.[1] === undefined ? undefined : numberOf(match[1]);
  const bits = Number(match?.[2] ?? 32);
  if (address === undefined || bits > 32) return undefined;
  return PRIVATE.some(
    ([network, size]) => bits >= size && Math.floor(address / 2 ** (32 - size)) === Math.floor(network / 2 ** (32 - size)),
  );
}

/** fc00::/7 and fe80::/10 (RFC 4193, RFC 4291); an IPv4 address in IPv6 clothes is not told apart, so it is not private. */
function isPrivate6(text: string): boolean | undefined {
  const match = /^([0-9a-f:.]+)(?:\/(\d{1,3}))?$/i.exec(text);
  if (!match) return undefined;
  const first = parseInt(/^[0-9a-f]{1,4}/i.exec(text)?.[0] ?? "0", 16);
  const bits = Number(match[2] ?? 128);
  return ((first & 0xfe00) === 0xfc00 && bits >= 7) || ((first & 0xffc0) === 0xfe80 && bits >= 10);
}

function numberOf(text: string): number | undefined {
  const parts = text.split(".").map(Number);
  return parts.length === 4 && parts.every((part) => part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}
