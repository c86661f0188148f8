import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";

test("a case that was taken and moved is put back as it was, from the keyboard too", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference, id } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const main = page.getByRole("main");
  const undo = page.getByRole("button", { name: "Undo" });

  await main.getByRole("button", { name: "Take it" }).click();
  await expect(shown.news(`${reference} is yours.`)).toBeVisible();
  await undo.click();
  await expect(main.getByRole("button", { name: "Take it" })).toBeVisible();
  expect(await rows.count("Case", `"id" = $1 AND "ownerId" IS NULL AND "state" = 'new'`, id)).toBe(1);
  await expect(shown.timeline).toContainText("took that back: nobody has it again");

  // The button that had the focus goes with its deed.
  await page.keyboard.press("i");
  await expect(shown.news(`${reference} is yours.`).last()).toBeVisible();
  await main.getByRole("button", { name: "Start looking into it" }).press("Enter");
  await expect(shown.title).toBeFocused();
  await expect(shown.news(`${reference} was moved to Investigating.`)).toBeVisible();
  await undo.last().focus();
  await page.keyboard.press("Enter");
  await expect(shown.timeline).toContainText("took that back: it is triaged again");
  await expect(main.getByRole("button", { name: "Start looking into it" })).toBeVisible();

  await main.getByRole("button", { name: /^Tag/ }).click();
  await shown.dialog.getByLabel("Which tag?").fill("Parking");
  await shown.dialog.getByRole("button", { name: "Add tag" }).click();
  const tags = main.getByRole("list", { name: "Tags", exact: true });
  await expect(tags).toContainText("Parking");
  await main.getByRole("button", { name: "Remove tag: Parking" }).click();
  await expect(shown.news("Tag taken off: Parking.")).toBeVisible();
  await expect(tags).toBeHidden();
  await undo.last().click();
  await expect(tags).toContainText("Parking");
});

test("what was told waits while the focus is on it, goes by Escape, and else by itself", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  await page.clock.install();
  const shown = await CasePage.open(page, reference);
  const [taken, undone] = [shown.news(`${reference} is yours.`), shown.news(/^Undone: /)];
  await page.keyboard.press("i");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(undone).toBeVisible();
  // What follows from having taken it the first time has gone from the page.
  await expect(page.getByRole("main").getByRole("button", { name: "Take it" })).toBeVisible();
  await page.keyboard.press("i");
  await expect(taken).toBeVisible();
  await page.keyboard.press("F8");
  await page.clock.fastForward("01:00");
  await expect(undone).toBeVisible();
  await expect(taken).toBeVisible();

  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(undone).toBeHidden();
  await expect(taken).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(taken).toBeHidden();
  // Escape was about the news: elsewhere it leads back to the queue.
  await expect(page).toHaveURL(new RegExp(`/cases/${reference}$`));

  await page.getByRole("main").getByRole("button", { name: "Start looking into it" }).press("Enter");
  const moved = shown.news(`${reference} was moved to Investigating.`);
  await expect(moved).toBeVisible();
  await page.clock.fastForward(11_000);
  await expect(moved).toBeHidden();
});
