import fc from "fast-check";
import { Cidr } from "../../config/cidr";
import { RingfenceError } from "../../config/errors";

const text = (address: number, prefix: number): string => {
  const network = prefix === 0 ? 0 : (address & (-1 << (32 - prefix))) >>> 0;
  return `${[24, 16, 8, 0].map((shift) => (network >>> shift) & 255).join(".")}/${prefix}`;
};

/** Networks that lie close to each other, so that many of them overlap. */
const network = (longest = 32) =>
  fc
    .tuple(fc.integer({ min: 0, max: 0xffff_ffff }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: longest }), fc.boolean())
    .map(([far, near, prefix, close]) => Cidr.of(text(close ? ((10 << 24) | (near << 14)) >>> 0 : far, prefix)));

test("overlapping is symmetric, and everything overlaps itself", () => {
  fc.assert(
    fc.property(network(), network(), (a, b) => {
      expect(a.overlaps(b)).toBe(b.overlaps(a));
      expect(a.overlaps(a)).toBe(true);
    }),
  );
});

test("two networks overlap only when one contains the other", () => {
  fc.assert(fc.property(network(), network(), (a, b) => expect(a.overlaps(b)).toBe(a.contains(b) || b.contains(a))));
});

test("subnets are apart from each other and inside their network", () => {
  const cases = network(28).chain((whole) =>
    fc
      .integer({ min: 1, max: 4 })
      .chain((bits) => fc.tuple(fc.constant(whole), fc.constant(bits), fc.nat(2 ** bits - 1), fc.nat(2 ** bits - 1))),
  );
  fc.assert(
    fc.property(cases, ([whole, bits, i, j]) => {
      const [one, two] = [whole.subnet(bits, i), whole.subnet(bits, j)];
      expect(one.prefix).toBe(whole.prefix + bits);
      expect(whole.contains(one)).toBe(true);
      expect(one.overlaps(two)).toBe(i === j);
    }),
  );
});

test("subnets are counted from the network's start", () => {
  const whole = Cidr.of("10.20.0.0/16");
  expect([0, 1, 2, 3].map((n) => whole.subnet(2, n).text)).toEqual(["10.20.0.0/18", "10.20.64.0/18", "10.20.128.0/18", "10.20.192.0/18"]);
  expect(Cidr.of("0.0.0.0/0").subnet(1, 1).text).toBe("128.0.0.0/1");
});

test.each([
  [2, 4],
  [2, -1],
  [17, 0],
])("there is no subnet %i bits smaller with number %i", (bits, n) => {
  expect(() => Cidr.of("10.20.0.0/16").subnet(bits, n)).toThrow(RangeError);
});

test("a text that is a network is that network", () => {
  fc.assert(fc.property(network(), (a) => expect(Cidr.of(a.text).text).toBe(`${a}`)));
});

test.each([
  "",
  "10.0.0.0",
  "10.0.0.0/",
  "10.0.0.0/33",
  "10.0.0/16",
  "256.0.0.0/8",
  "10.0.0.1/16",
  "10.1.0.0/8",
  " 10.0.0.0/8",
  "10.0.0.0/8 ",
  "10.0.0.0/08",
  "010.0.0.0/8",
  "::/0",
  "10.0.0.0/-1",
  "a.b.c.d/8",
  "10.0.0.0/8\n",
])("%j is no network", (bad) => {
  let thrown: unknown;
  try {
    Cidr.of(bad, "networks.east.cidr");
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(RingfenceError);
  expect((thrown as RingfenceError).code).toBe("PROGRAM-CIDR");
  expect((thrown as RingfenceError).message).toContain("networks.east.cidr");
});
