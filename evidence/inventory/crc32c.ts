import { crc32c } from "@node-rs/crc32";

/** CRC-32C (Castagnoli, reflected polynomial 0x82F63B78), the digest that both S3 and Google Cloud Storage keep of a whole object. */
export class Crc32c {
  private value = 0;

  update(chunk: Buffer): void {
    this.value = crc32c(chunk, this.value);
  }

  /** Eight hexadecimal digits. */
  hex(): string {
    return this.value.toString(16).padStart(8, "0");
  }
}
