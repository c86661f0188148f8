import { describe, expect, it } from "vitest";
import { tellsWho } from "@/lib/improvement/rules/public-words";

describe("words for outside", () => {
  it.each([
    ["We now call before a clinic is moved.", ["Ada Byron"], []],
    ["Ada Byron told us.", ["Ada Byron"], ["Byron"]],
    ["What ada byron told", ["Ada Byron"], []],
    ["Mrs Byron told us.", ["ADA BYRON"], ["Byron"]],
    ["Mrs Byron told us.", ["byron, ada"], ["Byron"]],
    ["Byron's mother told us.", ["Ada Byron"], ["Byron"]],
    ["Mary told us.", ["Mary Ann Lee"], ["Mary"]],
    ["Mr. Ng rang; Ng waited.", ["Kim Ng"], ["Ng"]],
    ["Mrs Byronson told us.", ["Ada Byron"], []],
    ["The young are heard each day.", ["Ann Young", "Doris Day"], []],
    ["Señora MUÑOZ nos lo dijo.", ["Inés Munoz"], ["MUÑOZ"]],
    ["Mrs O’Neill and Jones-Smith", ["Pat O’Neill", "Eve Jones-Smith"], ["O’Neill", "Jones-Smith"]],
    ["See PR-26-000912-6.", [], ["PR-26-000912-6"]],
    ["", ["Ada Byron", ""], []],
  ])("%s", (text, names, told) => {
    expect(tellsWho(text, names)).toEqual(told);
  });
});
