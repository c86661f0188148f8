import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { MyDayPage } from "../pages/my-day";
import { reload } from "../pages/visit";

test("a call is logged by keyboard in four answers, and from then on the patient has heard from us", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const given = await rows.case(place, me, { owner: me, receivedAt: new Date(Date.now() - 3 * 86_400_000) });
  const shown = await CasePage.open(page, given.reference);
  await expect(page.getByRole("main")).toContainText("Has not heard from us yet, for 3 days");
  await expect(async () => {
    await page.keyboard.press("l");
    await expect(shown.contact("Which way?", "We contacted them").radio).toBeFocused({ timeout: 200 });
  }).toPass();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(shown.contact("How did it end?", "Talked").radio).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.type("The letter goes out on Friday.");
  await page.keyboard.press("Control+Enter");
  const entry = shown.timeline
    .getByRole("listitem")
    .filter({ hasText: / logged an? / })
    .first();
  await expect(entry).toContainText("logged an outgoing call: talked");
  await expect(entry).toContainText("The letter goes out on Friday.");
  await expect(page.getByRole("main")).toContainText("Heard from us today");
  await expect(shown.contactForm.getByLabel("What was said?")).toHaveValue("");
  expect(await rows.count("Contact", '"caseId" = $1', given.id)).toBe(1);
});

test("a call with the daughter through an interpreter says who, how, and that she may not be told", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const given = await rows.case(place, me);
  const shown = await CasePage.open(page, given.reference);
  await shown.face("Contact").click();
  await shown.contact("How did it end?", "Talked").choose();
  const form = shown.contactForm;
  await form.getByText("When, minutes, interpreter").click();
  await form.getByLabel("Minutes").fill("12");
  await shown.contact("With whom?", "Somebody else").choose();
  await shown.contact("May they be told about the patient?", "No").choose();
  await form.getByLabel("Relation to the patient").fill("daughter");
  await form.getByLabel("Language").selectOption("Romanian");
  await shown.logContact("She asks what we know.");
  await expect(form.getByLabel("Their name")).toHaveAccessibleDescription(/Say who it was/);
  await expect(form.getByLabel("How", { exact: true })).toHaveAccessibleDescription(/Choose how they interpreted/);
  await form.getByLabel("Their name").fill("Ana Marcu");
  await form.getByLabel("How", { exact: true }).selectOption("Interpreter by phone");
  await form.getByLabel("Name or number").fill("4471");
  await form.getByRole("button", { name: "Log contact" }).click();
  const entry = shown.timeline
    .getByRole("listitem")
    .filter({ hasText: / logged an? / })
    .first();
  await expect(entry).toContainText("With Ana Marcu, daughter.");
  await expect(entry).toContainText("12 min");
  await expect(entry).toContainText("Romanian: interpreter by phone, 4471");
  await expect(entry).toContainText("They may not be told about the patient.");
  await expect(page.getByRole("main")).toContainText("Has not heard from us yet");
});

test("an hour that clocks show twice is told as it is typed, and asked for", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const given = await rows.case(place, me);
  const shown = await CasePage.open(page, given.reference);
  await shown.face("Contact").click();
  await shown.contact("How did it end?", "No answer").choose();
  const form = shown.contactForm;
  await form.getByText("When, minutes, interpreter").click();
  // The last change of the clocks in London that lies behind us.
  const sunday = lastSundayOfOctober(new Date());
  await form.getByLabel("When?").fill(`${sunday}T01:30`);
  await expect(form).toContainText("came twice, because the clocks went back");
  await form.getByRole("button", { name: "Log contact" }).click();
  await expect(form.getByLabel("When?")).toHaveAccessibleDescription(/came twice/);
  await shown.contact("Which of the two?", "The second").choose();
  await form.getByRole("button", { name: "Log contact" }).click();
  await expect(shown.timeline).toContainText("logged an outgoing call: no answer");
  const [row] = await rows.read<{ at: Date }>('SELECT "at" FROM "Contact" WHERE "caseId" = $1', [given.id]);
  expect(row?.at.toISOString()).toBe(`${sunday}T01:30:00.000Z`);
});

