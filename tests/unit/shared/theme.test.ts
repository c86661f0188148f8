import { expect, test } from "vitest";
import { readTheme } from "@/lib/shared/theme";

test.each([
  ["light", "light"],
  ["dark", "dark"],
  ["system", "system"],
  ["", "system"],
  ["DARK", "system"],
  ["toString", "system"],
  [undefined, "system"],
])("a cookie of %j asks for the theme %s", (cookie, theme) => {
  expect(readTheme(cookie)).toBe(theme);
});
