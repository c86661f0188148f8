import { expect, test } from "vitest";

// A port at which nobody listens, before anything asks for the address.
process.env.DATABASE_URL = "postgresql://heard:secret@127.0.0.1:9/heard";

test("a database that does not answer is told as such, and never thrown", async () => {
  const { checkHealth } = await import("@/lib/platform/health");
  expect(await checkHealth(new Date())).toEqual({
    status: "failing",
    database: "unreachable",
    migrations: "unknown",
    worker: "unknown",
    ...{ workerLagSeconds: null, clockLagSeconds: null, escalationLagSeconds: null, mailLagSeconds: null },
    ...{
      reminderLagSeconds: null,
      draftLagSeconds: null,
      searchLagSeconds: null,
      recountLagSeconds: null,
      unfinishedRecounts: null,
      failingJobs: null,
    },
    deadLetters: null,
    unreadFiles: null,
  });
});
