import { expect, type Locator, type Page } from "@playwright/test";
import { test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { PatientsPage, RegisterPatientPage } from "../pages/patients";
import { visit } from "../pages/visit";

/** One line each, as people paste it and as attackers write it. */
const LINES = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(2)>',
  "<svg/onload=alert(3)>",
  "</textarea><script>alert(4)</script>",
  "javascript:alert(5)",
  "{{7*7}} <%= 7*7 %> #{7*7}",
  '\'; DROP TABLE "Case"; --',
  "' OR '1'='1",
  '=HYPERLINK("http://elsewhere.example","press")',
  "\\u0000 %00 \\x00 &#0; &lt;b&gt; &amp;",
  "../../../../etc/passwd",
  "null",
  "undefined",
  "[object Object]",
  "__proto__",
  "0",
  "-1e309",
  "مرحبا بالعالم ‏123‏ abc",
  "שלום \u202Eenil siht nrut\u202C bidi",
  "日本語のテキスト、一行。",
  "Zalgo̶̧͉̝ t̷͎̆e̸̱͝x̵̙̌t̴̫͂",
  "👩🏽‍🚀 👨‍👩‍👧‍👦 🏳️‍🌈 🇳🇿 é e\u0301",
  "a\u200Bb\u200Dc\uFEFFd\u00A0e",
  "W".repeat(190),
  "  two leading and three trailing   ",
] as const;

async function expectToldBeside(form: { problems: Locator }, field: Locator, message: string | RegExp): Promise<void> {
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(message);
  await form.problems.getByRole("link", { name: message }).click();
  await expect(field).toBeFocused();
}

/** Puts text into a field that no key could type. */
async function force(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, value) => {
    if (!(element instanceof HTMLTextAreaElement) && !(element instanceof HTMLInputElement)) return;
    element.value = value;
    element.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }, text);
}

const textOf = (where: Locator) => where.evaluate((element) => element.textContent);

async function expectNothingRan(page: Page): Promise<void> {
  await expect(page.locator("main script, main img[src=x], main svg[onload]")).toHaveCount(0);
}

test("whatever is said is shown back to the letter and never run", async ({ page, login, rows }) => {
  test.slow();
  const { place } = await login("associate");
  const words = `${LINES.join("\n")}\n\n\tlast line`;
  const form = await NewCasePage.open(page);
  await form.kind("Complaint").choose();
  await form.reporter("Visitor").choose();
  await form.reporterName.fill(LINES[1]);
  await form.reporterContact.fill(LINES[4]);
  await form.words.fill(words);
  await form.severity("Low").choose();
  await form.wanted.fill(LINES.slice(0, 20).join("\n"));
  const logged = await form.logCase();
  expect(await textOf(logged.words)).toBe(words);
  await expectNothingRan(page);
  const [kept] = await rows.read<{ words: string; wanted: string; reporterName: string }>(
    'SELECT "words", "wanted", "reporterName" FROM "Case" WHERE "siteId" = $1',
    [place.id],
  );
  expect(kept).toEqual({ words, wanted: LINES.slice(0, 20).join("\n"), reporterName: LINES[1] });
  for (const path of ["/", "/cases?tab=all"]) {
    await visit(page, path);
    await expectNothingRan(page);
  }
});

for (const part of [0, 1, 2]) {
  test(`each odd line stands in the timeline as a note, as it was written (${part + 1} of 3)`, async ({
    page,
    login,
    rows,
  }) => {
    const { place, ...me } = await login("associate");
    const { reference } = await rows.case(place, me);
    const shown = await CasePage.open(page, reference);
    for (const line of LINES.filter((_, index) => index % 3 === part)) {
      await shown.addNote(line);
      await expect(shown.note).toHaveValue("");
      const newest = shown.timeline.getByRole("listitem").first().locator("p").last();
      await expect.poll(() => textOf(newest)).toBe(line);
    }
    await expectNothingRan(page);
  });
}

for (const part of [0, 1, 2]) {
  test(`each odd line can be a name, in a list and on its page (${part + 1} of 3)`, async ({ page, login, rows }) => {
    const { place } = await login("associate");
    const names = LINES.filter((_, index) => index % 3 === part);
    for (const name of names) await rows.patient(place, { name });
    const patients = await PatientsPage.open(page);
    await expect(patients.found).toHaveCount(names.length);
    const shown = await patients.found.getByRole("link").evaluateAll((links) => links.map((link) => link.textContent));
    expect(shown.toReversed()).toEqual(names);
    await expectNothingRan(page);
    await patients.found.last().getByRole("link").click();
    await expect.poll(() => textOf(patients.title)).toBe(names[0]);
    await expectNothingRan(page);
  });
}

