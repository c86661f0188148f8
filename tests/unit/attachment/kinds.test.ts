import { describe, expect, test } from "vitest";
import { formatBytes } from "@/lib/attachment/labels";
import { canAttachFile, canVoidFile } from "@/lib/attachment/policy";
import {
  describeMismatch,
  FILE_KINDS,
  hasPreview,
  isServed,
  kindOfMark,
  refusalOfSize,
} from "@/lib/attachment/rules/kinds";
import { attachFileSchema, describeFileSchema, FileScan, voidFileSchema } from "@/lib/attachment/schema";

const ID = "0199aaaa-0000-7000-8000-000000000001";

describe("what a file is", () => {
  test("no mark stands for two kinds", () => {
    const marks = Object.values(FILE_KINDS).flatMap((kind) => [...kind.marks]);
    expect(new Set(marks).size).toBe(marks.length);
  });

  test.each([
    ["pdf", { kind: "pdf" }],
    ["jpg", { kind: "jpeg" }],
    ["exe", { refusal: expect.stringMatching(/program/) }],
    ["docm", { refusal: expect.stringMatching(/macros/) }],
    ["cfb", { refusal: expect.stringMatching(/old format/) }],
    ["zip", { refusal: expect.stringMatching(/^Files of the type ZIP are not taken\. Taken are PDF/) }],
  ])("by the mark %s", (mark, judgement) => {
    expect(kindOfMark(mark)).toEqual(judgement);
  });

  test.each([
    ["pdf", "png", "Its name ends in .pdf, but by its content it is a PNG image; it is kept as that."],
    ["txt", "xlsx", "Its name ends in .txt, but by its content it is an Excel workbook; it is kept as that."],
    ["txt", "heic", "Its name ends in .txt, but by its content it is a HEIC image; it is kept as that."],
    ["jpeg", "jpeg", null],
    ["", "png", null],
  ] as const)("a name ending in %j on a %s", (extension, kind, words) => {
    expect(describeMismatch(extension, kind)).toBe(words);
  });
});

test.each([
  [0, /^This file is empty \(0 bytes\)/],
  [25_000_001, /^This file is 25\.0 MB; the limit is 25 MB/],
  [200_000_000, /^This file is 200\.0 MB; the limit is 25 MB/],
  [1, null],
  [25_000_000, null],
])("a file of %d bytes where 25 MB are allowed", (bytes, words) => {
  if (words === null) expect(refusalOfSize(bytes, 25)).toBeNull();
  else expect(refusalOfSize(bytes, 25)).toMatch(words);
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [240_400, "240 kB"],
  [999_600, "1.0 MB"],
  [3_140_000, "3.1 MB"],
])("%d bytes are told as %s", (bytes, words) => {
  expect(formatBytes(bytes)).toBe(words);
});

describe("opening a file", () => {
  const asked = Object.values(FileScan).flatMap((scan) => [true, false].map((hasScanner) => ({ scan, hasScanner })));
  test.each(asked)("%o", ({ scan, hasScanner }) => {
    const isFine = scan === "clean" || (scan === "not_scanned" && !hasScanner);
    expect(isServed({ scan, isVoided: false }, hasScanner)).toBe(isFine);
    expect(isServed({ scan, isVoided: true }, hasScanner)).toBe(false);
  });

  test.each([
    ["png", 1_000, true],
    ["png", 9_000_000, false],
    ["tiff", 1_000, false],
    ["heic", 1_000, false],
    ["pdf", 1_000, false],
    ["text", 1_000, false],
  ] as const)("a %s of %d bytes is shown in the page: %s", (kind, bytes, isShown) => {
    expect(hasPreview({ kind, bytes })).toBe(isShown);
  });
});

describe("who may", () => {
  const roles = ["associate", "supervisor", "manager", "administrator", "responder", "auditor"] as const;
  const workers = ["associate", "supervisor", "manager"];
  test.each(roles)("as %s", (role) => {
    const viewer = { grants: [{ role, siteId: ID, unitId: null }] };
    const isWorker = workers.includes(role);
    expect(canAttachFile(viewer, { siteId: ID, state: "new" })).toBe(isWorker);
    expect(canAttachFile(viewer, { siteId: ID, state: "closed" })).toBe(isWorker);
    expect(canVoidFile(viewer, { siteId: ID, state: "new" })).toBe(isWorker);
    expect(canVoidFile(viewer, { siteId: ID, state: "closed" })).toBe(false);
    expect(canAttachFile(viewer, { siteId: "elsewhere", state: "new" })).toBe(false);
  });
});

describe("what is sent", () => {
  test("with an upload must name a case and a key", () => {
    expect(attachFileSchema.safeParse({ idempotencyKey: ID, caseId: ID, name: "" }).success).toBe(true);
    expect(attachFileSchema.safeParse({ idempotencyKey: ID, caseId: "../x", name: "a" }).success).toBe(false);
    expect(attachFileSchema.safeParse({ idempotencyKey: ID, caseId: ID, name: "a".repeat(2_001) }).success).toBe(false);
  });

  test("to remove a file must say why", () => {
    expect(voidFileSchema.safeParse({ attachmentId: ID, reason: " " }).error?.issues[0]?.message).toBe(
      "A reason is needed.",
    );
  });

  test("to describe a file may be nothing, which takes the words away", () => {
    expect(describeFileSchema.parse({ attachmentId: ID, description: " " })).toMatchObject({
      description: null,
      base: { description: null },
    });
  });
});
