import { beforeAll, expect, test } from "vitest";
import { Prisma } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { inTimeOr } from "@/lib/search/queries/timing";
import { aSite, aViewer } from "../../support/factories";

let viewer: Viewer;

beforeAll(async () => {
  viewer = await aViewer({ site: await aSite() });
});

const answer = (words: string) => Prisma.sql`SELECT ${words} AS "words"`;
const never = Prisma.sql`SELECT 'late' AS "words" FROM pg_sleep(60)`;

test("all is looked at where that is quick", async () => {
  const answered = await inTimeOr(viewer, { whole: answer("all"), bounded: answer("some") });
  expect(answered).toEqual({ rows: [{ words: "all" }], isBounded: false });
});

test("some is looked at where all takes too long, and that is told", async () => {
  const answered = await inTimeOr(viewer, { whole: never, bounded: answer("some") });
  expect(answered).toEqual({ rows: [{ words: "some" }], isBounded: true });
});

test("what fails for another reason is not tried in another way", async () => {
  const broken = Prisma.sql`SELECT 1 / 0`;
  await expect(inTimeOr(viewer, { whole: broken, bounded: answer("some") })).rejects.toThrow("division by zero");
});
