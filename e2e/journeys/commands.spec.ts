import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { visit } from "../pages/visit";

test("commands, own keys, and no letters at all", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const box = page.getByRole("combobox", { name: "What would you like to do?" });

  await page.keyboard.press("Control+k");
  await expect(box).toBeFocused();
  await box.fill("escalate this");
  await expect(page.getByRole("option", { name: "Escalate this case" })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: /^Escalate/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Escalate/ })).toBeFocused();

  await visit(page, "/account");
  const keys = page.getByRole("region", { name: "Keys" });
  await keys.getByLabel("Escalate").fill("n");
  await keys.getByRole("button", { name: "Save keys" }).click();
  await expect(keys.getByText("“N” is already the key for “Write a note”. Choose another one.").last()).toBeVisible();
  await keys.getByLabel("Escalate").press("h");
  await keys.getByRole("button", { name: "Save keys" }).click();
  await expect(page.getByText("Your keys are kept.", { exact: true })).toBeVisible();
  await visit(page, `/cases/${reference}`);
  await shown.title.focus();
  await page.keyboard.press("e");
  await expect(shown.dialog).toBeHidden();
  await page.keyboard.press("h");
  await expect(shown.dialog).toContainText(`Escalate ${reference}`);
  await page.keyboard.press("Escape");

  await visit(page, "/account");
  await keys.getByLabel("Keys of a single letter or sign").uncheck();
  await keys.getByRole("button", { name: "Save keys" }).click();
  await expect(page.getByText("Your keys are kept.", { exact: true })).toBeVisible();
  await visit(page, `/cases/${reference}`);
  await shown.title.focus();
  for (const key of ["h", "n", "i", "c", "/", "?"]) await page.keyboard.press(key);
  await expect(shown.title).toBeFocused();
  await expect(shown.dialog).toBeHidden();
  await page.keyboard.press("Control+k");
  await expect(box).toBeFocused();
});

test("walks the queue without going back, and Esc comes back to the row", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const day = (hours: number) => new Date(Date.now() - hours * 3_600_000);
  const [last, middle, first] = [
    await rows.case(place, me, { receivedAt: day(30) }),
    await rows.case(place, me, { receivedAt: day(20) }),
    await rows.case(place, me, { receivedAt: day(10) }),
  ];
  await visit(page, "/cases?tab=open&sort=received&order=desc");
  await page.locator(`a[data-row-link][href="/cases/${first.reference}"]`).click();
  const walk = page.getByRole("navigation", { name: "Queue" });
  await walk.getByRole("link", { name: "Next case" }).click();
  await expect(page).toHaveURL(`/cases/${middle.reference}`);
  await expect(walk.getByRole("link", { name: "Previous case" })).toBeVisible();
  await page.keyboard.press("j");
  await expect(page).toHaveURL(`/cases/${last.reference}`);
  await expect(page.getByText("It is the last of its list.")).toBeVisible();

  // On a wide screen the queue may stand beside the case, also after a reload, and not on a narrower one.
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.getByRole("button", { name: "Show the queue beside the case" }).click();
  const pane = page.getByRole("complementary", { name: "Queue beside the case" });
  await expect(pane.getByRole("listitem")).toHaveCount(3);
  await page.keyboard.press("k");
  await expect(page).toHaveURL(`/cases/${middle.reference}`);
  await page.reload();
  await expect(pane.getByRole("listitem").nth(1).getByRole("link")).toHaveAttribute("aria-current", "page");
  await pane.getByRole("listitem").last().getByRole("link").click();
  await expect(page).toHaveURL(`/cases/${last.reference}`);
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(pane).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();

  await page.keyboard.press("Escape");
  await expect(page).toHaveURL("/cases?tab=open&sort=received&order=desc");
  await expect(page.locator(`a[data-row-link][href="/cases/${last.reference}"]`)).toBeFocused();
});
