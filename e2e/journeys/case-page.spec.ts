import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { visit } from "../pages/visit";

test("a closed case takes a note and nothing else", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const { reference } = await rows.case(place, me, { state: "closed" });
  const shown = await CasePage.open(page, reference);
  await expect(shown.addNoteButton).toBeVisible();
  for (const name of ["Change details", "What kind is it?", "Escalate", "Assign", "Take it", "Add issue"]) {
    await expect(page.getByRole("main").getByRole("button", { name })).toHaveCount(0);
  }
  await shown.addNote("They rang to say thanks.");
  await expect(shown.timeline).toContainText("They rang to say thanks.");
});

test("whoever only reads meets no button that would be refused", async ({ page, login, rows }) => {
  const { place, ...me } = await login("auditor");
  const raised = await rows.case(place, me);
  await rows.escalation(place, raised, me, "It has stood still for a week.");
  const shown = await CasePage.open(page, raised.reference);
  await expect(shown.words).toHaveText(raised.words);
  await expect(shown.card("Escalated, waits for an answer")).toContainText("It has stood still for a week.");
  await expect(page.getByRole("main").getByRole("button")).toHaveText(["Print case file"]);
  await expect(page.getByRole("main").getByRole("textbox")).toHaveCount(0);
});

test("an issue is added beside the first, once", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { id, about, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const dialog = await shown.openAddIssue();
  await dialog.getByRole("button", { name: "Add issue" }).click();
  await expect(dialog.getByLabel("What do they raise?")).toHaveAccessibleDescription(/is needed/);
  await dialog.getByLabel("What do they raise?").fill("The food was cold");
  await dialog.getByRole("group", { name: "How serious is it?" }).getByText("Low").click();
  await dialog.getByLabel("Category").selectOption("Management · Environment");
  await dialog.getByLabel("Where?").selectOption("Ward 1");
  await dialog.getByRole("button", { name: "Add issue" }).dblclick();
  await expect(dialog).toBeHidden();
  const issues = shown.card("Issues").getByRole("listitem");
  await expect(issues).toHaveText([new RegExp(about), /The food was cold.*Low.*Management · Environment · Ward 1/]);
  await expect(shown.timeline).toContainText("added an issue: The food was cold");
  expect(await rows.count("Issue", '"caseId" = $1', id)).toBe(2);
});

test("each deed stands in the timeline with its doer, the newest on top", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const other = await rows.person({ role: "associate", place });
  const { reference } = await rows.case(place, me, { severity: 2 });
  const shown = await CasePage.open(page, reference);
  await page.getByRole("button", { name: "Take it" }).click();
  await expect(shown.news(`${reference} is yours.`)).toBeVisible();
  const change = await shown.openChange();
  await change.severity("High").choose();
  await change.save();
  await expect(change.root).toBeHidden();
  const kind = await shown.openKind();
  await kind.choose("Grievance");
  await expect(kind.root).toBeHidden();
  await (await shown.openAssign()).assignTo(other.name);
  await expect(shown.timeline.getByRole("listitem").first()).toContainText(
    `${me.name} gave this case to ${other.name}, from ${me.name}`,
  );
  await expect(shown.timeline).toContainText("changed the severity from Medium to High");
  await expect(shown.timeline).toContainText("reclassified this case from Complaint to Grievance");
  await expect(shown.timeline).toContainText("took this case");
  await expect(shown.timeline).toContainText("finished its triage");
});

test("the patient's other cases are one press away, and not those of another site", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const first = await rows.case(place, me, { patient });
  const second = await rows.case(place, me, { patient });
  await CasePage.open(page, first.reference);
  const aside = page.getByRole("complementary", { name: "About this case" });
  await aside.getByRole("link", { name: second.about }).click();
  await expect(page).toHaveURL(`/cases/${second.reference}`);
  await aside.getByRole("link", { name: patient.name }).click();
  await expect(page).toHaveURL(`/patients/${patient.id}`);
});

test("single letters do their deed on the page, and are letters while one types", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const { reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  await expect(async () => {
    await page.keyboard.press("n");
    await expect(shown.note).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.type("a nice case, indeed: c/e?");
  await expect(shown.note).toHaveValue("a nice case, indeed: c/e?");
  await expect(shown.dialog).toBeHidden();
  await page.keyboard.press("Control+Enter");
  await expect(shown.timeline).toContainText("a nice case, indeed: c/e?");

  await shown.title.focus();
  await page.keyboard.press("a");
  await expect(shown.dialog).toContainText(`Assign ${reference}`);
  await expect(shown.dialog.getByRole("radio").and(page.locator(":focus"))).toHaveCount(1);
  await page.keyboard.press("Escape");
  await expect(shown.title).toBeFocused();
  await page.keyboard.press("e");
  await expect(shown.dialog).toContainText(`Escalate ${reference}`);
  await expect(shown.dialog.getByLabel("Why does it need a supervisor?")).toBeFocused();
});

test("the search box of every page finds a case by its reference and a patient by a name", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  const { about, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  await shown.search(patient.name);
  await expect(page).toHaveURL(/\/search\?q=/);
  await expect(page.getByRole("main").getByRole("link", { name: patient.name })).toBeVisible();
  await shown.search(reference.slice(0, -2));
  await expect(shown.title).toHaveText(about);
  await shown.search(patient.name);
  await expect(shown.title).toHaveText("Search");
  await shown.search(` ${reference.toLowerCase().replaceAll("-", "")} `);
  await expect(shown.title).toHaveText(about);
});

test("a long history is read page by page to its beginning, and back", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const raised = await rows.case(place, me);
  await rows.notes(place, raised, me, 60);
  const shown = await CasePage.open(page, raised.reference);
  const entries = shown.timeline.getByRole("listitem");
  await expect(entries).toHaveCount(50);
  await expect(entries.first()).toContainText("Note 60 of 60");
  await page.getByRole("link", { name: "Older" }).click();
  await expect(entries).toHaveCount(10);
  await expect(entries.last()).toContainText("Note 1 of 60");
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
  await expect(shown.words).toHaveText(raised.words);
  await page.getByRole("link", { name: "Newest" }).click();
  await expect(entries).toHaveCount(50);
});

test("a link to a place far down a case leads there, and going back and forth finds it again", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("supervisor");
  const given = await rows.case(place, me, { words: "The ward was loud.\n".repeat(60) });
  await rows.request(place, given, me, { dueInHours: -5 });
  await visit(page, "/");
  await page.getByRole("main").locator(`a[href="/cases/${given.reference}#requests"]`).first().click();
  const requests = page.getByRole("region", { name: "Requests to units" });
  await expect(requests).toBeInViewport();
  const stood = await page.evaluate(() => window.scrollY);
  expect(stood).toBeGreaterThan(300);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(given.about);
  await page.goForward();
  await expect(requests).toBeInViewport();
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(stood);
});
