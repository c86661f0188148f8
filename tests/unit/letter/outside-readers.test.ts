import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { docxLetter } from "@/lib/letter/print/docx";
import type { PrintOptions } from "@/lib/letter/print/letterhead";
import { printLetter } from "@/lib/letter/print/pdf";
import { readLetter } from "@/lib/letter/rules/document";
import { ARABIC, aLetterhead, ENGLISH } from "@/tests/support/letters";

const run = promisify(execFile);
const folder = mkdtempSync(path.join(tmpdir(), "heard-outside-"));
const at = (name: string) => path.join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Programs that are not ours, where this machine has them: a test says so where it has not. */
const isThere = (program: string, ...args: string[]) => spawnSync(program, args).error === undefined;
const POPPLER = isThere("pdftotext", "-v") && isThere("pdfinfo", "-v") && isThere("pdftoppm", "-v");
const OFFICE = isThere("soffice", "--version");

const TEXT = `# Our answer

Dear Zoe\u0308 C\u0327elik, we rang you.

- The call was late

Names: محمد العربي، 陳大文, नीरज शर्मा, Nguyễn Thị Ánh.`;

// A reader may give composed letters or base and mark, and marks of direction with them.
const seen = (words: string) =>
  words
    .normalize("NFC")
    .replaceAll(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "")
    .replaceAll(/\s+/g, " ");

async function textOf(pdf: string): Promise<string> {
  const { stdout } = await run("pdftotext", ["-enc", "UTF-8", pdf, "-"]);
  return seen(stdout);
}

const NAMES = ["Zoë Çelik", "محمد", "陳大文", "नीरज शर्मा", "Nguyễn Thị Ánh"];

describe.each<[string, PrintOptions]>([
  ["in English", ENGLISH],
  ["in Arabic", ARABIC],
])("a letter %s", (_, options) => {
  test("is read by Poppler: tagged, in its words, with ink on its page", async (context) => {
    if (!POPPLER) return context.skip("pdftotext, pdfinfo and pdftoppm are not on this machine.");
    const pdf = at(`${options.language}.pdf`);
    writeFileSync(pdf, await printLetter(readLetter(TEXT), aLetterhead(), options));
    const { stdout: info } = await run("pdfinfo", [pdf]);
    expect(info).toMatch(/^Tagged: +yes$/m);
    expect(info).toMatch(/^Title: +Our answer, PR-26-004217-8$/m);
    expect(info).toMatch(/^Pages: +1$/m);
    const text = await textOf(pdf);
    for (const name of NAMES) expect(text).toContain(name);
    await run("pdftoppm", ["-r", "30", "-gray", "-singlefile", pdf, at("page")]);
    const grey = readFileSync(at("page.pgm")).subarray(-200 * 300);
    const ink = grey.filter((level) => level < 128).length / grey.length;
    expect(ink).toBeGreaterThan(0.001);
    expect(ink).toBeLessThan(0.2);
  });

  test("opens in LibreOffice with its words", { timeout: 120_000 }, async (context) => {
    if (!OFFICE || !POPPLER) return context.skip("LibreOffice and pdftotext are not on this machine.");
    const name = `word-${options.language}`;
    writeFileSync(at(`${name}.docx`), await docxLetter(readLetter(TEXT), aLetterhead(), options));
    const profile = `-env:UserInstallation=file://${at("profile")}`;
    await run("soffice", [profile, "--headless", "--convert-to", "pdf", "--outdir", folder, at(`${name}.docx`)]);
    const text = await textOf(at(`${name}.pdf`));
    for (const words of ["Our answer", "The call was late", "Zoë Çelik", "陳大文", "Nguyễn Thị Ánh"]) {
      expect(text).toContain(words);
    }
  });
});
