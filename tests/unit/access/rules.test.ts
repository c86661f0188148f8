import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeBrowser, isObviousPassword, readNextPath, signInMessage } from "@/lib/access/rules";
import { anyText } from "../../support/any-text";

describe("after signing in a person goes", () => {
  test.each([
    ["to a path", "/cases", "/cases"],
    ["with its query", "/cases?tab=mine&kind=concern", "/cases?tab=mine&kind=concern"],
    ["to the first of two", ["/cases", "//evil.example"], "/cases"],
    ["to a path that is escaped", "/search?q=%2F%2Fevil.example", "/search?q=%2F%2Fevil.example"],
  ])("%s", (_what, raw, expected) => {
    expect(readNextPath(raw)).toBe(expected);
  });

  test.each([
    undefined,
    "",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r\\evil.example",
    "\t//evil.example",
    " //evil.example",
    "https://evil.example",
    "https:evil.example",
    "http://heard.invalid/cases",
    "http:/cases",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,x",
    "cases",
    "?tab=mine",
    "@evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e%2e//evil.example",
    "/./\\evil.example",
    "/sign-in",
    "/sign-in?next=/cases",
    "/welcome",
    "/./sign-in",
  ])("to My day rather than to %j", (raw) => {
    expect(readNextPath(raw)).toBe("/");
  });

  test("nowhere but to a path of this site, whatever the link says", () => {
    const piece = fc.constantFrom(
      "/",
      "\\",
      ".",
      "..",
      "%2f",
      "%5c",
      "%2e",
      "@",
      ":",
      "\t",
      "\n",
      " ",
      "evil.example",
      "https",
      "?",
      "#",
    );
    const link = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join("")),
      anyText(),
    );
    const base = "https://heard.example/sign-in";
    fc.assert(
      fc.property(link, (raw) => {
        const path = readNextPath(raw);
        expect(path).toMatch(/^\/(?![\\/])/);
        expect(new URL(path, base).origin).toBe("https://heard.example");
      }),
      { numRuns: 1_000 },
    );
  });
});

describe("a sign-in that fails says", () => {
  test.each([
    ["CredentialsSignin", /do not fit together/],
    ["blocked:1", /Wait a minute, then/],
    ["blocked:15", /Wait 15 minutes, then/],
    ["blocked:", /did not work/],
    ["blocked:1000", /did not work/],
    ["blocked:<script>", /did not work/],
    ["OAuthCallback", /did not work/],
    ["", /did not work/],
  ])("for %j what to do next", (error, words) => {
    expect(signInMessage(error)).toMatch(words);
  });

  test("nothing of what the link held", () => {
    expect(signInMessage("call 0800 000 000 at once")).not.toContain("0800");
  });
});

test.each([
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36",
    "Chrome on Windows",
  ],
  ["Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge on Windows"],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15",
    "Safari on macOS",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1",
    "Safari on iOS",
  ],
  ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"],
  ["curl/8.0", "A browser"],
  ["", "A browser"],
])("the user agent %j is %s", (userAgent, words) => {
  expect(describeBrowser(userAgent)).toBe(words);
});

test.each([
  ["aaaaaaaaaaaa", true],
  ["🌙🌙🌙🌙🌙🌙🌙🌙🌙🌙🌙🌙", true],
  ["Dana@Northgate.example", true],
  ["aaaaaaaaaaab", false],
  ["patient-listening", false],
])("a password of %s is obvious: %s", (password, isObvious) => {
  expect(isObviousPassword(password, "dana@northgate.example")).toBe(isObvious);
});
