import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const pages = [
  ...["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => join("docs", name)),
];

/** As GitHub makes an anchor of a heading. */
const anchorOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");

const anchorsIn = (page: string): string[] =>
  [...readFileSync(page, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading ?? ""));

/** What is wrong with one link of a page; nothing for a way out of the repository. */
function wrong(page: string, link: string): string[] {
  if (/^[a-z]+:/.test(link)) return [];
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page : join(dirname(page), path);
  if (!existsSync(target)) return [`${link}: nothing lies there`];
  return anchor !== undefined && target.endsWith(".md") && !anchorsIn(target).includes(anchor) ? [`${link}: no such heading`] : [];
}

test.each(pages)("the links of %s lead somewhere", (page) => {
  const text = readFileSync(page, "utf8").replace(/```[\s\S]*?```/g, "");
  expect([...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => wrong(page, link ?? ""))).toEqual([]);
});

test("a link that leads nowhere is found", () => {
  expect(wrong("README.md", "docs/absent.md")).toHaveLength(1);
  expect(wrong("README.md", "docs/ci.md#no-such-heading")).toHaveLength(1);
  expect(wrong("README.md", "docs/ci.md#where-plan-files-may-lie")).toEqual([]);
});
