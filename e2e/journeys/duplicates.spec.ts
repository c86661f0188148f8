import { expect, test } from "../fixtures";
import { NewCasePage } from "../pages/new-case";

test("open cases of the chosen patient appear beside the form, and go with the choice", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("associate");
  const patient = await rows.patient(person.place);
  const open = await rows.case(person.place, person, { patient });
  const closedLongAgo = new Date(Date.now() - 60 * 86_400_000);
  const old = await rows.case(person.place, person, { patient, state: "closed", receivedAt: closedLongAgo });
  const form = await NewCasePage.open(page);
  await expect(form.duplicates).toHaveCount(0);

  await form.choosePatient(patient.name, patient.name);
  await expect(form.duplicates).toHaveCount(1);
  await expect(form.duplicates).toContainText(open.about);
  await expect(form.page.getByText(old.about)).toHaveCount(0);
  await expect(form.duplicates).toHaveAttribute("href", `/cases/${open.reference}`);
  await expect(form.duplicates).toHaveAttribute("target", "_blank");

  await form.changePatient.click();
  await expect(form.patientSearch).toBeFocused();
  await expect(form.duplicates).toHaveCount(0);
});

test("a case in like words from the same unit appears, from another unit it does not", async ({
  page,
  login,
  rows,
}) => {
  const person = await login("associate");
  const [ward, elsewhere] = person.place.units;
  const words = "The ceiling above my bed dripped on me all night and nobody moved me.";
  const alike = await rows.case(person.place, person, { unit: ward, words, about: "Dripping ceiling" });
  await rows.case(person.place, person, { unit: elsewhere, words, about: "Not there" });
  const form = await NewCasePage.open(page);
  await form.words.fill("The ceiling dripped on my bed all night and nobody moved me");
  await form.chooseUnit(ward.name);
  await expect(form.duplicates).toHaveCount(1);
  await expect(form.duplicates).toHaveAttribute("href", `/cases/${alike.reference}`);
});

test("a patient of another site is not found from the form", async ({ page, login, rows }) => {
  await login("associate");
  const foreign = await rows.patient(await rows.place());
  const form = await NewCasePage.open(page);
  await form.patientSearch.fill(foreign.name);
  await expect(form.page.getByText("Nobody fits.")).toBeVisible();
  await expect(form.patientFound).toHaveCount(0);
});
