import type { Page } from "@playwright/test";

/** Opens an address and waits until the page listens: keys and presses before that would fall on deaf ears. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await untilListening(page);
}

export async function reload(page: Page): Promise<void> {
  await page.reload();
  await untilListening(page);
}

/**
 * React marks each element that it has taken over from the server's markup; what listens for keys begins to once that is done, and the page
 * has time again.
 */
async function untilListening(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const main = document.querySelector("main");
    if (main === null || !Object.keys(main).some((key) => key.startsWith("__react"))) return false;
    await new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5_000 }));
    return true;
  });
}
