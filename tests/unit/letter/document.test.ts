import { describe, expect, test } from "vitest";
import { plainText, readLetter } from "@/lib/letter/rules/document";

const TEXT = `# Your concern

Dear **Ms Silva**,
thank you for [writing](https://a.example/b?c=1).

## What we did

- Read the chart
- Spoke with **two** nurses

1. First
2. Second

<b>no markup</b> [bad](javascript:alert(1)) 2 * 3 ** 4`;

describe("a letter", () => {
  const { blocks } = readLetter(TEXT);

  test("is read into headings, paragraphs and lists", () => {
    expect(blocks).toMatchObject([
      { kind: "heading", level: 1, spans: [{ text: "Your concern" }] },
      {
        kind: "paragraph",
        spans: [
          { text: "Dear " },
          { text: "Ms Silva", bold: true },
          { text: ",\nthank you for " },
          { text: "writing", href: "https://a.example/b?c=1" },
          { text: "." },
        ],
      },
      { kind: "heading", level: 2 },
      { kind: "list", ordered: false, items: [[{ text: "Read the chart" }], [{}, { text: "two", bold: true }, {}]] },
      { kind: "list", ordered: true, items: [[{ text: "First" }], [{ text: "Second" }]] },
      { kind: "paragraph", spans: [{ text: "<b>no markup</b> [bad](javascript:alert(1)) 2 * 3 ** 4" }] },
    ]);
  });

  test("knows where each block stands", () => {
    expect(blocks.map(({ from, to }) => TEXT.slice(from, to).split("\n")[0])).toEqual([
      ...["# Your concern", "Dear **Ms Silva**,", "## What we did", "- Read the chart", "1. First"],
      "<b>no markup</b> [bad](javascript:alert(1)) 2 * 3 ** 4",
    ]);
  });

  test("is plain without its marks", () => {
    expect(plainText(readLetter(TEXT))).toBe(
      TEXT.replaceAll(/^##? /gm, "")
        .replaceAll(/\*\*(Ms Silva|two)\*\*/g, "$1")
        .replace("[writing](https://a.example/b?c=1)", "writing"),
    );
  });

  test.each([
    ["", []],
    ["\n \n", []],
    ["#no heading", ["paragraph"]],
    ["### no heading", ["paragraph"]],
    ["-no list", ["paragraph"]],
    ["2026. A year", ["paragraph"]],
    ["a\n# b\nc\n- d\n1. e", ["paragraph", "heading", "paragraph", "list", "list"]],
    ["- a\n\n- b", ["list", "list"]],
  ])("%j has %j", (text, kinds) => {
    expect(readLetter(text).blocks.map(({ kind }) => kind)).toEqual(kinds);
  });
});
