/** CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), the digest that both S3 and Google Cloud Storage keep of a whole object. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

export class Crc32c {
  private register = 0xffffffff;

  update(chunk: Uint8Array): void {
    let value = this.register;
    for (let at = 0; at < chunk.length; at++) value = (value >>> 8) ^ (TABLE[(value ^ (chunk[at] as number)) & 0xff] as number);
    this.register = value;
  }

  /** Eight hexadecimal digits. */
  hex(): string {
    return ((this.register ^ 0xffffffff) >>> 0).toString(16).padStart(8, "0");
  }
}
