import { describe, expect, test } from "vitest";
import { printAddressSheet, printLetter } from "@/lib/letter/print/pdf";
import { readLetter } from "@/lib/letter/rules/document";
import { ARABIC, aLetterhead, ENGLISH } from "@/tests/support/letters";
import { readPdf } from "@/tests/support/read-pdf";

async function read(text: string, options: Parameters<typeof printLetter>[2] = ENGLISH, changes = {}) {
  return readPdf(await printLetter(readLetter(text), aLetterhead(changes), options));
}

const LETTER = `# Our answer

Dear Mrs Çelik, we have read **everything** you wrote.
A line of its own.

## What we found

- The call was late
- No one said why

1. First
2. Second

Write to [the ombudsman](https://ombudsman.example/complain) or to [anne@example.org](mailto:anne@example.org).`;

test("a letter is tagged, titled and in its language", async () => {
  const { title, language, isTagged, pages, sizes } = await read(LETTER);
  expect({ title, language, isTagged, pages, sizes }).toEqual({
    title: "Our answer, PR-26-004217-8",
    language: "en",
    isTagged: true,
    pages: 1,
    sizes: [[595, 842]],
  });
});

test("its parts are read in the order of the letter, each as what it is", async () => {
  const { elements, links } = await read(LETTER);
  expect(elements).toEqual([
    "Sect: en",
    "P: Northbridge Hospital",
    "P: 12 Mill Lane Northbridge NB1 2AB +44 1632 960 123",
    "P: Call +44 1632 960 123 for this letter in large print.",
    "P: Mrs Zoë Çelik 4 Harbour Road Northbridge",
    "P: 22 November 2026",
    "P: Our reference: PR-26-004217-8",
    "H1: Our answer",
    "P: Dear Mrs Çelik, we have read everything you wrote. A line of its own.",
    "H2: What we found",
    "L: ",
    "LI: ",
    "Lbl: •",
    "LBody: The call was late",
    "LI: ",
    "Lbl: •",
    "LBody: No one said why",
    "L: ",
    "LI: ",
    "Lbl: 1.",
    "LBody: First",
    "LI: ",
    "Lbl: 2.",
    "LBody: Second",
    "P: Write to the ombudsman (https://ombudsman.example/complain) or to anne@example.org.",
    "Link: the ombudsman",
    "Link: anne@example.org",
    "P: Anne Example Head of patient relations",
  ]);
  expect(links).toEqual(["https://ombudsman.example/complain", "mailto:anne@example.org"]);
});

test("a letter that begins with a heading of the second level still begins with a first one for those who go by headings", async () => {
  const { elements } = await read("## What we found\n\nNothing.\n\n## What we did");
  expect(elements.filter((element) => /^H/.test(element))).toEqual(["H1: What we found", "H1: What we did"]);
});

test("a letter for a country with other paper is printed on it", async () => {
  const { sizes } = await read("Hello", { ...ENGLISH, paper: "Letter" });
  expect(sizes).toEqual([[612, 792]]);
});

test.each([
  ["Arabic", "محمد عبد الله"],
  ["Hebrew", "שלום עולם"],
  ["Chinese", "张国荣"],
  ["Japanese", "さくら"],
  ["accents of their own", "Nguyễn Thị Hồng"],
  ["Polish and Turkish", "Łukasz Işık"],
  ["Greek", "Ελένη"],
  ["Cyrillic", "Наталья"],
])("a name in %s can be copied and found again", async (_script, name) => {
  const { texts } = await read(`Dear ${name}.`);
  expect(texts[0]?.normalize("NFKC")).toContain(name);
});

test("accents that follow their letter are printed on it", async () => {
  const { texts } = await read("Dear Zoe\u0308 Mu\u0308ller.");
  expect(texts[0]?.normalize("NFC")).toContain("Zoë Müller");
});

test("Hindi keeps its syllables", async () => {
  const { texts } = await read("नमस्ते में", { language: "hi", direction: "ltr" });
  expect(texts[0]).toContain("नमस्ते में");
  expect(texts[0]).not.toContain("\u25cc");
});

describe("a letter from right to left", () => {
  const text = "# ردنا عليكم\n\nكتب John Smith في 22 نوفمبر 2026، واتصلوا على +44 1632 960 000 (مجانا).";

  test("is in its language, and English stands in it as it is", async () => {
    const { language, elements } = await read(text, ARABIC);
    expect(language).toBe("ar");
    expect(elements).toContain("Sect: ar");
    expect(elements).toContain("H1: ردنا عليكم");
    const words = elements.find((element) => element.startsWith("P: كتب"));
    expect(words).toContain("John Smith");
    expect(words).toContain("+44 1632 960 000");
  });

  test("has its page number in its own words", async () => {
    const { texts } = await read(text, ARABIC);
    expect(texts[0]?.replaceAll(/\s/g, "")).toMatch(/^صفحة1من1/);
  });
});

