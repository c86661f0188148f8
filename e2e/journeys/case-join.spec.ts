import { expect, test } from "../fixtures";

test("a case is linked, split, merged into another and taken apart again", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const patient = await rows.patient(place);
  const survivor = await rows.case(place, me, { patient });
  const merged = await rows.case(place, me, { patient });
  await rows.issue(place, merged);
  const card = page.getByRole("region", { name: "Cases that belong with it" });
  const dialog = page.getByRole("dialog");

  await page.goto(`/cases/${merged.reference}`);
  await card.getByRole("button", { name: "Link a case" }).click();
  await dialog.getByRole("button", { name: survivor.reference }).click();
  await dialog.getByLabel("How do they belong together?").selectOption({ label: "This one follows it up" });
  await dialog.getByRole("button", { name: "Link", exact: true }).click();
  await expect(card).toContainText(`Follow-up of ${survivor.reference}`);

  await page.getByRole("button", { name: "Split off, issue 2" }).click();
  await dialog.getByRole("button", { name: "Split off" }).click();
  await expect(card).toContainText("Split off PR-");

  await card.getByRole("button", { name: "Merge" }).click();
  await dialog.getByLabel("Which case goes on?").fill(survivor.reference);
  await dialog.getByLabel("Why are the two one?").fill("One fall, told twice.");
  await dialog.getByRole("button", { name: "Merge", exact: true }).click();
  const notice = page.getByRole("region", { name: "Merged" });
  await expect(notice).toContainText(`Merged into ${survivor.reference}`);

  await notice.getByRole("link", { name: survivor.reference }).click();
  await expect(card).toContainText(`Merged into this one ${merged.reference}`);
  await expect(card).toContainText(`Followed up by ${merged.reference}`);

  await page.goto(`/cases/${merged.reference}`);
  await notice.getByRole("button", { name: "Undo the merge" }).click();
  await dialog.getByLabel("Why is it undone?").fill("Two falls.");
  await dialog.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByRole("region", { name: "Issues" })).toContainText(merged.about);
});
