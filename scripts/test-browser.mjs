import { existsSync } from "node:fs";
import { BROWSER_ARGS } from "./browser-args.mjs";
import { Failure } from "./failure.mjs";
import { projectNode } from "./paths.mjs";
import { run } from "./processes.mjs";

// The one without a window first: it is smaller, and the tests take a third less of the processor with it.
const SYSTEM_BROWSERS = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * A browser that starts, installed where there is none.
 * @param {import("./shutdown.mjs").Shutdown} shutdown
 * @returns {Promise<string>} its path, empty for Playwright's own
 */
export async function findBrowser(shutdown) {
  const named = process.env.HEARD_CHROMIUM;
  if (named) {
    if (await starts(named)) return named;
    throw new Failure(`HEARD_CHROMIUM names ${named}, which does not start.`);
  }
  const present = await findPresent();
  if (present !== null) return present;
  const npx = [projectNode(), ["node_modules/@playwright/test/cli.js", "install", "chromium"]];
  const apt = (name) => ["apt-get", ["install", "-y", "--no-install-recommends", name]];
  const asRoot = [[["apt-get", ["update"]], apt("chromium-headless-shell")], [apt("chromium")]];
  const ways = process.getuid?.() === 0 ? [[npx], ...asRoot] : [[npx]];
  for (const commands of ways) {
    for (const [command, args] of commands) await runQuietly(command, args, shutdown);
    const installed = await findPresent();
    if (installed !== null) return installed;
  }
  throw new Failure(
    "There is no browser for the browser tests, and none could be installed: install Chromium, or set HEARD_CHROMIUM to the path of one.",
  );
}

async function findPresent() {
  for (const file of ["", ...SYSTEM_BROWSERS.filter((file) => existsSync(file))]) if (await starts(file)) return file;
  return null;
}

async function starts(executablePath) {
  const { chromium } = await import("@playwright/test");
  try {
    const browser = await chromium.launch({
      ...(executablePath === "" ? {} : { executablePath }),
      args: BROWSER_ARGS,
      timeout: 30_000,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    await browser.close();
    return true;
  } catch {
    return false;
  }
}

async function runQuietly(command, args, shutdown) {
  try {
    await run(command, args, { env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" }, shutdown });
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
  }
}
