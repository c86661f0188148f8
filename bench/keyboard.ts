import { chromium, type Page } from "@playwright/test";
import { BROWSER_ARGS } from "@/scripts/browser-args.mjs";
import { median } from "./measure";
import { signIn } from "./served";

const RUNS = Number(process.env.HEARD_BENCH_RUNS ?? 12);
const PAINT_TARGET_MS = 100;
const BLOCKED_TARGET_MS = 50;

/** In the page: when answers of the server ended, when something was painted after them, and for how long it was busy at once. */
type Watched = { longest: number; start: () => void };
declare global {
  interface Window {
    watched: Watched;
  }
}

const { address, name, value } = await signIn("associate@heard.example");
const browser = await chromium.launch({ executablePath: process.env.HEARD_CHROMIUM || undefined, args: BROWSER_ARGS });
const context = await browser.newContext({ baseURL: address, viewport: { width: 1440, height: 900 } });
await context.addCookies([{ name, value, url: address, httpOnly: true, sameSite: "Lax" }]);
// What names functions where this file is compiled is not in the page.
await context.addInitScript({ content: "globalThis.__name = (made) => made;" });
await context.addInitScript(() => {
  let since = 0;
  const watched: Watched = {
    longest: 0,
    start: () => {
      since = performance.now();
      watched.longest = 0;
    },
  };
  window.watched = watched;
  new PerformanceObserver((list) => {
    // The browser tells of a task some time after it: what opened the filter is no typing in it.
    const entries = list.getEntries().filter(({ startTime }) => startTime >= since);
    for (const { duration } of entries) watched.longest = Math.max(watched.longest, duration);
  }).observe({ type: "longtask" });
});
const page = await context.newPage();

const opened: number[] = [];
for (let turn = -2; turn < RUNS; turn++) {
  const ms = await openByKeyboard(page, turn + 3);
  if (turn >= 0) opened.push(ms);
}
const blocked: number[] = [];
for (let turn = 0; turn < RUNS; turn++) blocked.push(await typeInFilter());

const [paint, longest] = [median(opened), Math.max(...blocked)];
console.log(
  `Opening a case from the queue by keyboard: painted ${paint.toFixed(0)} ms (median; most ${Math.max(...opened).toFixed(0)}) after the ` +
    `server's answer, n=${RUNS}. Target: at most ${PAINT_TARGET_MS}${paint <= PAINT_TARGET_MS ? "" : ", which it is above"}.`,
);
console.log(
  `Typing in a filter: the longest task ${longest === 0 ? "under 50" : longest.toFixed(0)} ms, n=${RUNS}. ` +
    `Target: never over ${BLOCKED_TARGET_MS}${longest <= BLOCKED_TARGET_MS ? "" : ", which it is above"}.`,
);
await browser.close();
process.exit(0);

/** From the end of the answer that brings the case to the first frame that shows its heading. */
async function openByKeyboard(page: Page, row: number): Promise<number> {
  await page.goto("/cases?tab=all");
  await page.waitForLoadState("networkidle");
  for (let step = 0; step < row; step++) await page.keyboard.press("j");
  await page.evaluate(() => performance.clearResourceTimings());
  const painted = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const seen = () => {
          const isCase = /^\/cases\/PR-/.test(location.pathname) && document.querySelector("main h1");
          if (!isCase) return requestAnimationFrame(seen);
          // The frame in which it stands has ended once the next one begins.
          return requestAnimationFrame(() => {
            const answers = performance
              .getEntriesByType("resource")
              .filter((entry) => /\/cases\/PR-/.test(new URL(entry.name).pathname)) as PerformanceResourceTiming[];
            resolve(performance.now() - Math.max(...answers.map(({ responseEnd }) => responseEnd)));
          });
        };
        seen();
      }),
  );
  await page.keyboard.press("Enter");
  return painted;
}

/**
 * How long the page was busy at once, at most, while somebody filled in a filter. In a tab of its own: what the pages before left behind would
 * else be cleared away at some moment of the typing.
 */
async function typeInFilter(): Promise<number> {
  const page = await context.newPage();
  await page.goto("/cases?tab=open");
  await page.waitForLoadState("networkidle");
  await page.locator("summary", { hasText: /^Filter$/ }).click();
  await page.locator("summary", { hasText: /^Unheard$/ }).click();
  const field = page.getByLabel("For more days than").last();
  await page.evaluate(() => window.watched.start());
  await field.pressSequentially("365", { delay: 30 });
  await field.clear();
  await field.pressSequentially("14", { delay: 30 });
  await page.waitForTimeout(200);
  const longest = await page.evaluate(() => window.watched.longest);
  await page.close();
  return longest;
}
