import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { PatientPage } from "../pages/patients";

test("whoever speaks for a patient without authority is warned of, put on record, and then may be told", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const given = await rows.case(place, me, { patient });
  await rows.write(`UPDATE "Case" SET "reporterKind" = 'representative', "reporterName" = $1 WHERE "id" = $2`, [
    "Jo Price (daughter)",
    given.id,
  ]);
  await CasePage.open(page, given.reference);
  const warning = page.getByText("No authority on record for Jo Price: do not disclose before it is checked.");
  await expect(warning).toBeVisible();

  await page.getByRole("button", { name: "Record their authority" }).click();
  const dialog = page.getByRole("dialog", { name: "Who may be told" });
  await expect(dialog.getByLabel("Name")).toHaveValue("Jo Price");
  await expect(dialog.getByLabel("What they are to the patient")).toHaveValue("daughter");
  await dialog.getByRole("button", { name: "Put on record" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Choose on what ground they may be told.");
  await dialog.getByLabel("On what ground").selectOption("Written consent of the patient");
  await dialog.getByText("What was agreed", { exact: true }).click();
  await dialog.getByRole("textbox", { name: "What was agreed" }).fill("Appointment times.");
  await dialog.getByLabel("Seen on").fill("2026-01-05");
  await dialog.getByRole("button", { name: "Put on record" }).click();
  await expect(dialog).toBeHidden();
  await expect(warning).toBeHidden();
  await expect(page.getByRole("complementary", { name: "About this case" })).toContainText(
    "what was agreed: Appointment times",
  );

  const shown = await PatientPage.open(page, patient.id);
  const card = shown.card("Who may be told");
  await expect(card).toContainText("Jo Price");
  await card.getByRole("button", { name: "Change what is on record of Jo Price" }).click();
  await page.getByRole("dialog").getByLabel("Until").fill("2026-01-31");
  await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
  await expect(card).toContainText("expired 31 Jan 2026");
  await card.getByRole("button", { name: "End the authority of Jo Price" }).click();
  await page.getByLabel("Why does it end?").fill("Consent withdrawn.");
  await page.getByRole("button", { name: "End it" }).click();
  await expect(card).toContainText("Nobody but the patient is on record.");
  await card.getByText(/^Ended/).click();
  await expect(card).toContainText("Consent withdrawn.");
});
