import { expect, test } from "../fixtures";
import { PatientPage, RegisterPatientPage } from "../pages/patients";
import { uniqueWord } from "../rows";

test("two records of one person are suggested, merged field by field, and taken apart again", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("manager");
  const family = uniqueWord();
  const phone = `0${Date.now()}`;
  const survivor = await rows.patient(place, {
    name: `Ana ${family}`,
    bornOn: "1959-03-12",
    recordNumber: uniqueWord(),
  });
  const merged = await rows.patient(place, { name: `Anna ${family}`, bornOn: "1959-03-12" });
  await rows.write('UPDATE "Patient" SET "phone" = $1 WHERE "id" = $2', [phone, merged.id]);
  const given = await rows.case(place, me, { patient: merged });

  const shown = await PatientPage.open(page, survivor.id);
  const others = shown.card("Other records");
  await expect(others).toContainText("same date of birth and a like name");
  await others.getByRole("link", { name: `Compare with ${merged.name}` }).click();
  await expect(shown.title).toHaveText("Merge two records");
  await expect(page.getByRole("main")).toContainText("1 case will be moved");
  await expect(page.getByRole("radio", { name: phone })).toBeChecked();
  await expect(page.getByRole("radio", { name: survivor.name })).toBeChecked();
  await page.getByRole("button", { name: "Merge the two records" }).click();
  await page.waitForURL(`**/patients/${survivor.id}`);
  await expect(shown.title).toHaveText(survivor.name);
  await expect(shown.card("Cases")).toContainText(given.about);
  await expect(shown.card("About them")).toContainText(phone);

  await page.goto(`/patients/${merged.id}`);
  await expect(shown.title).toHaveText(survivor.name);
  await expect(page.getByText("The record you opened was merged into this one.")).toBeVisible();

  await others.getByRole("button", { name: `Undo the merge of ${merged.name}` }).click();
  await page.getByLabel("Why is it undone?").fill("Two sisters.");
  await page.getByRole("button", { name: "Undo the merge", exact: true }).click();
  await expect(shown.news("Undone: these are two records again.")).toBeVisible();
  await expect(shown.card("Cases")).toContainText("No case is about this patient");
  await PatientPage.open(page, merged.id);
  await expect(shown.title).toHaveText(merged.name);
  await expect(shown.card("Cases")).toContainText(given.about);
});

test("somebody who may be registered already is shown while the form is filled", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const known = await rows.patient(place, { bornOn: "1959-03-12" });
  const form = await RegisterPatientPage.open(page);
  await form.name.fill(known.name);
  await form.field("Date of birth").fill("1959-03-12");
  await expect(page.getByRole("main")).toContainText("Maybe registered already");
  await expect(page.getByRole("link", { name: known.name })).toBeVisible();
});
