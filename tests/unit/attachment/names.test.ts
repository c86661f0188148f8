import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FILE_KINDS } from "@/lib/attachment/rules/kinds";
import { cleanFileName, contentDisposition, downloadName, extensionOf } from "@/lib/attachment/rules/names";
import type { FileKind } from "@/lib/attachment/schema";
import { anyText } from "../../support/any-text";

describe("a file's name", () => {
  test.each([
    ["letter.pdf", "letter.pdf"],
    ["Brief an Frau Müller (2).pdf", "Brief an Frau Müller (2).pdf"],
    ["写真.jpg", "写真.jpg"],
    ["<script>alert('x')</script>.txt", "script>.txt"],
    ["../../etc/passwd", "passwd"],
    ["C:\\fakepath\\scan.png", "scan.png"],
    ["a/b\\..", "file"],
    ["..", "file"],
    ["", "file"],
    [" \u200b ", "file"],
    ["line\nbreak\u0000.txt", "linebreak.txt"],
    ["invoice\u202efdp.exe", "invoicefdp.exe"],
    ["half \ud800.txt", "half .txt"],
    ["  spaced.txt  ", "spaced.txt"],
  ])("given as %j is kept as %j", (given, kept) => {
    expect(cleanFileName(given)).toBe(kept);
  });

  test("that is too long is cut before its end, and never within a character", () => {
    const cut = cleanFileName(`${"👩‍👩‍👧".repeat(60)}.jpeg`);
    expect(cut).toMatch(/^(👩‍👩‍👧)+…\.jpeg$/u);
    expect(cut.length).toBeLessThanOrEqual(200);
  });

  test("whatever it was, can be kept and cleaned again without change", () => {
    fc.assert(
      fc.property(anyText(300), (given) => {
        const name = cleanFileName(given);
        expect(name.length).toBeGreaterThan(0);
        expect(name.length).toBeLessThanOrEqual(200);
        expect(name).not.toMatch(/[/\\\p{Cc}\p{Cs}]/u);
        expect(cleanFileName(name)).toBe(name);
      }),
    );
  });
});

test.each([
  ["a.PDF", "pdf"],
  ["a.tar.gz", "gz"],
  ["a", ""],
  [".htaccess", ""],
  ["a.", ""],
  ["3.5 days", ""],
])("the extension of %j is %j", (name, extension) => {
  expect(extensionOf(name)).toBe(extension);
});

describe("the name a file is handed out under", () => {
  test.each([
    ["a.pdf", "pdf", "a.pdf"],
    ["a.PDF", "pdf", "a.PDF"],
    ["a.pdf", "png", "a.pdf.png"],
    ["run.bat", "text", "run.bat.txt"],
    ["x.html", "text", "x.html.txt"],
    ["photo", "jpeg", "photo.jpg"],
    ["photo..", "jpeg", "photo.jpg"],
  ] as const)("%j holding %s: %j", (name, kind, handed) => {
    expect(downloadName(name, kind)).toBe(handed);
  });

  test("always says what the file is", () => {
    const kinds = Object.keys(FILE_KINDS) as FileKind[];
    fc.assert(
      fc.property(anyText(40), fc.constantFrom(...kinds), (given, kind) => {
        const name = downloadName(cleanFileName(given), kind);
        expect(FILE_KINDS[kind].extensions).toContain(extensionOf(name));
      }),
    );
  });
});

describe("the header that names a download", () => {
  test.each([
    ["a b.pdf", "attachment; filename=\"a b.pdf\"; filename*=UTF-8''a%20b.pdf"],
    ['q"u\\o%te.txt', "attachment; filename=\"q_u_o_te.txt\"; filename*=UTF-8''q%22u%5Co%25te.txt"],
    ["写真'(1)*.jpg", "attachment; filename=\"__'(1)*.jpg\"; filename*=UTF-8''%E5%86%99%E7%9C%9F%27%281%29%2A.jpg"],
  ])("for %j", (name, header) => {
    expect(contentDisposition("attachment", name)).toBe(header);
  });

  test("is one line of plain characters, whatever the name", () => {
    fc.assert(
      fc.property(anyText(60), (given) => {
        expect(contentDisposition("inline", given)).toMatch(
          /^inline; filename="[ !#-~]*"; filename\*=UTF-8''[\w.!~%-]*$/,
        );
      }),
    );
  });
});
