import { describe, expect, test } from "vitest";
import { fillTemplate, PLACEHOLDERS, placeholderProblem, placeholdersIn } from "@/lib/letter/rules/template";

describe("a template", () => {
  test("may name every placeholder there is", () => {
    const body = Object.keys(PLACEHOLDERS).map((name) => `{{${name}}} and {{ ${name} }}`);
    expect(placeholderProblem(body.join("\n"))).toBeNull();
  });

  test.each([
    ["Dear {{name}},", /\{\{name\}\}.*\{\{addressee\}\}/],
    ["Dear {{}},", /\{\{\}\}/],
    ["{{constructor}} {{toString}}", /\{\{constructor\}\}, \{\{toString\}\}/],
    ["Dear {{addressee,", /braces stand alone/],
    ["Dear {{addre\nssee}},", /braces stand alone/],
    ["Dear addressee}},", /braces stand alone/],
  ])("%j is refused", (body, problem) => {
    expect(placeholderProblem(body)).toMatch(problem);
  });

  test("keeps the mark of what the case does not say", () => {
    const filled = fillTemplate("Dear {{addressee}}, {{ contact }} {{contact}}", {
      addressee: "Ana $& {{contact}}",
      contact: null,
    });
    expect(filled).toBe("Dear Ana $& {{contact}}, {{ contact }} {{contact}}");
    expect(placeholdersIn(filled)).toEqual(["contact"]);
  });
});
