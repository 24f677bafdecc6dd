import { createHash } from "node:crypto";
import { closeSync, openSync, truncateSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { sha256, sha256OfFile } from "../../evidence/file";
import { scratch } from "./inventories";

const folder = scratch();

test("the digest of a file is that of its bytes, whatever its length", () => {
  const file = join(folder, "short");
  for (const length of [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1]) {
    const content = Buffer.alloc(length, "ab");
    writeFileSync(file, content);
    expect(sha256OfFile(file)).toBe(sha256(content));
  }
});

test("an inventory longer than what can be read whole has one too", () => {
  const file = join(folder, "long");
  const length = 2 ** 31 + 1;
  writeFileSync(file, "");
  truncateSync(file, length);
  const handle = openSync(file, "r+");
  writeSync(handle, "x", length - 1);
  closeSync(handle);
  const hash = createHash("sha256");
  const zeros = Buffer.alloc(1 << 20);
  for (let at = 0; at < 2 ** 31; at += zeros.length) hash.update(zeros);
  expect(sha256OfFile(file)).toBe(`sha256:${hash.update("x").digest("hex")}`);
}, 120_000);
