import { inflateRawSync } from "node:zlib";
import { expect, test } from "vitest";
import { docxLetter } from "@/lib/letter/print/docx";
import { readLetter } from "@/lib/letter/rules/document";
import { ARABIC, aLetterhead, ENGLISH } from "@/tests/support/letters";

/** The files of a ZIP archive, by its central directory. */
function unzip(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  const files = new Map<string, string>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const start = archive.readUInt32LE(at + 42);
    const from = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28);
    const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20));
    files.set(name, (archive.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString("utf8"));
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

/** Throws where tags do not match: what Word would refuse to open. */
function requireWellFormed(xml: string): void {
  const open: string[] = [];
  for (const [, close, name, empty] of xml.matchAll(/<(\/?)([\w:.-]+)(?:\s+[\w:.-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (close) expect(open.pop()).toBe(name);
    else if (!empty) open.push(name ?? "");
  }
  expect(open).toEqual([]);
  const words = xml.replaceAll(/<[^<>]*>/g, "");
  expect(words).not.toMatch(/[<>]|&(?!(amp|lt|gt|quot|apos|#\d+|#x[\da-f]+);)/i);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for these.
  expect(words).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u);
}

async function read(text: string, options: Parameters<typeof docxLetter>[2] = ENGLISH, changes = {}) {
  const files = unzip(Buffer.from(await docxLetter(readLetter(text), aLetterhead(changes), options)));
  for (const [name, content] of files) if (/[.](xml|rels)$/.test(name)) requireWellFormed(content);
  const part = (name: string) => files.get(name) ?? "";
  const document = part("word/document.xml");
  const paragraphs = [...document.matchAll(/<w:p>.*?<\/w:p>/gs)].map(([paragraph]) => paragraph);
  return { part, paragraphs, words: paragraphs.map((paragraph) => wordsOf(paragraph)) };
}

function wordsOf(xml: string): string {
  return xml.replaceAll("<w:br/>", "\n").replaceAll(/<[^>]*>/g, "");
}

test("a letter in Word has the headings, lists and links of the printed one", async () => {
  const text =
    "# Title\n\nHello **bold** [site](https://a.example/b).\nSecond line\n\n- one\n\n1. first\n\nBetween\n\n1. again\n\n## Next";
  const { paragraphs, part } = await read(text);
  const find = (words: string) => paragraphs.find((paragraph) => wordsOf(paragraph).startsWith(words)) ?? "";
  expect(find("Title")).toContain('w:val="Heading1"');
  expect(find("Next")).toContain('w:val="Heading2"');
  expect(wordsOf(find("Hello"))).toBe("Hello bold site (https://a.example/b).\nSecond line");
  expect(find("Hello")).toMatch(/<w:b\/><w:bCs\/>.*?bold/);
  expect(part("word/_rels/document.xml.rels")).toContain("https://a.example/b");
  const numbers = ["one", "first", "again"].map((words) => /w:numId w:val="(\d+)"/.exec(find(words))?.[1]);
  expect(new Set(numbers).size).toBe(3);
  expect(part("docProps/core.xml")).toContain("<dc:title>Title, PR-26-004217-8</dc:title>");
});

test("its language is set", async () => {
  const { part } = await read("Hello", { language: "en-GB", direction: "ltr" });
  expect(part("word/styles.xml")).toMatch(/<w:lang [^>]*w:val="en-GB"/);
  const arabic = await read("مرحبا", ARABIC);
  expect(arabic.part("word/styles.xml")).toMatch(/<w:lang [^>]*w:bidi="ar"/);
});

test("a letter from right to left says so of each paragraph, and of each run in which it is", async () => {
  const { paragraphs } = await read("كتب John Smith اليوم", ARABIC);
  const paragraph = paragraphs.find((found) => found.includes("John")) ?? "";
  expect(paragraph).toContain("<w:bidi/>");
  const runs = [...paragraph.matchAll(/<w:r>.*?<\/w:r>/gs)].map(([run]) => [wordsOf(run), /<w:rtl\/>/.test(run)]);
  expect(runs).toEqual([
    ["كتب ", true],
    ["John Smith", false],
    [" اليوم", true],
  ]);
});

test("an address in English stays as it is in it", async () => {
  const { paragraphs } = await read("مرحبا", ARABIC);
  const street = paragraphs.find((found) => found.includes("12 Mill Lane")) ?? "";
  expect(street).not.toMatch(/<w:bidi\/>|<w:rtl\/>/);
});

test.each([
  ["empty", ""],
  ["markup", `<w:p>&amp; "quotes" <script>alert(1)</script>`],
  ["signs that XML does not have", "a\u0000b\u000bc\ufffed\ud800e"],
  ["scripts of every kind", "张国荣 में नमस्ते 𠮷 🙂"],
])("words that are %s make a file that opens", async (_name, text) => {
  const { words } = await read(text);
  expect(words).toContain("Northbridge Hospital");
});
