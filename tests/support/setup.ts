import { afterEach, beforeEach, expect, vi } from "vitest";

const calls: unknown[][] = [];
const original = console.error;

// A test that expects an error puts a mock of its own in this one's place: vi.spyOn(console, "error").mockReturnValue().
beforeEach(() => {
  calls.length = 0;
  console.error = (...words) => {
    calls.push(words);
    original(...words);
  };
});

afterEach(() => {
  vi.restoreAllMocks();
  console.error = original;
  expect(calls, "console.error was called").toEqual([]);
});
