import { expect, test } from "../fixtures";
import { StaffPage } from "../pages/shell";
import { TriagePage } from "../pages/triage";
import { visit } from "../pages/visit";

test("a case that is assigned shows at the bell at once, leads to the case, and is read by then", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const supervisor = await rows.person({ role: "supervisor", place });
  const desk = await otherBrowser();
  await login(supervisor, desk);

  await visit(page, "/account");
  const { bell } = new StaffPage(page);
  await expect(bell).toHaveAccessibleName("Notifications");
  const triage = await TriagePage.open(desk);
  await triage.assign(reference, me.name);
  await expect(bell).toHaveAccessibleName(/^Notifications ?1 ?unread$/);

  await bell.click();
  await page.getByRole("region", { name: "Unread" }).getByRole("link", { name: reference }).click();
  await expect(page).toHaveURL(new RegExp(`/cases/${reference}$`));
  await expect(bell).toHaveAccessibleName("Notifications");
  await visit(page, "/notifications");
  await expect(page.getByText("You have read everything")).toBeVisible();
});
