import { expect, test } from "../fixtures";
import { QueuePage } from "../pages/queue";

test("what the queue shows is saved as a view, shared, opened with, and removed with a way back", async ({
  page,
  login,
  rows,
}) => {
  const place = await rows.place();
  const me = await rows.person({ role: "supervisor", place });
  await rows.case(place, me, { about: "Serious one", severity: 3 });
  await rows.case(place, me, { about: "Slight one", severity: 1 });
  await login(me);
  const queue = await QueuePage.open(page, "?tab=open&severity=3");
  await page.getByRole("button", { name: "Save view" }).click();
  const dialog = page.getByRole("dialog", { name: "Save this view" });
  await dialog.getByLabel("Name").fill("Serious first");
  await dialog.getByLabel("Who sees it").selectOption(`Everybody at ${place.name}`);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(queue.tab("Serious first")).toHaveAttribute("aria-current", "page");
  await expect(queue.tab("Serious first")).toHaveText("Serious first1");

  await page.getByRole("button", { name: "View", exact: true }).click();
  await page.getByRole("menuitem", { name: "Open the queue with this view" }).click();
  await expect(page.getByText("The queue now opens with Serious first.").first()).toBeVisible();
  await QueuePage.open(page);
  await expect(queue.rows).toHaveCount(1);
  await expect(queue.link("Serious one")).toBeVisible();

  await page.getByRole("button", { name: "View", exact: true }).click();
  await page.getByRole("menuitem", { name: "Remove", exact: true }).click();
  await expect(queue.tab("Serious first")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(queue.tab("Serious first")).toHaveCount(1);
});
