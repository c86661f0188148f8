import path from "node:path";
import { defineConfig } from "vitest/config";

// A zone that no one of us lives in and whose offset is not a whole hour, so that a hidden local time shows.
process.env.TZ = "Asia/Kathmandu";

const alias = {
  "@": import.meta.dirname,
  // The package refuses to load outside a React server, where tests run.
  "server-only": path.join(import.meta.dirname, "tests/support/empty.ts"),
};

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/{unit,ui,rules}/**/*.test.{ts,tsx}"],
          setupFiles: ["tests/support/setup.ts"],
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: "db",
          include: ["tests/db/**/*.test.ts"],
          globalSetup: ["tests/support/cluster.ts"],
          setupFiles: ["tests/support/setup.ts", "tests/support/database.ts"],
          pool: "forks",
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
    ],
  },
});
