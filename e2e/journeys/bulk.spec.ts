import { expect, test } from "../fixtures";
import { QueuePage } from "../pages/queue";

test("several cases are assigned by keyboard, but for one that was changed meanwhile, and given back", async ({
  page,
  login,
  rows,
}) => {
  const { place } = await login("supervisor");
  const dana = await rows.person({ role: "associate", place, name: "Dana Moreau" });
  const ago = (days: number) => new Date(Date.now() - days * 86_400_000);
  const first = await rows.case(place, dana, { about: "First", receivedAt: ago(1) });
  await rows.case(place, dana, { about: "Second", receivedAt: ago(2) });
  const hers = await rows.case(place, dana, { about: "Hers", owner: dana, receivedAt: ago(3) });
  await rows.case(place, dana, { about: "Fourth", receivedAt: ago(4) });
  const queue = await QueuePage.open(page, "?tab=open");

  await page.keyboard.press("j");
  await expect(queue.link("First")).toBeFocused();
  await page.keyboard.press("Space");
  await queue.box(hers.reference).click({ modifiers: ["Shift"] });
  const bar = page.getByRole("region", { name: "Selected cases" });
  await expect(bar).toContainText("3 selected");
  await queue.column("Received").getByRole("link").click();
  await expect(queue.link("Fourth")).toBeVisible();
  await expect(bar).toContainText("3 selected");

  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: /suggested/ })).toBeFocused();
  await dialog.getByRole("radio", { name: /Dana Moreau/ }).check();
  await dialog.getByRole("button", { name: "See what will be done" }).click();
  await expect(dialog).toContainText("2 of 3 cases will go to Dana Moreau.");
  await expect(dialog).toContainText(`It is with Dana Moreau already.${hers.reference}`);
  await rows.touch(first);
  await dialog.getByRole("button", { name: "Assign 2 cases to Dana Moreau" }).click();
  const strip = page.getByRole("region", { name: "Change of many cases" });
  await expect(strip).toContainText("Done for 1 case, 2 left out.", { timeout: 20_000 });
  await expect(bar).toBeHidden();
  await strip.getByRole("button", { name: "Undo" }).click();
  await expect(strip).toContainText("Taken back for 1 case.", { timeout: 20_000 });

  await strip.getByRole("link", { name: "See each case" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Assign to Dana Moreau");
  const left = page.getByRole("main").getByRole("listitem").filter({ hasText: first.reference });
  await expect(left).toContainText("It has changed since you looked, so it was left as it is.");

  await QueuePage.open(page, "?tab=open");
  await queue.box(first.reference).check();
  await queue.tab("All").click();
  await expect(page.getByText("The filter is another now, so nothing is selected any more.").first()).toBeVisible();
  await expect(queue.box(first.reference)).not.toBeChecked();
});
