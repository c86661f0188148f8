import { expect, test } from "vitest";
import { isMailable } from "@/lib/shared/mail-address";

test.each([
  ["dana@northgate.example", true],
  ["d.o'neil+heard@mail.northgate.example", true],
  ["", false],
  ["dana", false],
  ["dana@northgate.example\r\nBcc: all@example.org", false],
  ["dana@northgate.example\nBcc: all@example.org", false],
  ["dana@northgate.example, sam@northgate.example", false],
  ["Dana <dana@northgate.example>", false],
  [" dana@northgate.example", false],
])("mail can go to %j: %s", (text, mailable) => {
  expect(isMailable(text)).toBe(mailable);
});
