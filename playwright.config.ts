import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS } from "./scripts/browser-args.mjs";

const executablePath = process.env.HEARD_CHROMIUM || undefined;

// `npm test` says where its own server is; without that, the tests meet the one that `npm run dev` has started.
export default defineConfig({
  testDir: "e2e",
  outputDir: process.env.HEARD_TEST_OUTPUT ?? "test-results",
  // One more than the two processors that there are at least: each waits for the server half of its time.
  workers: 3,
  // What passes only at the second try is named at the end of the run: it is to be mended, and more than one in 200 fail it (decision 0042).
  retries: 1,
  fullyParallel: true,
  // Two slow cores, shared with the server, the database and two browsers: generous, so that only what is broken fails.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  reporter: "list",
  use: {
    baseURL: process.env.HEARD_TEST_URL ?? "http://localhost:3000",
    browserName: "chromium",
    timezoneId: "Asia/Kathmandu",
    trace: "off",
    // Nothing is learnt from waiting for what fades and slides.
    contextOptions: { reducedMotion: "reduce" },
    launchOptions: { args: BROWSER_ARGS, executablePath },
  },
});
