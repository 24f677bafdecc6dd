import { Address4 } from "ip-address";
import { RingfenceError, type ErrorPage } from "./errors";

export const NOT_A_CIDR: ErrorPage = {
  code: "PROGRAM-CIDR",
  title: "not an IPv4 network in CIDR notation",
  why: "A VPC takes an IPv4 block from /16 to /28 whose host bits are zero (Amazon VPC user guide, VPC CIDR blocks).",
};

/** An IPv4 network. Its host bits are zero, so that two texts are the same network only if they are equal. */
export class Cidr {
  private constructor(
    private readonly address: Address4,
    readonly text: string,
  ) {}

  static of(text: string, at = "a CIDR"): Cidr {
    const wrong = (expected: string) =>
      new RingfenceError(NOT_A_CIDR, { at, given: JSON.stringify(text), expected, fix: "Write the network as 10.20.0.0/16." });
    if (!/^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/.test(text) || !Address4.isValid(text)) throw wrong("an address and a prefix length");
    const address = new Address4(text);
    const network = `${address.startAddress().correctForm()}/${address.subnetMask}`;
    if (network !== text) throw wrong(`host bits of zero, as in ${network}`);
    return new Cidr(address, text);
  }

  get prefix(): number {
    return this.address.subnetMask;
  }

  overlaps(other: Cidr): boolean {
    return this.first <= other.last && other.first <= this.last;
  }

  contains(other: Cidr): boolean {
    return this.first <= other.first && other.last <= this.last;
  }

  /** Does all of it lie in space that the internet does not route (RFC 1918, RFC 6598)? */
  get isPrivate(): boolean {
    return ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].some((range) => Cidr.of(range).contains(this));
  }

  /** The n-th subnet (from 0) that is `bits` smaller than this network. */
  subnet(bits: number, n: number): Cidr {
    const prefix = this.prefix + bits;
    if (prefix > 32 || n < 0 || n >= 2 ** bits) throw new RangeError(`${this.text} has no subnet ${n} of /${prefix}`);
    const start = this.first + BigInt(n) * 2n ** BigInt(32 - prefix);
    return Cidr.of(`${Address4.fromBigInt(start).correctForm()}/${prefix}`);
  }

  /** The n-th address, from the network's own at 0. */
  host(n: number): string {
    const address = this.first + BigInt(n);
    if (n < 0 || address > this.last) throw new RangeError(`${this.text} has no address ${n}`);
    return Address4.fromBigInt(address).correctForm();
  }

  private get first(): bigint {
    return this.address.startAddress().bigInt();
  }

  private get last(): bigint {
    return this.address.endAddress().bigInt();
  }

  toString(): string {
    return this.text;
  }
}
