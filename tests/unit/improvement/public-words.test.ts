import { describe, expect, it } from "vitest";
import { tellsWho } from "@/lib/improvement/rules/public-words";

describe("words for outside", () => {
  it.each([
    ["We now call before a clinic is moved.", ["Ada Byron"], []],
    ["Ada Byron told us.", ["Ada Byron"], ["Ada Byron"]],
    ["what ada  byron told", ["Ada Byron"], []],
    ["What ada byron told", ["Ada  Byron"], ["Ada Byron"]],
    ["Mrs Byron told us.", ["Ada Byron"], ["Byron"]],
    ["Byron's mother told us.", ["Ada Byron"], ["Byron"]],
    ["Mrs Byronson told us.", ["Ada Byron"], []],
    ["The day was long.", ["Doris Day"], []],
    ["The young are heard.", ["Ann Young"], []],
    ["Señora Muñoz nos lo dijo.", ["Inés Muñoz"], ["Muñoz"]],
    ["See PR-26-000912-6.", [], ["PR-26-000912-6"]],
    ["Ada, and Ada Byron again; Mr Ng too.", ["Ada Byron", "Ada Byron", "Ng"], ["Ada Byron"]],
    ["", ["Ada Byron", ""], []],
  ])("%s", (text, names, told) => {
    expect(tellsWho(text, names)).toEqual(told);
  });
});
