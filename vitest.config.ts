import path from "node:path";
import { defineConfig } from "vitest/config";

// A zone that no one of us lives in and whose offset is not a whole hour, so that a hidden local time shows.
process.env.TZ = "Asia/Kathmandu";

const alias = {
  "@": import.meta.dirname,
  // The package refuses to load outside a React server, where tests run.
  "server-only": path.join(import.meta.dirname, "tests/support/empty.ts"),
};

// What these set, mock or listen to holds for a whole process, which they therefore share with no other file.
const ALONE = {
  unit: [
    "tests/unit/platform/env.test.ts",
    "tests/unit/platform/csrf.test.ts",
    "tests/unit/notification/emails.test.ts",
  ],
  db: [
    "tests/db/platform/{action,health-unreachable}.test.ts",
    "tests/db/{letter/{deliver-letter,mail-letter},notification/deliver,survey/invite-due}.test.ts",
    "tests/db/attachment/{scan-file,store-by-s3}.test.ts",
    "tests/db/{presence/live,export/routes}.test.ts",
  ],
};
const unit = { setupFiles: ["tests/support/setup.ts"], testTimeout: 20_000 };
const db = {
  globalSetup: ["tests/support/cluster.ts"],
  setupFiles: ["tests/support/setup.ts", "tests/support/database.ts"],
  pool: "forks" as const,
  testTimeout: 20_000,
  hookTimeout: 30_000,
};

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    // What is waited for comes late on a busy machine.
    expect: { poll: { timeout: 15_000 } },
    // Loading the modules anew for each file took a third of the time.
    projects: [
      {
        extends: true,
        test: {
          ...{ ...unit, name: "unit", isolate: false },
          ...{ include: ["tests/{unit,ui,rules}/**/*.test.{ts,tsx}"], exclude: ALONE.unit },
        },
      },
      { extends: true, test: { ...unit, name: "unit-alone", include: ALONE.unit } },
      {
        extends: true,
        test: {
          ...db,
          name: "db",
          isolate: false,
          setupFiles: [...db.setupFiles, "tests/support/shared-process.ts"],
          include: ["tests/db/**/*.test.ts"],
          exclude: ALONE.db,
        },
      },
      { extends: true, test: { ...db, name: "db-alone", include: ALONE.db } },
    ],
  },
});
