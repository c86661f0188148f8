import { describe, expect, test } from "vitest";
import { readText, understand } from "@/lib/platform/text-reader";

const ANSWER = JSON.stringify({ state: "read", text: "The quokka", isCut: false });

describe("what a reader of files leaves", () => {
  test("is what it said", () => {
    expect(understand(ANSWER, { isTooHard: false, signal: null })).toMatchObject({ text: "The quokka" });
  });

  test.each([
    ["it met a limit of ours", "", true, "SIGKILL"],
    ["its heap was full", "", false, "SIGABRT"],
    ["it never stopped to talk", ANSWER, true, "SIGKILL"],
  ] as const)("is too hard where %s", (_what, said, isTooHard, signal) => {
    expect(understand(said, { isTooHard, signal })).toEqual({ state: "too_hard" });
  });

  test.each([
    ["the server stops", "", "SIGTERM"],
    ["the system ran out of memory", "", "SIGKILL"],
    ["it could not begin", "", null],
    ["it was cut off", ANSWER.slice(0, 20), null],
  ] as const)("is to be tried again where %s", (_what, said, signal) => {
    expect(() => understand(said, { isTooHard: false, signal })).toThrow();
  });

  test("is nothing where the bytes break off on their way", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull: (to) => to.error(new Error("The store is away.")),
    });
    await expect(readText("text", broken)).rejects.toThrow("The store is away.");
  });

  test("is its answer, from bytes that come late", async () => {
    const late = new ReadableStream<Uint8Array>({
      async start(to) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        to.enqueue(new TextEncoder().encode("The quokka"));
        to.close();
      },
    });
    expect(await readText("text", late)).toEqual({ state: "read", text: "The quokka", isCut: false });
  });
});
