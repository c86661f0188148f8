import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { PatientPage } from "../pages/patients";

test("an alert is seen on the patient and on their cases, and one timeline tells everything", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const [one, two] = [await rows.case(place, me, { patient }), await rows.case(place, me, { patient })];
  await rows.case(place, me, { patient, kind: "compliment", about: "The night nurse was kind" });

  const shown = await PatientPage.open(page, patient.id);
  await expect(shown.card("Compliments they gave")).toContainText("The night nurse was kind");
  await page.getByRole("button", { name: "Add alert" }).click();
  await page.getByLabel("What must be known first?").fill("Hard of hearing: call the landline.");
  await page.getByRole("dialog").getByRole("button", { name: "Add alert" }).click();
  await expect(page.getByRole("list", { name: "Alerts" })).toContainText("Hard of hearing: call the landline.");

  for (const [given, text] of [
    [one, "Rang the ward."],
    [two, "Wrote to the kitchen."],
  ] as const) {
    const opened = await CasePage.open(page, given.reference);
    await expect(page.getByRole("complementary", { name: "About this case" })).toContainText("Hard of hearing");
    await opened.addNote(text);
    await expect(opened.timeline).toContainText(text);
  }

  await PatientPage.open(page, patient.id);
  const timeline = shown.card("Everything that happened");
  const entries = timeline.getByRole("listitem");
  await expect(entries).toHaveCount(3);
  await expect(entries.nth(0)).toContainText("Wrote to the kitchen.");
  await expect(entries.nth(0).getByRole("link")).toContainText(two.reference);
  await expect(entries.nth(1)).toContainText("Rang the ward.");
  await expect(entries.nth(2)).toContainText("added an alert");

  await page.getByRole("button", { name: "End the alert: Hard of hearing: call the landline." }).click();
  await page.getByLabel("Why does it no longer count?").fill("Has a hearing aid now.");
  await page.getByRole("button", { name: "End alert", exact: true }).click();
  await expect(page.getByRole("list", { name: "Alerts" })).toBeHidden();
  await expect(timeline).toContainText("Has a hearing aid now.");
});