test("an odd line is registered as a name to the letter", async ({ page, login }) => {
  await login("associate");
  const form = await RegisterPatientPage.open(page);
  await form.name.fill(LINES[0]);
  await form.field("Preferred name").fill(LINES[18]);
  const patient = await form.register();
  expect(await textOf(patient.title)).toBe(LINES[0]);
  await expectNothingRan(page);
});

test("an empty new case says what is missing, beside each field and at the top", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.wanted.fill("Their money back");
  await form.logButton.click();
  await expect(form.problems).toBeFocused();
  await expect(form.problems).toContainText("3 things need a look");
  await expectToldBeside(form, form.words, /What they said is needed\./);
  for (const [choice, legend, message] of [
    [form.kind("Inquiry"), "What is it?", /Choose what this is\./],
    [form.severity("Low"), "How serious does it sound?", /Say how serious it sounds\.|Choose low, medium or high\./],
  ] as const) {
    await expect(page.getByRole("group", { name: legend })).toHaveAccessibleDescription(message);
    await form.problems.getByRole("link", { name: message }).click();
    await expect(choice.radio).toBeFocused();
  }
  await expect(form.wanted).toHaveValue("Their money back");
  expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(0);
});

const REFUSED = [
  ["spaces", " \n\t  \u00A0 ", /What they said is needed\./],
  ["invisible signs", "\u200B\u200D\u2060\uFEFF", /What they said is needed\./],
  ["20,001 characters", "x".repeat(20_001), /This is 1 characters? too long; the limit is 20,000\./],
  ["a control character", "They said\u0007 so.", /control character/],
  ["a null", "They said\u0000 so.", /control character/],
  ["an escape", "They said \u001B[31mred\u001B[0m.", /control character/],
] as const;

for (const [what, text, message] of REFUSED) {
  test(`words that cannot be kept are told beside their field and stay there: ${what}`, async ({
    page,
    login,
    rows,
  }) => {
    const { place } = await login("associate");
    const form = await NewCasePage.open(page);
    await form.fill("x");
    await force(form.words, text);
    await form.logButton.click();
    await expectToldBeside(form, form.words, message);
    await expect(form.words).toHaveValue(text);
    await expect(form.severity("Low").radio).toBeChecked();
    expect(await rows.count("Case", '"siteId" = $1', place.id)).toBe(0);
  });
}

test("words of exactly 20,000 characters are kept", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await NewCasePage.open(page);
  await form.fill("ü".repeat(20_000));
  await expect(form.form).toContainText("0 characters left");
  await form.logCase();
  expect(await rows.count("Case", '"siteId" = $1 AND char_length("words") = 20000', place.id)).toBe(1);
});

test("a note that cannot be kept is told beside its field and stays there", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  for (const [text, message] of [
    ["", /A note is needed\./],
    [" \n ", /A note is needed\./],
    ["x".repeat(10_001), /the limit is 10,000/],
    ["bell\u0007", /control character/],
  ] as const) {
    await force(shown.note, text);
    await shown.addNoteButton.click();
    await expectToldBeside(shown, shown.note, message);
    await expect(shown.note).toHaveValue(text);
  }
  expect(await rows.count("Note", '"caseId" = $1', id)).toBe(0);
});

test("what cannot be registered is told beside its field, all of it at once", async ({ page, login, rows }) => {
  const { place } = await login("associate");
  const form = await RegisterPatientPage.open(page);
  await form.name.fill("   ");
  await form.field("Date of birth").fill("2990-01-01");
  await form.field("Language").fill("not a language");
  await form.field("Phone").fill("1".repeat(61));
  await force(form.field("Preferred name"), "bell\u0007");
  await form.send();
  await expectToldBeside(form, form.name, /A name is needed\./);
  await expectToldBeside(form, form.field("Language"), /Choose a language from the list/);
  await expectToldBeside(form, form.field("Phone"), /1 characters? too long/);
  await expectToldBeside(form, form.field("Preferred name"), /control character/);
  await expect(form.field("Phone")).toHaveValue("1".repeat(61));

  await form.name.fill("Cosima Wren");
  await form.field("Language").fill("ro");
  await form.field("Phone").fill("1");
  await form.field("Preferred name").fill("");
  await form.send();
  await expectToldBeside(form, form.field("Date of birth"), /in the future/);
  await expect(form.name).toHaveValue("Cosima Wren");
  expect(await rows.count("Patient", '"siteId" = $1', place.id)).toBe(0);
});
