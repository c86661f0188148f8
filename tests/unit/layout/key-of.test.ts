import { expect, test } from "vitest";
import { choiceOf, keyOf, type Press } from "@/components/layout/key-of";

const PLAIN: Press = {
  ...{ key: "a", altKey: false, shiftKey: false, ctrlKey: false, metaKey: false },
  ...{ repeat: false, isComposing: false, defaultPrevented: false },
};

test.each<[string, Partial<Press>, string | null, ReturnType<typeof choiceOf>]>([
  ["a letter", { key: "h" }, "h", { key: "h" }],
  ["a letter with caps lock", { key: "H" }, "h", { key: "h" }],
  ["a letter with Shift", { key: "H", shiftKey: true }, null, "unheard"],
  ["a letter of another alphabet", { key: "ж" }, "ж", { key: "ж" }],
  ["a sign that needs Shift", { key: "?", shiftKey: true }, "?", { key: "?" }],
  ["a sign that needs AltGr, on Windows", { key: "@", altKey: true, ctrlKey: true }, null, "unheard"],
  ["a sign that needs Option", { key: "€", altKey: true }, null, "unheard"],
  ["an accent", { key: "Dead" }, "Dead", "unheard"],
  ["a letter under an accent", { key: "e", isComposing: true }, null, "unheard"],
  ["a way of writing that composes", { key: "Process" }, "Process", "unheard"],
  ["a key held down", { key: "h", repeat: true }, null, null],
  ["Backspace", { key: "Backspace" }, "Backspace", null],
  ["Tab backwards", { key: "Tab", shiftKey: true }, "Tab", null],
  ["a keyboard on the screen", { key: "Unidentified", isComposing: true }, null, null],
  ["a combination of the browser's", { key: "v", ctrlKey: true }, "mod+v", null],
])("%s", (_, press, heard, chosen) => {
  expect(keyOf({ ...PLAIN, ...press })).toBe(heard);
  expect(choiceOf({ ...PLAIN, ...press })).toEqual(chosen);
});
