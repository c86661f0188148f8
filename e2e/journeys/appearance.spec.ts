import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { StaffPage } from "../pages/shell";
import { reload, visit } from "../pages/visit";

test("a chosen dark appearance is in the first bytes of every later page", async ({ page, login }) => {
  await login("associate");
  await visit(page, "/");
  const shown = new StaffPage(page);
  await shown.chooseAppearance("Dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  for (const path of ["/", "/cases", "/account"]) {
    const html = await (await page.request.get(path)).text();
    expect(html, path).toMatch(/<html[^>]* data-theme="dark"/);
  }
  await reload(page);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator("body")).toHaveCSS("color-scheme", "dark");

  await shown.signOut();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("without a choice the page follows the system, and returns to it", async ({ page, login }) => {
  await login("associate");
  await visit(page, "/");
  const shown = new StaffPage(page);
  const background = () => page.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await background();
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(background).not.toBe(light);

  await shown.chooseAppearance("Light");
  await expect.poll(background).toBe(light);
  await reload(page);
  await expect.poll(background).toBe(light);
  await shown.accountButton.click();
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeChecked();
  await page.getByRole("menuitemradio", { name: "As the system" }).click();
  await reload(page);
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
  await expect.poll(background).not.toBe(light);
});

test("an appearance that nobody offers is left aside", async ({ page, login }) => {
  await login("associate");
  await page
    .context()
    .addCookies([
      { name: "heard-theme", value: "%22onload=alert(1)", url: new URL("/", test.info().project.use.baseURL).href },
    ]);
  await visit(page, "/");
  await expect(page.locator("html")).not.toHaveAttribute("data-theme");
});

test("single-letter keys can be turned off for good, and combinations stay", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const shown = await CasePage.open(page, (await rows.case(place, me)).reference);
  await shown.accountButton.click();
  await page.getByRole("group", { name: "Single-letter keys" }).getByRole("menuitemradio", { name: "Off" }).click();
  await reload(page);
  await shown.title.focus();
  for (const key of ["e", "n", "i", "c", "/", "?"]) await page.keyboard.press(key);
  await expect(shown.title).toBeFocused();
  await expect(shown.dialog).toBeHidden();
  await shown.note.fill("Rang the ward.");
  await page.keyboard.press("Control+Enter");
  await expect(shown.timeline).toContainText("Rang the ward.");

  await shown.accountButton.click();
  await page.getByRole("group", { name: "Single-letter keys" }).getByRole("menuitemradio", { name: "On" }).click();
  await shown.title.focus();
  await page.keyboard.press("n");
  await expect(shown.note).toBeFocused();
});
