import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cursor, capCount, decodeCursor, encodeCursor, formatCount } from "@/lib/shared/page";
import { anyText } from "../../support/any-text";

const ID = "0199aaaa-0000-7000-8000-000000000001";
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

describe("the cursor of a page", () => {
  test("comes back from a URL as it went in", () => {
    const cursor: fc.Arbitrary<Cursor> = fc.record({
      direction: fc.constantFrom("after", "before"),
      value: fc.oneof(
        anyText(100).filter((text) => text.isWellFormed()),
        fc.integer(),
      ),
      id: fc.uuid({ version: [4, 7] }),
    });
    fc.assert(
      fc.property(cursor, (given) => {
        const text = encodeCursor(given);
        expect(decodeCursor(text)).toEqual(given);
        expect(encodeURIComponent(text)).toBe(text);
      }),
    );
  });

  test.each([
    ["absent", undefined],
    ["empty", ""],
    ["not base64", "%%%%"],
    ["not JSON", Buffer.from("hello").toString("base64url")],
    ["cut off", encodeCursor({ direction: "after", value: "2026-05-12", id: ID }).slice(0, 20)],
    ["null", encode(null)],
    ["a list", encode([1])],
    ["of an unknown direction", encode({ direction: "beside", value: 1, id: ID })],
    ["without an id", encode({ direction: "after", value: 1 })],
    ["of an id that is none", encode({ direction: "after", value: 1, id: "1 OR 1=1" })],
    ["of a value that is no value", encode({ direction: "after", value: { gt: 0 }, id: ID })],
    ["of a value too long", encode({ direction: "after", value: "x".repeat(301), id: ID })],
  ])("that is %s is none", (_what, text) => {
    expect(decodeCursor(text)).toBeNull();
  });

  test("that anybody makes up is one of ours or none", () => {
    fc.assert(
      fc.property(anyText(), (text) => {
        const cursor = decodeCursor(text);
        if (cursor) expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
      }),
    );
  });
});

test.each([
  [0, { count: 0, isCapped: false }, "0"],
  [98, { count: 98, isCapped: false }, "98"],
  [99, { count: 99, isCapped: false }, "99"],
  [100, { count: 99, isCapped: true }, "99+"],
  [5000, { count: 99, isCapped: true }, "99+"],
])("%i found with a cap of 99 counts as told", (found, count, words) => {
  expect(capCount(found, 99)).toEqual(count);
  expect(formatCount(count)).toBe(words);
});

test("a count has its thousands marked", () => {
  expect(formatCount({ count: 12_345, isCapped: false })).toBe("12,345");
});
