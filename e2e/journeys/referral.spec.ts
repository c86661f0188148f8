import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";

test("where a case went outside is recorded, told in its history, and taken back", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const given = await rows.case(place, me, { owner: me });

  const shown = await CasePage.open(page, given.reference);
  const outside = shown.card("Outside bodies");
  await outside.getByRole("button", { name: "Record" }).click();
  await shown.dialog.getByRole("button", { name: "Record it" }).click();
  await expect(shown.dialog.getByLabel("Name of the body")).toHaveAccessibleDescription(/Name the body/);
  await shown.dialog.getByLabel("Name of the body").fill("The Ombudsman");
  await shown.dialog.getByRole("button", { name: "Record it" }).click();
  await expect(outside.getByRole("listitem")).toContainText("The Ombudsman");
  await expect(shown.timeline).toContainText("recorded that this went to the Ombudsman");

  await outside.getByRole("button", { name: "Take back: The Ombudsman" }).click();
  await shown.dialog.getByLabel("Why was it recorded by mistake?").fill("It was another case.");
  await shown.dialog.getByRole("button", { name: "Take back" }).click();
  await expect(outside).toContainText("It is not recorded");
});
