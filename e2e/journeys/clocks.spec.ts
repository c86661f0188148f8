import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";

test("clocks are paused, go on and are extended, and each says how it stands", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const given = await rows.case(place, me, { patient, owner: me });
  await CasePage.open(page, given.reference);
  const card = page.getByRole("region", { name: "Clocks", exact: true });
  const dialog = page.getByRole("dialog");

  await expect(card).toContainText("Day 0 of 30. Started");
  await expect(card).toContainText("a target, not a legal limit");
  await card.getByRole("button", { name: "Pause the clocks" }).click();
  await dialog.getByLabel("Why do they stand still?").selectOption({ label: "Waiting for their answer" });
  await expect(dialog).toContainText("The time to tell them how it stands, and to answer stands still.");
  await dialog.getByRole("button", { name: "Pause", exact: true }).click();
  await expect(card).toContainText("Paused now, 0 days so far, waiting for their answer.");
  await card.getByRole("button", { name: "Resume", exact: true }).click();
  await expect(card).not.toContainText("Paused now");

  await card.getByRole("button", { name: "Extend the time to answer" }).click();
  await dialog.getByLabel("How many days more?").fill("31");
  await dialog.getByLabel("Why does it take longer?").fill("Two units are to answer.");
  await dialog.getByLabel("How were they told?").selectOption({ label: "Letter" });
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(dialog).toContainText("This time can be extended by 30 days in all; this would make it 31 days.");
  await dialog.getByLabel("How many days more?").fill("10");
  await dialog.getByRole("button", { name: "Extend", exact: true }).click();
  await expect(card).toContainText("Extended by 10 days");
  await expect(card).toContainText("Two units are to answer.");

  await page.goto("/cases?tab=mine");
  await expect(page.getByRole("row", { name: given.about })).toContainText(/Due /);
});
