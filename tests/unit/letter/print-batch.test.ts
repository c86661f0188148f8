import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { printLetters, printLettersToFile } from "@/lib/letter/print/batch";
import type { PrintableLetter } from "@/lib/letter/print/letterhead";
import { readLetter } from "@/lib/letter/rules/document";
import { ARABIC, aLetterhead, ENGLISH } from "@/tests/support/letters";
import { readPdf } from "@/tests/support/read-pdf";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "heard-letters-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const OPTIONS = { title: "Letters of the day", language: "en" };

function aLetter(
  reference: string,
  text = "# Hello\n\nWords.",
  options: PrintableLetter["options"] = ENGLISH,
): PrintableLetter {
  return { document: readLetter(text), letterhead: aLetterhead({ reference }), options };
}

async function* later(letters: PrintableLetter[]): AsyncGenerator<PrintableLetter> {
  for (const letter of letters) yield letter;
}

test("letters as they come stand in one file, each in its language with pages of its own", async () => {
  const file = path.join(folder, "all.pdf");
  const progress: number[] = [];
  const long = "We read the notes again. ".repeat(300);
  const letters = [aLetter("PR-1", long), aLetter("PR-2", "# مرحبا", ARABIC), aLetter("PR-3")];
  const printed = await printLettersToFile(later(letters), file, {
    ...OPTIONS,
    onProgress: (done) => progress.push(done),
  });
  expect(printed).toBe(3);
  expect(progress).toEqual([1, 2, 3]);
  const { texts, elements, title } = await readPdf(readFileSync(file));
  expect(title).toBe("Letters of the day");
  expect(elements.filter((element) => element.startsWith("Sect"))).toEqual([
    "Sect: en",
    "Sect: en",
    "Sect: en",
    "Sect: ar",
    "Sect: en",
  ]);
  const numbers = texts.map((text) => /Page \d of \d · PR-\d|.*PR-2/.exec(text)?.[0].replaceAll(/\s/g, ""));
  expect(numbers).toEqual(["Page1of3·PR-1", "Page2of3·PR-1", "Page3of3·PR-1", "صفحة1من1·PR-2", "Page1of1·PR-3"]);
});

test("each letter begins on a sheet of its own where both sides are printed, after its address", async () => {
  const file = path.join(folder, "all.pdf");
  const options = { ...OPTIONS, withAddressSheets: true, bothSides: true };
  await printLettersToFile([aLetter("PR-1"), aLetter("PR-2")], file, options);
  const { texts } = await readPdf(readFileSync(file));
  expect(
    texts.map((text) => (/Page 1 of 1 · PR-\d/.exec(text) ?? /Our reference: PR-\d/.exec(text) ?? [""])[0]),
  ).toEqual(["Our reference: PR-1", "", "Page 1 of 1 · PR-1", "", "Our reference: PR-2", "", "Page 1 of 1 · PR-2", ""]);
});

test("where one letter cannot be printed it is named, and no file is left", async () => {
  const file = path.join(folder, "all.pdf");
  const letters = [aLetter("PR-1"), aLetter("PR-2", "𠮷"), aLetter("PR-3")];
  await expect(printLettersToFile(later(letters), file, OPTIONS)).rejects.toThrow(
    /^PR-2: .*𠮷 \(U\+20BB7\).*None of these letters/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("printing that is called off leaves no file", async () => {
  const file = path.join(folder, "all.pdf");
  const stop = new AbortController();
  const onProgress = () => stop.abort();
  const letters = [aLetter("PR-1"), aLetter("PR-2")];
  await expect(printLettersToFile(letters, file, { ...OPTIONS, onProgress, signal: stop.signal })).rejects.toThrow();
  expect(existsSync(file)).toBe(false);
  expect(readdirSync(folder)).toEqual([]);
});

test("no letters make no file", async () => {
  await expect(printLettersToFile([], path.join(folder, "all.pdf"), OPTIONS)).rejects.toThrow(
    "There is no letter to print.",
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("a place that takes no more ends the printing", async () => {
  const full = new Writable({
    write(_chunk, _encoding, done) {
      done(new Error("No space left on device"));
    },
  });
  const many = Array.from({ length: 20 }, (_, index) => aLetter(`PR-${index}`));
  await expect(printLetters(later(many), full, OPTIONS)).rejects.toThrow("No space left on device");
});
