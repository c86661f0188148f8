import { expect, test } from "../fixtures";
import { NewCasePage } from "../pages/new-case";
import { PatientPage, PatientsPage, RegisterPatientPage } from "../pages/patients";
import { uniqueWord } from "../rows";

test("a name is found with a slip, without its accents, by a part, in any order", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const family = uniqueWord();
  const name = `Zoë Brönte-${family}`;
  await rows.patient(place, { name, preferredName: `Kit${family}` });
  await rows.patient(place, { name: "Somebody Else" });
  const patients = await PatientsPage.open(page);
  const slip = `${family.slice(0, 5)}${family.slice(6)}`;
  for (const typed of [
    `zoe bronte ${family}`,
    `BRONTE ${family}`,
    `${family} zoë`,
    slip,
    `kit${family.toLowerCase()}`,
  ]) {
    await patients.look(typed);
    await expect(patients.found.first(), typed).toContainText(name);
  }
  await patients.look(`Nobodyofthisname${uniqueWord()}`);
  await expect(page.getByText("Nobody fits", { exact: true })).toBeVisible();
  await expect(page.getByRole("main").getByRole("link", { name: "Register a patient" }).first()).toBeVisible();
});

test("a record number is found as people group it, a date of birth as people write it", async ({
  page,
  login,
  rows,
}) => {
  const { place } = await login("associate");
  const { name } = await rows.patient(place, { recordNumber: "HX4417092", bornOn: "1959-03-12" });
  await rows.patient(place, { recordNumber: "HX9999999", bornOn: "1959-12-03" });
  const patients = await PatientsPage.open(page);
  for (const typed of ["hx 441-7092", "HX441", "12 March 1959", "1959-03-12", "03/12/1959"]) {
    await patients.look(typed);
    await expect(patients.found.filter({ hasText: name }), typed).toHaveCount(1);
  }
  await patients.look("12 March 1959");
  await expect(patients.found).toHaveCount(1);
  await expect(patients.found).toContainText("12 Mar 1959");
});

test("patients of another site are not found", async ({ page, login, rows }) => {
  await login("associate");
  const foreign = await rows.patient(await rows.place(), { recordNumber: uniqueWord().toUpperCase() });
  const patients = await PatientsPage.open(page);
  for (const typed of [foreign.name, foreign.recordNumber ?? ""]) {
    await patients.look(typed);
    await expect(page.getByText("Nobody fits", { exact: true })).toBeVisible();
  }
});

const NAMES = [
  ["one word", "Suharto"],
  ["Arabic", "فاطمة بنت محمد الفهرية"],
  ["Chinese", "欧阳晓明"],
  ["apostrophes and hyphens", "Siobhán O’Brien-D'Souza"],
  ["combining accents", "Nguyễn Thị Ánh"],
  ["300 characters", "Ua ".repeat(100).trim().padEnd(300, "x")],
] as const;

for (const [what, name] of NAMES) {
  test(`a name is registered to the letter: ${what}`, async ({ page, login, rows }) => {
    const { place } = await login("associate");
    const form = await RegisterPatientPage.open(page);
    await expect(form.name).toBeFocused();
    await form.name.fill(name);
    const patient = await form.register();
    await expect(patient.title).toHaveText(name);
    await expect(page.getByRole("main")).toContainText("date of birth not known");
    expect(await rows.count("Patient", '"siteId" = $1 AND "name" = $2', place.id, name)).toBe(1);
  });
}

test("somebody who has died is registered with what is known, and shown with care", async ({ page, login }) => {
  await login("associate");
  const form = await RegisterPatientPage.open(page);
  await form.name.fill("Ignatius Perpetuo");
  await form.field("Date of birth").fill("1931-02-03");
  await form.field("Date of death").fill("2026-02-02");
  await form.send();
  await expect(form.problems).toContainText("Tick “Has died” as well");
  await form.field("Has died").check();
  await form.field("Language").fill("ro");
  await form.field("Needs an interpreter").check();
  await form.field("Address").fill("1 High Street\nFlat 2");
  const patient = await form.register();
  await expect(page.getByRole("main")).toContainText("has died");
  await expect(page.getByRole("main")).toContainText("aged 94");
  await expect(page.getByRole("main")).toContainText("interpreter: Romanian");
  await expect(patient.card("About them")).toContainText("Died2 Feb 2026");
});

