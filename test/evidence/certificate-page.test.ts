import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { certify } from "../../evidence/certificate/certificate";
import { renderCertificate } from "../../evidence/certificate/html";
import { findBrowser } from "../browser";
import { describeWithEngines } from "../engines";
import { scratch } from "./inventories";
import { about, auditor, CRC, evidenceOf, gatekeeper } from "./purge";
import { destruction, signed, trust } from "./signed";

const folder = scratch();

/** Every table that a certificate may have, with what is long in them. */
async function fullPage(): Promise<string> {
  const { evidence, rows } = await evidenceOf(
    folder,
    ["a", "users/4711/avatar-original-upload.jpeg"].map((key) => ({ key, size: 1, crc32c: CRC })),
    [{ key: "a", size: 1, crc32c: CRC }],
  );
  const record = `sha256:${"7".repeat(64)}`;
  const pieces = [
    evidence[0]?.content ?? "",
    signed(
      "destruction",
      {
        ...destruction(about),
        store: { kind: "data-centre", name: "nfs.virginia.app.example/export/media" },
        method: "physical destruction",
        hardDeleteTime: null,
        keys: [
          {
            name: "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            destroyedAt: "2026-11-23T00:00:00.000Z",
            onlyThisData: false,
            externallyManaged: true,
          },
        ],
        remaining: [{ what: "the vault overseas", until: null, reason: "A compliance lock holds everything in it." }],
        sanitisation: [{ record, media: "shelf 4, 24 disks", method: "destroy", sanitisedAt: "2026-11-22", by: "Shredders of Ashburn" }],
      },
      ...[gatekeeper, auditor],
    ),
    signed(
      "disposition",
      {
        schema: "ringfence.disposition/1",
        ...about,
        objects: [{ key: "users/4711/avatar-original-upload.jpeg", version: null, reason: "Lost at the source." }],
      },
      ...[gatekeeper, auditor],
    ),
  ];
  return renderCertificate(
    certify({
      dataset: "profiles",
      evidence: pieces.map((content, index) => ({ name: `profiles-old-bucket-${index}.dsse.json`, content })),
      rows: [rows],
      trusted: trust({ gatekeeper, auditor }),
      needed: [],
      asOf: "2026-11-24",
      version: "test",
    }),
  );
}

/** Runs in the browser: words that stand on two lines, a digest's aside, and how far the page reaches beyond its frame. */
const MEASURE = `
  const { contentDocument: page } = document.querySelector("iframe");
  const broken = [];
  const texts = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  for (let text; (text = texts.nextNode()); )
    for (const { 0: word, index } of text.data.matchAll(/[\\p{L}\\d]+/gu)) {
      const range = page.createRange();
      range.setStart(text, index);
      range.setEnd(text, index + word.length);
      if (word.length < 64 && new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(word);
    }
  const labels = [...page.querySelectorAll("td[data-of]")].filter((cell) => page.defaultView.getComputedStyle(cell, "::before").content !== "none");
  document.body.textContent = JSON.stringify({
    broken,
    beyond: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    labelled: [...new Set(labels.map((cell) => cell.dataset.of))],
  });`;

describeWithEngines(["a browser"], "the certificate in a browser", () => {
  let page: string;
  beforeAll(async () => void (page = await fullPage()));

  /** A headless window is 500 pixels wide at least; a frame may be narrower. */
  function laidOut(width: number): { broken: string[]; beyond: number; labelled: string[] } {
    const file = join(folder, `${width}.html`);
    const quoted = page.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
    writeFileSync(
      file,
      `<!doctype html><meta charset="utf-8" /><iframe style="border: 0; width: ${width}px; height: 4000px" srcdoc="${quoted}"></iframe>
<script>onload = () => {${MEASURE}};</script>`,
    );
    const shown = execFileSync(findBrowser() ?? "", ["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", `file://${file}`], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
    return JSON.parse(/<body>(.*)<\/body>/s.exec(shown)?.[1] ?? "null") as ReturnType<typeof laidOut>;
  }

  test("breaks no word and reaches beyond nothing on a phone, where each cell says what it is of", () => {
    const { broken, beyond, labelled } = laidOut(400);
    expect(broken).toEqual([]);
    expect(beyond).toBe(0);
    expect(labelled).toEqual(expect.arrayContaining(["file", "signed by", "managed outside", "until", "media", "version"]));
  });

  test("has tables with heads where there is room", () => {
    expect(laidOut(1000)).toEqual({ broken: [], beyond: 0, labelled: [] });
  });
});
