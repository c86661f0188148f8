import { describe, expect, test } from "vitest";
import { createTextJudge } from "@/lib/attachment/rules/texts";
import { SAMPLES } from "../../support/sample-files";

function judge(content: string | Uint8Array, extension = "", pieceLength = 7) {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const judging = createTextJudge();
  for (let at = 0; at < bytes.length; at += pieceLength) judging.add(bytes.subarray(at, at + pieceLength));
  return judging.end(extension);
}

describe("a file without marks", () => {
  test.each([
    ["plain words", "Niemand kam. 😢\n", "text"],
    ["a byte order mark", "\uFEFFward\n", "text"],
    ["an address in angle brackets", "<ana@example.org> wrote:\n", "text"],
    ["an escape of a printout", "\u001b[1mbold\u001b[0m\f", "text"],
    ["markup further on", "They wrote <script>alert(1)</script>.", "text"],
    ["a mail", SAMPLES.eml, "eml"],
    ["a mail as a mailbox keeps it", `From ana Tue May 12\n${SAMPLES.eml.toString("latin1")}`, "eml"],
    ["lines that only look like fields", "From: the ward\nThey said no.\n", "text"],
  ])("of %s is %s", (_what, content, kind) => {
    expect(judge(content)).toEqual({ kind });
    expect(judge(content, "", 100_000)).toEqual({ kind });
  });

  test("is a table where its name says so, and only then", () => {
    expect(judge("a;b\n", "csv")).toEqual({ kind: "csv" });
    expect(judge("a;b\n", "html")).toEqual({ kind: "text" });
  });

  test.each([
    ["an SVG with a script", '<svg onload="alert(1)">', /SVG/],
    ["an SVG behind a comment", "\n<!-- x --><svg xmlns='a'><script/></svg>", /SVG/],
    ["a page", "<!DOCTYPE html><p>", /web page/],
    ["a page without a beginning", "<script>alert(1)</script>", /web page/],
    ["XML", "<?xml version='1.0'?><a/>", /web page or XML/],
    ["a script", "#!/bin/sh\nrm -rf /\n", /script/],
    ["letters of an old alphabet", Buffer.from("caf\xe9", "latin1"), /not saved as UTF-8/],
    ["half a letter at its end", Buffer.from([0x61, 0xc3]), /not saved as UTF-8/],
    ["wide letters", Buffer.from("\uFEFFwide", "utf16le"), /UTF-16/],
    ["bytes of no text", Buffer.from([1, 2, 3, 0, 250]), /are not taken/],
    ["a text with a NUL in it", "a\u0000b", /are not taken/],
  ])("of %s is refused", (_what, content, words) => {
    expect(judge(content, "txt")).toEqual({ refusal: expect.stringMatching(words) });
  });
});
