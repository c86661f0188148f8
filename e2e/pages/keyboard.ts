import { expect, type Locator, type Page } from "@playwright/test";

/** Tabs on until the focus is there. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  for (let presses = 0; presses < 30 && !(await isThere()); presses++) await page.keyboard.press("Tab");
  await expect(target).toBeFocused();
}

/** Moves with the arrow keys from the choice that has the focus to this one. */
export async function arrowTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 12 && !(await target.isChecked()); presses++) await page.keyboard.press("ArrowRight");
  await expect(target).toBeChecked();
}