test("a record number that is taken is told beside its field, and nothing typed is lost", async ({
  page,
  login,
  rows,
}) => {
  const { place } = await login("associate");
  const recordNumber = uniqueWord().toUpperCase();
  const holder = await rows.patient(place, { recordNumber });
  const form = await RegisterPatientPage.open(page);
  const typed = { Name: "Ottoline Ferrars", Phone: "020 7946 0000", Address: "2 Low Road\nBarn" };
  for (const [label, value] of Object.entries(typed)) await form.field(label).fill(value);
  await form.field("Record number").fill(`${recordNumber.slice(0, 4)} ${recordNumber.slice(4).toLowerCase()}`);
  await form.send();
  const told = "Somebody at this site already has this record number.";
  await expect(form.field("Record number")).toHaveAccessibleDescription(new RegExp(told));
  const way = form.problems.getByRole("link", { name: "Open the record that has it" });
  await expect(way).toHaveAttribute("href", `/patients/${holder.id}`);
  await form.problems.getByRole("link", { name: told }).click();
  await expect(form.field("Record number")).toBeFocused();
  for (const [label, value] of Object.entries(typed)) await expect(form.field(label)).toHaveValue(value);

  await form.field("Record number").fill(uniqueWord());
  const patient = await form.register();
  await expect(patient.title).toHaveText("Ottoline Ferrars");
});

test("pressing Register twice registers one person", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await RegisterPatientPage.open(page);
  await form.name.fill("Perdita Quill");
  await page.getByRole("button", { name: "Register patient" }).dblclick();
  await expect(form.title).toHaveText("Perdita Quill");
  expect(await rows.count("Patient", '"siteId" = $1', place.id)).toBe(1);
});

test("details are changed, and the page shows the patient's cases", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const first = await rows.case(place, me, { patient });
  await rows.case(place, me, { about: "Somebody else's" });
  const shown = await PatientPage.open(page, patient.id);
  await expect(shown.card("Cases").getByRole("row")).toHaveCount(2);
  await expect(shown.card("Cases")).toContainText(first.about);

  const dialog = await shown.openChange();
  await dialog.getByLabel("Preferred name").fill("Nan");
  await dialog.getByLabel("Best way to reach them").selectOption("Letter");
  await dialog.getByLabel("Date of birth").fill("1948-05-06");
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await expect(shown.news("Changed.")).toBeVisible();
  await expect(shown.card("About them")).toContainText("Nan");
  await expect(page.getByRole("main")).toContainText("born 6 May 1948");

  await page.getByRole("main").getByRole("link", { name: "New case" }).click();
  const form = new NewCasePage(page);
  await expect(form.title).toHaveText("New case");
  await expect(form.form).toContainText(patient.name);
});

test("registering from the new-case form returns to it with the patient chosen and the words restored", async ({
  page,
  login,
}) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await form.kind("Concern").choose();
  await form.words.fill("My mother is never given her tea.");
  await form.severity("Medium").choose();
  await expect(form.saved).toBeVisible();
  await page.getByRole("link", { name: "register the patient" }).click();
  const register = new RegisterPatientPage(page);
  await expect(register.title).toHaveText("Register a patient");
  await register.name.fill("Wilhelmina Orr");
  await register.send();
  await page.waitForURL(/\/cases\/new\?patient=/);
  await expect(form.form).toContainText("Wilhelmina Orr");
  await expect(form.words).toHaveValue("My mother is never given her tea.");
  await expect(form.kind("Concern").radio).toBeChecked();
  await expect(form.severity("Medium").radio).toBeChecked();
  const logged = await form.logCase();
  await expect(page.getByRole("complementary", { name: "About this case" })).toContainText("Wilhelmina Orr");
  await expect(logged.words).toHaveText("My mother is never given her tea.");
});
