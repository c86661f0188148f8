import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { PatientPage } from "../pages/patients";

test("the second of two who change the same field is told, sees both, and decides", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const colleague = await otherBrowser();
  await login(await rows.person({ role: "associate", place }), colleague);
  const { id, reference } = await rows.case(place, me, { severity: 2 });
  const severity = () => rows.count("Case", '"id" = $1 AND "severity" = 3', id);

  const mine = await (await CasePage.open(page, reference)).openChange();
  const theirs = await (await CasePage.open(colleague, reference)).openChange();
  await theirs.severity("Low").choose();
  await theirs.save();
  await expect(theirs.root).toBeHidden();

  await mine.severity("High").choose();
  await mine.save();
  await expect(mine.conflict).toContainText("Somebody else changed this too while you were at it.");
  await expect(mine.difference("Severity")).toHaveText(/Severity\s*Low\s*High/);
  await expect(mine.severity("High").radio).toBeChecked();
  expect(await severity()).toBe(0);

  await mine.root.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(mine.root).toBeHidden();
  expect(await severity()).toBe(1);
});

test("keeping theirs changes nothing", async ({ page, otherBrowser, login, rows }) => {
  const { place, ...me } = await login("associate");
  const colleague = await otherBrowser();
  await login(await rows.person({ role: "associate", place }), colleague);
  const { id, reference } = await rows.case(place, me);
  const mine = await (await CasePage.open(page, reference)).openChange();
  const theirs = await (await CasePage.open(colleague, reference)).openChange();
  await theirs.about.fill("The lift stood still");
  await theirs.save();
  await expect(theirs.root).toBeHidden();
  await mine.about.fill("A broken lift");
  await mine.save();
  await expect(mine.difference("About")).toContainText("The lift stood still");
  await mine.root.getByRole("button", { name: "Keep theirs" }).click();
  await expect(mine.root).toBeHidden();
  await expect(new CasePage(page).title).toHaveText("The lift stood still");
  expect(await rows.count("Case", '"id" = $1 AND "about" = $2', id, "The lift stood still")).toBe(1);
});

test("changes of different fields both stand, and nobody is asked", async ({ page, otherBrowser, login, rows }) => {
  const { place, ...me } = await login("associate");
  const colleague = await otherBrowser();
  await login(await rows.person({ role: "associate", place }), colleague);
  const { id, reference } = await rows.case(place, me, { severity: 2 });
  const mine = await (await CasePage.open(page, reference)).openChange();
  const theirs = await (await CasePage.open(colleague, reference)).openChange();
  await theirs.about.fill("A broken lift");
  await theirs.save();
  await expect(theirs.root).toBeHidden();
  await mine.severity("High").choose();
  await mine.save();
  await expect(mine.root).toBeHidden();
  expect(await rows.count("Case", `"id" = $1 AND "severity" = 3 AND "about" = 'A broken lift'`, id)).toBe(1);
});

test("of two who assign a case at once the second is told whose it is now", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("supervisor");
  const colleague = await otherBrowser();
  await login(await rows.person({ role: "supervisor", place }), colleague);
  const first = await rows.person({ role: "associate", place });
  const second = await rows.person({ role: "associate", place });
  const { id, reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const mine = await shown.openAssign();
  const theirs = await (await CasePage.open(colleague, reference)).openAssign();
  await theirs.assignTo(first.name);
  await expect(theirs.root).toBeHidden();

  await mine.assignTo(second.name);
  const conflict = mine.root.getByRole("alert");
  await expect(conflict).toContainText(`it is now with ${first.name}`);
  await expect(conflict.getByRole("row", { name: /^Owner/ })).toContainText(second.name);
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" = $2', id, first.id)).toBe(1);

  await mine.root.getByRole("button", { name: "Use mine" }).click();
  await mine.root.getByRole("button", { name: "Assign anyway" }).click();
  await expect(shown.news(`${reference} is now with ${second.name}.`)).toBeVisible();
  await shown.page.getByRole("button", { name: "Undo" }).click();
  await expect(shown.news(`Undone: ${reference} is with ${first.name} again.`)).toBeVisible();
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" = $2', id, first.id)).toBe(1);
});

test("of two who take a case at once the second is told who has it", async ({ page, otherBrowser, login, rows }) => {
  const { place, ...me } = await login("associate");
  const other = await rows.person({ role: "associate", place });
  const colleague = await otherBrowser();
  await login(other, colleague);
  const { id, reference } = await rows.case(place, me);
  const mine = await CasePage.open(page, reference);
  const theirs = await CasePage.open(colleague, reference);
  await theirs.page.getByRole("button", { name: "Take it" }).click();
  await expect(theirs.news(`${reference} is yours.`)).toBeVisible();
  await mine.page.getByRole("button", { name: "Take it" }).click();
  await expect(mine.news(`it is now with ${other.name}`)).toBeVisible();
  await expect(mine.page.getByRole("main").getByText(other.name).first()).toBeVisible();
  expect(await rows.count("Case", '"id" = $1 AND "ownerId" = $2', id, other.id)).toBe(1);
});

test("an answer that comes second stays on the screen beside the first", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place, ...me } = await login("supervisor");
  const other = await rows.person({ role: "supervisor", place });
  const colleague = await otherBrowser();
  await login(other, colleague);
  const raised = await rows.case(place, me);
  await rows.escalation(place, raised, me);
  await CasePage.open(page, raised.reference);
  await CasePage.open(colleague, raised.reference);
  for (const [desk, text] of [
    [colleague, "Refund them."],
    [page, "Offer them a call."],
  ] as const) {
    await desk.getByLabel("Your answer").fill(text);
    await desk.getByRole("button", { name: "Send back with this answer" }).click();
    await expect(desk.getByRole("main")).toContainText(
      desk === page ? `${other.name} has answered this already.` : "Refund them.",
    );
  }
  await expect(page.getByLabel("Your answer")).toHaveValue("Offer them a call.");
  await expect(page.getByRole("row", { name: /^Answer/ })).toContainText("Refund them.");
  await page.getByRole("button", { name: "Add mine as a note" }).click();
  const timeline = new CasePage(page).timeline;
  await expect(timeline).toContainText("Offer them a call.");
  await expect(timeline).toContainText("Refund them.");
});

test("the second of two who change the same detail of a patient is told, and decides", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place } = await login("associate");
  const colleague = await otherBrowser();
  await login(await rows.person({ role: "associate", place }), colleague);
  const { id } = await rows.patient(place);
  const phone = (number: string) => rows.count("Patient", '"id" = $1 AND "phone" = $2', id, number);
  const mine = await (await PatientPage.open(page, id)).openChange();
  const theirs = await (await PatientPage.open(colleague, id)).openChange();
  await theirs.getByLabel("Phone").fill("020 7946 0001");
  await theirs.getByLabel("Preferred name").fill("Annie");
  await theirs.getByRole("button", { name: "Save changes" }).click();
  await expect(theirs).toBeHidden();

  await mine.getByLabel("Phone").fill("020 7946 0002");
  await mine.getByRole("button", { name: "Save changes" }).click();
  await expect(mine.getByRole("row", { name: /^Phone/ })).toHaveText(/Phone\s*020 7946 0001\s*020 7946 0002/);
  await expect(mine.getByRole("alert")).toContainText("Preferred name is now Annie");
  await mine.getByRole("button", { name: "Save mine over theirs" }).click();
  await expect(mine).toBeHidden();
  expect(await phone("020 7946 0002")).toBe(1);
  expect(await rows.count("Patient", '"id" = $1 AND "preferredName" = $2', id, "Annie")).toBe(1);
});
