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
 * Waits until the page listens, where a press led to it and not `visit`. The listener for keys marks the page; one without the shell has none,
 * and listens once React has taken over from the server's markup.
 */
export async function untilListening(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const main = document.querySelector("main");
    if (main === null) return false;
    if (main.id === "main") return document.documentElement.dataset.keys === "heard";
    return Object.keys(main).some((key) => key.startsWith("__react"));
  });
}
