import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";

test("a case is worked from triage to closure and reopened", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference, id } = await rows.case(place, me, { owner: me });
  const shown = await CasePage.open(page, reference);
  const main = page.getByRole("main");

  await main.getByRole("button", { name: "Start looking into it" }).click();
  await expect(shown.news(`${reference} was moved to Investigating.`)).toBeVisible();

  // By its key, as the button says.
  await page.keyboard.press("s");
  await page.getByRole("menuitem", { name: "Wait for somebody" }).press("Enter");
  await shown.dialog.getByLabel("For whom?").selectOption("A unit of ours");
  await shown.dialog.getByRole("button", { name: "Wait", exact: true }).click();
  await expect(shown.dialog.getByLabel("For what?")).toHaveAccessibleDescription(/is needed/);
  await shown.dialog.getByLabel("For what?").fill("The account of the night shift.");
  await shown.dialog.getByRole("button", { name: "Wait", exact: true }).click();
  await expect(main.getByRole("region", { name: "Waiting" })).toContainText("The account of the night shift.");
  await main.getByRole("button", { name: "Go on with it" }).click();
  await expect(shown.timeline).toContainText("went on with it");

  await shown.otherStep("Close");
  const dialog = shown.dialog;
  await dialog.getByRole("button", { name: "Close case" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Say how it ended.");
  await dialog.getByLabel("How did it end?").selectOption("Settled, and they are satisfied");
  await dialog.getByLabel("The outcome, in a sentence or two").fill("The clinic called her and found an earlier day.");
  await dialog.getByText("Yes, this changed").click();
  await dialog.getByLabel("What changed, or why nothing did").fill("The desk now says how long the wait is.");
  await dialog.getByRole("button", { name: "Close case" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Issue 1 has no finding yet");
  await dialog.getByRole("group", { name: "Finding" }).getByText("Upheld", { exact: true }).click();
  await dialog.getByLabel("What are they told?").fill("It happened as you say, and we are sorry.");
  await dialog.getByLabel("How were they told?").selectOption("Phone");
  await dialog.getByRole("button", { name: "Close case" }).dblclick();
  await expect(dialog).toBeHidden();

  const closed = main.getByRole("region", { name: "How it was closed" });
  await expect(closed).toContainText("Settled, and they are satisfied.");
  await expect(closed).toContainText("The desk now says how long the wait is.");
  await expect(shown.card("Issues")).toContainText("It happened as you say, and we are sorry.");
  expect(await rows.count("Closing", '"caseId" = $1', id)).toBe(1);

  await main.getByRole("button", { name: "Reopen" }).click();
  await shown.dialog.getByLabel("Why is it opened again?").fill("The new day was cancelled too.");
  await shown.dialog.getByRole("button", { name: "Reopen" }).click();
  await expect(shown.timeline).toContainText("The new day was cancelled too.");
  await expect(main.getByRole("button", { name: "Start looking into it" })).toBeVisible();
});

test("praise that names staff is said to, when it is logged and later", async ({ page, login }) => {
  await login("associate");
  const form = await NewCasePage.open(page);
  await expect(page.getByLabel("They name somebody of the staff")).toBeHidden();
  await form.kind("Compliment").choose();
  await page.getByLabel("They name somebody of the staff").check();
  await form.words.fill("Nurse Aoife sat with my mother all night.");
  await form.severity("Low").choose();
  await form.logButton.click();
  const logged = page.getByRole("main").getByText("Names staff", { exact: true });
  await expect(logged).toBeVisible();
  await page.getByRole("button", { name: "Change details" }).click();
  const dialog = page.getByRole("dialog", { name: "Change details" });
  await dialog
    .getByRole("group", { name: "Does it name somebody of the staff?" })
    .getByText("No", { exact: true })
    .click();
  await dialog.getByRole("button", { name: "Save changes" }).click();
  await expect(dialog).toBeHidden();
  await expect(logged).toBeHidden();
});

test("what is typed into the closing survives a reload", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me, { owner: me, state: "answered" });
  const shown = await CasePage.open(page, reference);
  await page.getByRole("main").getByRole("button", { name: "Close", exact: true }).click();
  await shown.dialog.getByLabel("What are they told?").fill("We have looked at the notes of that day.");
  await expect(shown.dialog.getByText(/^Saved/)).toBeVisible();
  await page.reload();
  await page.getByRole("main").getByRole("button", { name: "Close", exact: true }).click();
  await expect(shown.dialog.getByLabel("What are they told?")).toHaveValue("We have looked at the notes of that day.");
});

test("issues are coded, decided, read back and taken off the list", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const made = await rows.case(place, me, { owner: me, receivedAt: new Date(Date.now() - 3_600_000) });
  await rows.issue(place, made);
  const shown = await CasePage.open(page, made.reference);
  const issues = shown.card("Issues");

  await issues.getByRole("button", { name: "Code it, issue 1" }).click();
  await shown.dialog.getByText("Listening", { exact: true }).click();
  await shown.dialog.getByText("Care on the ward").click();
  await shown.dialog.getByText("Moderate").click();
  await shown.dialog.getByRole("button", { name: "Save coding" }).click();
  await expect(issues).toContainText("Relationship · Listening · Care on the ward · harm as told: moderate");

  await issues.getByRole("button", { name: "Finding and answer, issue 1" }).click();
  await shown.dialog.getByText("Partly upheld").click();
  await shown.dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(shown.dialog.getByRole("alert")).toContainText("A finding needs its answer");
  await shown.dialog.getByLabel("What are they told?").fill("You were not listened to that night.");
  await shown.dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(issues).toContainText("You were not listened to that night.");

  await issues.getByRole("button", { name: "Read back" }).click();
  await shown.dialog.getByLabel("How did you speak?").selectOption("Phone");
  await shown.dialog.getByRole("button", { name: "They agree" }).click();
  await expect(issues).toContainText(`Agreed with them by phone`);

  await issues.getByRole("button", { name: "Take off, issue 2" }).click();
  await shown.dialog.getByLabel("Why was it listed by mistake?").fill("It is the first again.");
  await shown.dialog.getByRole("button", { name: "Take off the list" }).click();
  await expect(issues).toContainText("The list has changed since: read it back again.");
  await issues.getByText("Taken off the list").click();
  await expect(issues).toContainText("It is the first again.");
});
