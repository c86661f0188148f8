import { expect, test } from "vitest";
import { isPlainText } from "@/lib/survey-import/rules/plain-text";

const bytes = Uint8Array.from({ length: 400 }, (_, at) => 1 + ((at * 97) % 255));

test.each([
  ["a table", "Day,Score\r\n01/05/2026,5\r\n", true],
  ["other letters", "Día;Nota\n1;niño 子ども\n", true],
  ["nothing", "", true],
  ["one stray sign in many words", `Day,Words\n1,${"kind and quick ".repeat(20)}\u0002\n`, true],
  ["the mark of a file's end", "Day,Score\n1,2\n\u001a", true],
  ["a NUL", `Day,Score\n${"1,2\n".repeat(100)}\0`, false],
  ["any bytes", new TextDecoder("windows-1252").decode(bytes), false],
])("%s", (_, text, isText) => {
  expect(isPlainText(text)).toBe(isText);
});
