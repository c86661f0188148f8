import { expect, test } from "../fixtures";
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