test("a language without words of ours gets signs alone", async () => {
  const { texts } = await read("Habari", { language: "sw", direction: "ltr" });
  expect(texts[0]).toContain("1 / 1 · PR-26-004217-8");
  expect(texts[0]).not.toContain("reference");
});

describe("what no font here has", () => {
  const missing = "Dear 𠮷田 and ஜெயா";

  test("is named before anything is made", async () => {
    await expect(printLetter(readLetter(missing), aLetterhead(), ENGLISH)).rejects.toMatchObject({
      code: "INVALID",
      details: {
        fieldErrors: { text: [expect.stringMatching(/no font here has 𠮷 \(U\+20BB7\), ஜெ \(U\+0B9C U\+0BC6\)/)] },
      },
    });
  });

  test("is looked for around the letter too", async () => {
    const head = aLetterhead({ addressee: ["ஜெயா"] });
    await expect(printLetter(readLetter("Hello"), head, ENGLISH)).rejects.toMatchObject({ code: "INVALID" });
    await expect(printAddressSheet(head, ENGLISH)).rejects.toMatchObject({ code: "INVALID" });
  });
});

test("an empty letter has its letterhead and nothing else", async () => {
  const { pages, elements, title } = await read("");
  expect(pages).toBe(1);
  expect(elements.at(-1)).toBe("P: Anne Example Head of patient relations");
  expect(title).toBe("Northbridge Hospital, PR-26-004217-8");
});

test("a letterhead without a single word prints", async () => {
  const empty = {
    siteName: "",
    addressLines: [],
    phone: "",
    reference: "",
    date: "",
    addressee: [],
    signedBy: [],
    footer: "",
  };
  const { pages, elements } = await read("", ENGLISH, empty);
  expect(pages).toBe(1);
  expect(elements).toEqual([]);
});

test.each([
  ["a long word", "x".repeat(400)],
  ["a long address", `https://example.org/${"part/".repeat(80)}end`],
  ["a picture that was pasted", `![](data:image/png;base64,${"iVBORw0KGgo".repeat(400)})`],
])("%s is broken over lines and loses nothing", async (_name, word) => {
  const { texts } = await read(`See ${word}.`);
  const all = texts.join("").replaceAll(/\s|Page \d+ of \d+ · PR-26-004217-8|Call \+44.*?print\./g, "");
  expect(all).toContain(word.replaceAll(/\s/g, ""));
});

test("a long answer in large print is printed whole, with all its pages numbered", async () => {
  const text = Array.from(
    { length: 700 },
    (_, index) => `Paragraph ${index}. ${"We read the notes again. ".repeat(16)}`,
  );
  const bytes = await printLetter(readLetter(text.join("\n\n")), aLetterhead(), { ...ENGLISH, textSize: 18 });
  const { pages, texts, elements } = await readPdf(bytes, { pages: [1, -1] });
  expect(pages).toBeGreaterThan(200);
  expect(texts[0]).toContain(`Page 1 of ${pages}`);
  expect(texts[1]).toContain(`Page ${pages} of ${pages}`);
  expect(texts[1]).toContain("Paragraph 699.");
  expect(elements.filter((element) => element.startsWith("P: Call"))).toHaveLength(1);
}, 60_000);

test("the sheet for a window envelope holds the address and the reference", async () => {
  const { pages, elements, texts } = await readPdf(await printAddressSheet(aLetterhead(), ENGLISH));
  expect(pages).toBe(1);
  expect(elements).toContain("P: Mrs Zoë Çelik 4 Harbour Road Northbridge");
  expect(elements.at(-1)).toBe("P: Our reference: PR-26-004217-8");
  expect(texts[0]).not.toContain("Page 1");
});

test("the same letter printed at the same time is the same file", async () => {
  const options = { ...ENGLISH, printedAt: new Date("2026-11-22T08:00:00Z") };
  const [one, two] = [
    await printLetter(readLetter(LETTER), aLetterhead(), options),
    await printLetter(readLetter(LETTER), aLetterhead(), options),
  ];
  expect(Buffer.compare(one, two)).toBe(0);
});

test("HTML is words", async () => {
  const { texts, links } = await read(`<script>alert(1)</script> <a href="https://x.example">x</a> & more`, ENGLISH, {
    siteName: "A & B <x>",
  });
  expect(texts[0]).toContain("<script>alert(1)</script>");
  expect(texts[0]).toContain("& more");
  expect(links).toEqual([]);
});
