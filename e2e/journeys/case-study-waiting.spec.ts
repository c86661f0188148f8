import { expect, test } from "../fixtures";
import { IssuesPage } from "../pages/issues";
import { ManagerDayPage } from "../pages/my-day";
import { NewCasePage } from "../pages/new-case";
import { answerFromMyDay } from "../pages/request";
import { TriagePage } from "../pages/triage";

const WORDS = "We waited four hours. Nobody told us why. There was nowhere to sit.";
const QUESTION = "How many were on the desk that afternoon?";
const REASON = "It is the third this month about the same afternoon.";
const ANSWER = "Offer them a morning. I speak with the clinic about its rota.";
const CHANGED = "A second person stands at the desk on Tuesday afternoons.";

test("a long wait is coded, escalated and answered, and what changed is counted by the manager", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const place = await rows.place();
  const [unit] = place.units;
  const me = await rows.person({ role: "associate", place });
  const supervisor = await rows.person({ role: "supervisor", place });
  const responder = await rows.person({ role: "responder", place });
  const manager = await rows.person({ role: "manager", place });
  const patient = await rows.patient(place);
  const desk = await otherBrowser();
  await login(manager, desk);
  await expect((await (await ManagerDayPage.open(desk)).weeks()).last()).toHaveText("0");

  await login(me);
  const form = await NewCasePage.open(page);
  await form.fill(WORDS);
  await form.choosePatient(patient.name, patient.name);
  await form.chooseUnit(unit.name);
  const { reference } = await form.logCase();
  const shown = new IssuesPage(page);
  await shown.take();
  await page.getByRole("main").getByRole("button", { name: "Start looking into it" }).click();
  await expect(shown.news(`${reference} was moved to Investigating.`)).toBeVisible();

  await shown.addIssue("Nobody told them why they waited.", "Medium");
  await shown.addIssue("There was nowhere to sit.", "Low");
  const told = { stage: "Examination, diagnosis", harm: "Minimal" };
  await shown.code(1, { ...told, category: "Processes, waiting", staffGroup: "Management" });
  await shown.code(2, { ...told, category: "Communication", staffGroup: "Reception and administration" });
  await shown.code(3, { ...told, category: "Environment", staffGroup: "Management" });
  for (const coded of ["Management · Processes, waiting", "Relationship · Communication", "Management · Environment"])
    await expect(shown.issues).toContainText(coded);

  await shown.escalate(REASON);
  await expect(shown.card("Escalated, waits for an answer")).toContainText(REASON);
  await login(supervisor, desk);
  const triage = await TriagePage.open(desk);
  await expect(triage.escalated(reference)).toContainText(REASON);
  await triage.answer(reference, ANSWER);
  await expect(triage.escalated(reference)).toHaveCount(0);
  await shown.reopenPage(reference);
  await expect(shown.timeline).toContainText(ANSWER);

  await shown.ask(unit.name, QUESTION);
  await login(responder, desk);
  await answerFromMyDay(desk, QUESTION, "One. The other was ill, and nobody took her place.");
  await shown.reopenPage(reference);
  await expect(shown.request(QUESTION)).toContainText("nobody took her place");

  const upheld = { finding: "Upheld", whatChanged: CHANGED };
  await shown.decide(1, { ...upheld, answer: "You waited too long, because one person was missing." });
  await shown.decide(2, { ...upheld, answer: "You should have been told every half hour." });
  await shown.decide(3, { finding: "Not upheld", answer: "There were seats in the next room; nobody showed you." });
  await shown.tellAnswer("Phone");
  await shown.close({
    outcome: "Settled, and they are satisfied",
    summary: "They were given a morning and an apology.",
    hasChanged: "Yes, this changed",
    lesson: CHANGED,
  });
  await expect(shown.closing).toContainText(CHANGED);

  await rows.countDays();
  await login(manager, desk);
  const day = await ManagerDayPage.open(desk);
  await expect((await day.weeks()).last()).toHaveText("1");
  const counts = desk.getByRole("main");
  await expect(counts.getByRole("link", { name: /^Received in 7 days\s*1\s/ })).toBeVisible();
  await expect(counts.getByRole("link", { name: /^Open\s*0$/ })).toBeVisible();
});
