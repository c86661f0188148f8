import { createHash } from "node:crypto";
import { describe, expect, test, vi } from "vitest";
import { csrfPair } from "@/lib/platform/csrf";

const SECRET = vi.hoisted(() => {
  const secret = "0123456789abcdef".repeat(4);
  process.env.HEARD_SECRET = secret;
  process.env.DATABASE_URL = "postgresql://nobody@127.0.0.1:9/none";
  return secret;
});

describe("the token of the sign-in form", () => {
  test("is vouched for by its cookie, as the library that checks it wants", () => {
    const { token, cookie } = csrfPair(undefined);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect(cookie).toBe(`${token}|${createHash("sha256").update(`${token}${SECRET}`).digest("hex")}`);
  });

  test("stays the same while its cookie does, so that two open tabs both work", () => {
    const { token, cookie } = csrfPair(undefined);
    expect(csrfPair(cookie)).toEqual({ token, cookie });
  });

  test.each(["", "|", "abc", "abc|def", `${"a".repeat(64)}|${"b".repeat(64)}`])(
    "is new when the cookie is %j, which is not ours",
    (cookie) => {
      expect(csrfPair(cookie).cookie).not.toBe(cookie);
    },
  );

  test("is another for everybody", () => {
    expect(csrfPair(undefined).token).not.toBe(csrfPair(undefined).token);
  });
});
