import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { MyDayPage } from "../pages/my-day";
import { RequestPage } from "../pages/request";
import { reload } from "../pages/visit";

const QUESTION = "Who was on duty that night?\nAnd who was called?";
const ANSWER = "Two nurses and a floater.\nNobody was called.";

test("an associate asks a unit, its responder answers, and the answer comes back to the case and to My day", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const [unit] = place.units;
  const patient = await rows.patient(place, { recordNumber: "44170902" });
  const responder = await rows.person({ role: "responder", place });
  const given = await rows.case(place, me, { patient, owner: me });

  const shown = await CasePage.open(page, given.reference);
  const dialog = await shown.openAsk();
  await dialog.unit.selectOption({ label: unit.name });
  await expect(dialog.root).toContainText(`Reaches ${responder.name}.`);
  await dialog.question.fill(QUESTION);
  await dialog.quick("Tomorrow").click();
  await expect(dialog.due).toHaveValue(/T17:00$/);
  await expect(dialog.preview).toContainText("Nothing else");
  await expect(dialog.preview).not.toContainText(patient.name);
  await dialog.share("The patient's name and record number").check();
  await expect(dialog.preview).toContainText(`${patient.name}, record number 44170902`);
  await dialog.ask();
  await expect(shown.news(`${unit.name} is asked.`)).toBeVisible();
  await expect(shown.request("Who was on duty")).toContainText(/Due in \d+ hours/);
  await expect(shown.timeline).toContainText(`asked ${unit.name}`);
  await expect(shown.timeline).toContainText("And who was called?");

  const desk = await otherBrowser();
  await login(responder, desk);
  const day = await MyDayPage.open(desk);
  await expect(desk.getByRole("link", { name: /^Requests\s+1 open$/ })).toBeVisible();
  await day
    .card("Asked of your unit")
    .getByRole("link", { name: /Who was on duty/ })
    .click();
  const request = new RequestPage(desk);
  await expect(request.title).toHaveText("Who was on duty that night?");
  await expect(request.shared).toContainText(patient.name);
  await expect(desk.getByRole("main")).not.toContainText(given.words);
  await expect(desk.getByRole("main")).not.toContainText(given.reference);
  await request.answer.fill(ANSWER);
  await expect(request.saved).toBeVisible();
  await reload(desk);
  await expect(request.answer).toHaveValue(ANSWER);
  await request.sendButton.dblclick();
  await expect(request.card("Answered")).toContainText("Nobody was called.");
  await MyDayPage.open(desk);
  await expect(day.card("Asked of your unit")).toContainText("Nothing is asked of your unit");
  expect(await rows.count("Draft", '"personId" = $1', responder.id)).toBe(0);

  const mine = await MyDayPage.open(page);
  await mine
    .card("Answers that came in")
    .getByRole("link", { name: /Who was on duty/ })
    .click();
  await page.waitForURL(new RegExp(`/cases/${given.reference}`));
  await expect(shown.timeline).toContainText(`${responder.name} answered for ${unit.name}`);
  await expect(shown.timeline).toContainText("Two nurses and a floater.");
  await expect(shown.request("Who was on duty")).toContainText("Nobody was called.");
});

test("of two responders who answer at once the second is told, is shown both, and loses nothing", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...first } = await login("responder");
  const staff = await rows.person({ role: "associate", place });
  const asked = await rows.request(place, await rows.case(place, staff), staff);
  const desk = await otherBrowser();
  await login(await rows.person({ role: "responder", place }), desk);
  const [mine, theirs] = [await RequestPage.open(page, asked.id), await RequestPage.open(desk, asked.id)];
  await theirs.answer.fill("We closed at six.");
  await mine.answer.fill("It was before noon.");
  await mine.sendButton.click();
  await expect(mine.card("Answered")).toContainText("It was before noon.");
  await theirs.sendButton.click();
  const conflict = desk.getByRole("main").getByRole("alert");
  await expect(conflict).toContainText(`${first.name} has answered this already.`);
  await expect(conflict.getByRole("row", { name: /^Answer/ })).toContainText("It was before noon.");
  await expect(theirs.answer).toHaveValue("We closed at six.");
  await conflict.getByRole("button", { name: "Keep theirs" }).click();
  await expect(theirs.card("Answered")).toContainText("It was before noon.");
});

test("what is asked wrongly is told beside its field, and what was typed stays", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const dialog = await shown.openAsk();
  await dialog.unit.selectOption({ label: "Ward 2 (nobody answers yet)" });
  await expect(dialog.root).toContainText("Nobody answers for Ward 2 yet");
  await dialog.question.fill("Was it cold?");
  await dialog.ask();
  await expect(dialog.due).toHaveAccessibleDescription(/by when/);
  await dialog.due.fill("2020-01-01T10:00");
  await dialog.ask();
  await expect(dialog.due).toHaveAccessibleDescription(/past already/);
  await page.keyboard.press("Escape");
  await reload(page);
  await shown.openAsk();
  await expect(dialog.question).toHaveValue("Was it cold?");
  await expect(dialog.unit.locator("option:checked")).toHaveText(/^Ward 2/);
  await expect(dialog.due).toHaveValue("2020-01-01T10:00");
  await dialog.quick("In 3 days").click();
  await dialog.root.getByRole("button", { name: "Ask", exact: true }).dblclick();
  await expect(dialog.root).toBeHidden();
  await expect(shown.requests.getByRole("listitem")).toHaveCount(1);
  await expect(shown.request("Was it cold?")).toContainText("Nobody answers for this unit yet");
});

test("a late request is marked, reminded of once, and sent back; it is asked again from there", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const [unit, other] = place.units;
  const responder = await rows.person({ role: "responder", place });
  const given = await rows.case(place, me, { owner: me });
  const asked = await rows.request(place, given, me, { question: "When did it close?", dueInHours: -49 });
  const mine = await MyDayPage.open(page);
  await expect(mine.card("Late requests")).toContainText("2 days late");
  const shown = await CasePage.open(page, given.reference);
  await expect(shown.request("When did it close?")).toContainText("2 days late");
  await shown.request("When did it close?").getByRole("button", { name: "Remind" }).dblclick();
  await expect(shown.news(`${unit.name} is reminded.`)).toBeVisible();
  await expect(shown.request("When did it close?").getByRole("button", { name: "Remind" })).toHaveCount(0);

  const desk = await otherBrowser();
  await login(responder, desk);
  const request = await RequestPage.open(desk, asked.id);
  await expect(desk.getByRole("main")).toContainText("They reminded you");
  await request.returnWith("That was Ward 2.");
  await expect(request.card("Returned")).toContainText("That was Ward 2.");

  await reload(page);
  await shown.request("That was Ward 2.").getByRole("button", { name: "Ask again" }).click();
  const again = shown.dialog;
  await expect(again.getByLabel("What do you ask?")).toHaveValue("When did it close?");
  await again.getByLabel("Which unit?").selectOption({ label: `${other.name} (nobody answers yet)` });
  await again.getByRole("button", { name: "Tomorrow" }).click();
  await again.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(again).toBeHidden();
  await shown.request(other.name).getByRole("button", { name: "Withdraw" }).click();
  await shown.dialog.getByLabel("Why is it no longer needed?").fill("They rang.");
  await shown.dialog.getByRole("button", { name: "Withdraw request" }).click();
  await expect(shown.requests.getByRole("listitem").filter({ hasText: "Withdrawn" })).toContainText("They rang.");
  await expect(shown.timeline).toContainText(`withdrew the request to ${other.name}`);
});