test("what was typed in each face waits there, through a reload", async ({ page, login, rows }) => {
  const { place, ...me } = await login("manager");
  const given = await rows.case(place, me);
  const shown = await CasePage.open(page, given.reference);
  await shown.note.fill("Rang the ward.");
  await expect(shown.noteForm.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await shown.face("Contact").click();
  await shown.contact("How?", "Letter").choose();
  await shown.contactForm.getByLabel("What was said?").fill("Sent the second letter.");
  await expect(shown.contactForm.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await shown.face("Privileged note").click();
  await shown.privilegedForm.getByLabel("Privileged note").fill("For the reviewers.");
  await expect(shown.privilegedForm.getByRole("status").filter({ hasText: /^Saved/ })).toBeVisible();
  await reload(page);
  await expect(shown.note).toHaveValue("Rang the ward.");
  await shown.face("Contact").click();
  await expect(shown.contact("How?", "Letter").radio).toBeChecked();
  await expect(shown.contactForm.getByLabel("What was said?")).toHaveValue("Sent the second letter.");
  await shown.face("Privileged note").click();
  await expect(shown.privilegedForm.getByLabel("Privileged note")).toHaveValue("For the reviewers.");
});

test("a contact that was logged wrongly is voided with a reason, and can still be read", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const given = await rows.case(place, me);
  const shown = await CasePage.open(page, given.reference);
  await shown.face("Contact").click();
  await shown.contact("How did it end?", "Talked").choose();
  await shown.logContact("Meant for another case.");
  await expect(page.getByRole("main")).toContainText("Heard from us today");
  await shown.timeline.getByRole("button", { name: "Void this contact" }).click();
  await shown.dialog.getByRole("button", { name: "Void", exact: true }).click();
  await expect(shown.dialog.getByLabel("What is wrong with it?")).toHaveAccessibleDescription(/A reason is needed/);
  await shown.dialog.getByLabel("What is wrong with it?").fill("It was another patient.");
  await shown.dialog.getByRole("button", { name: "Void", exact: true }).click();
  await expect(shown.timeline.getByRole("listitem").filter({ hasText: "voided an outgoing call" })).toHaveCount(1);
  const logged = shown.timeline.getByRole("listitem").filter({ hasText: "Meant for another case." });
  await expect(logged).toContainText(`Voided by ${me.name}`);
  await expect(page.getByRole("main")).toContainText("Has not heard from us yet");
  await page.getByRole("navigation", { name: "What to show" }).getByRole("link", { name: "Notes" }).click();
  await expect(page.getByRole("main")).toContainText("Nothing of this kind yet.");
});

test("a colleague named with @ finds the note in My day until they say that they saw it", async ({
  page,
  login,
  rows,
  otherBrowser,
}) => {
  const { place, ...me } = await login("associate");
  const robin = await rows.person({ role: "supervisor", place });
  const given = await rows.case(place, me);
  const shown = await CasePage.open(page, given.reference);
  await shown.note.focus();
  await page.keyboard.type(`Please look, @${robin.name.slice(0, 8).toLowerCase()}`);
  await expect(page.getByRole("option", { name: robin.name })).toBeVisible();
  await page.keyboard.press("Enter");
  await page.keyboard.type("today.");
  await expect(shown.note).toHaveValue(`Please look, @${robin.name} today.`);
  await expect(shown.noteForm).toContainText(`Will be told: ${robin.name}.`);
  await page.keyboard.press("Control+Enter");
  await expect(shown.timeline).toContainText(`Please look, @${robin.name} today.`);

  const theirs = await otherBrowser();
  await login(robin, theirs);
  const day = await MyDayPage.open(theirs);
  await expect(day.card("Mentions of you")).toContainText(`Please look, @${robin.name} today.`);
  await day.card("Mentions of you").getByRole("button", { name: "Seen" }).click();
  await expect(day.card("Mentions of you")).toHaveCount(0);
});

test("a privileged note is there for managers, and nobody else learns of it", async ({
  page,
  login,
  rows,
  otherBrowser,
}) => {
  const { place, ...me } = await login("manager");
  const supervisor = await rows.person({ role: "supervisor", place });
  const given = await rows.case(place, me);
  const shown = await CasePage.open(page, given.reference);
  await shown.face("Privileged note").click();
  await expect(shown.privilegedForm).toContainText("never in a letter, an export or a search");
  await shown.privilegedForm.getByLabel("Privileged note").fill("The reviewers disagree.");
  await page.keyboard.press("Control+Enter");
  await expect(shown.card("Peer review")).toContainText("The reviewers disagree.");
  await expect(shown.timeline).not.toContainText("privileged");

  const theirs = await otherBrowser();
  await login(supervisor, theirs);
  const other = await CasePage.open(theirs, given.reference);
  await expect(other.face("Contact")).toBeVisible();
  await expect(other.face("Privileged note")).toHaveCount(0);
  await expect(other.page.getByRole("main")).not.toContainText("reviewers");
  await expect(other.page.getByRole("main")).not.toContainText("Peer review");
});

function lastSundayOfOctober(now: Date): string {
  const in31 = new Date(Date.UTC(now.getUTCFullYear(), 9, 31));
  const sunday = new Date(in31.getTime() - in31.getUTCDay() * 86_400_000);
  if (sunday.getTime() + 86_400_000 > now.getTime())
    return lastSundayOfOctober(new Date(Date.UTC(now.getUTCFullYear() - 1, 11, 31)));
  return sunday.toISOString().slice(0, 10);
}
