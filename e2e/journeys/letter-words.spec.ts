import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

test("a site adds a word to its list, switches one off, and the composer reads both", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place } = await login("manager");
  await visit(page, `/admin/letters/words?site=${place.id}&q=prior`);
  await page.getByRole("button", { name: "Add a word" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Word or phrase").fill("the");
  await dialog.getByLabel("Plain words for it").fill("finding a bed");
  await dialog.getByRole("button", { name: "Add word" }).click();
  await expect(dialog.getByRole("link", { name: /nearly every letter/ })).toBeVisible();
  await dialog.getByLabel("Word or phrase").fill("bed flow");
  await dialog.getByRole("button", { name: "Add word" }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole("button", { name: "Switch off: prior to", exact: true }).click();
  await dialog.getByLabel("Why does this site not check for it?").fill("Everybody here says so.");
  await dialog.getByRole("button", { name: "Switch off", exact: true }).click();
  await expect(page.getByRole("button", { name: "Switch on: prior to", exact: true })).toBeVisible();
  const tried = page.getByRole("region", { name: "Try it" });
  await tried.getByLabel("A sentence of a letter").fill("The bed flow was slow prior to that.");
  await expect(tried.getByText("One entry is found.")).toBeVisible();

  const desk = await otherBrowser();
  const writer = await login(await rows.person({ role: "associate", place }), desk);
  const given = await rows.case(place, writer, { owner: writer });
  const letter = await rows.letter(place, given, writer);
  await visit(desk, `/cases/${given.reference}/letters/${letter.id}`);
  await desk.getByLabel("Text of the letter").fill("The bed flow was slow prior to that.");
  const checks = desk.getByRole("region", { name: "Beside the letter" });
  await expect(checks.getByText("“bed flow” can be said plainly: finding a bed.")).toBeVisible();
  await expect(checks.getByText(/“prior to”/)).toHaveCount(0);
});
