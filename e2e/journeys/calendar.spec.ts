import { expect, test } from "../fixtures";
import { untilListening, visit } from "../pages/visit";

test("an administrator sets the week, loads the holidays and closes a day", async ({ page, login }) => {
  const { place } = await login("administrator");
  await visit(page, `/admin/calendars?site=${place.id}`);
  const main = page.getByRole("main");
  await expect(main.getByText(`Public holidays of ${place.name} are not loaded`)).toBeVisible();

  await main.getByRole("button", { name: "Add hours to Saturday", exact: true }).click();
  await main.getByLabel("Saturday opens", { exact: true }).fill("12:00");
  await main.getByLabel("Saturday closes", { exact: true }).fill("10:00");
  await main.getByRole("button", { name: "Save hours", exact: true }).click();
  await expect(main.getByLabel("Saturday closes", { exact: true })).toHaveAccessibleDescription(/not after 12:00/);
  await main.getByLabel("Saturday opens", { exact: true }).fill("08:00");
  await expect(main.getByRole("list", { name: "What saving changes" })).toHaveText(
    "Saturday: closed becomes 08:00 to 10:00",
  );
  await main.getByRole("button", { name: "Save hours", exact: true }).click();
  await expect(page.getByText("Hours saved.", { exact: true })).toBeVisible();

  await main.getByLabel("Region", { exact: true }).selectOption("Scotland");
  await main.getByRole("button", { name: "Show what would change", exact: true }).click();
  await expect(main.getByRole("heading", { name: /^\d+ days would be added$/ })).toBeVisible();
  await untilListening(page);
  await main.getByRole("button", { name: "Load these holidays", exact: true }).click();
  await expect(main.getByText("Last loaded for United Kingdom, Scotland")).toBeVisible();
  await expect(main.getByText(`Public holidays of ${place.name} are not loaded`)).toHaveCount(0);

  const days = main.getByRole("region", { name: "The coming twelve months" }).getByRole("listitem");
  const christmas = days.filter({ hasText: "Christmas Day" }).first();
  await expect(christmas).toContainText("Holiday");
  const date = await christmas.getByText(/^\w{3}, 25 Dec \d{4}$/).textContent();
  await main.getByRole("button", { name: "Add a day", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Day", { exact: true }).fill(`${date?.slice(-4)}-12-25`);
  await dialog.getByLabel("Name", { exact: true }).fill("Christmas again");
  await dialog.getByRole("button", { name: "Add day", exact: true }).click();
  await expect(dialog.getByLabel("Day", { exact: true })).toHaveAccessibleDescription(/already in the calendar/);
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("Christmas again");
});
