import { expect, test } from "../fixtures";
import { IssuesPage } from "../pages/issues";
import { NewCasePage } from "../pages/new-case";
import { RegisterPatientPage } from "../pages/patients";
import { uniqueWord } from "../rows";

const WORDS = "لم يشرح لنا أحد الدواء بلغتنا.\nوقّعت أمي ورقة لم تفهمها.";

const yesterday = () => new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);

test("a complaint in another language is heard through an interpreter, agreed back and answered", async ({
  page,
  login,
  rows,
}) => {
  const place = await rows.place();
  const me = await rows.person({ role: "associate", place });
  await login(me);
  const name = `Amal ${uniqueWord()}`;
  const register = await RegisterPatientPage.open(page);
  await register.name.fill(name);
  await register.field("Language").fill("ar");
  await register.field("Needs an interpreter").check();
  await register.register();
  await expect(page.getByRole("main")).toContainText("interpreter: Arabic");

  await page.getByRole("main").getByRole("link", { name: "New case" }).click();
  const form = new NewCasePage(page);
  await expect(form.title).toHaveText("New case");
  await expect(form.form).toContainText(name);
  await form.channel("In person").choose();
  await form.kind("Complaint").choose();
  await form.reporter("Representative").choose();
  await form.reporterName.fill("Salma Haddad (daughter)");
  await form.words.fill(WORDS);
  await form.severity("High").choose();
  const { reference } = await form.logCase();
  const shown = new IssuesPage(page);
  await expect(shown.words).toHaveText(WORDS);
  const side = page.getByRole("complementary", { name: "About this case" });
  await expect(side).toContainText("interpreter: Arabic");
  await shown.take();
  await page.getByRole("main").getByRole("button", { name: "Start looking into it" }).click();
  await expect(shown.news(`${reference} was moved to Investigating.`)).toBeVisible();

  const warning = page.getByText("No authority on record for Salma Haddad: do not disclose before it is checked.");
  await expect(warning).toBeVisible();
  await page.getByRole("button", { name: "Record their authority" }).click();
  const authority = page.getByRole("dialog", { name: "Who may be told" });
  await expect(authority.getByLabel("Name")).toHaveValue("Salma Haddad");
  await authority.getByLabel("On what ground").selectOption("Written consent of the patient");
  await authority.getByText("Everything", { exact: true }).click();
  await authority.getByLabel("Seen on").fill(yesterday());
  await authority.getByRole("button", { name: "Put on record" }).click();
  await expect(authority).toBeHidden();
  await expect(warning).toBeHidden();
  await expect(side).toContainText("Salma Haddad");

  await shown.face("Contact").click();
  await shown.contact("How did it end?", "Talked").choose();
  const contact = shown.contactForm;
  await contact.getByText("When, minutes, interpreter").click();
  await expect(contact).toContainText("They need one: Arabic.");
  await contact.getByLabel("When?").fill(`${yesterday()}T10:30`);
  await contact.getByLabel("Language").selectOption("Arabic");
  await contact.getByLabel("How", { exact: true }).selectOption("Interpreter by video");
  await contact.getByLabel("Name or number").fill("7719");
  await contact.getByLabel("Began").fill("10:30");
  await contact.getByLabel("Ended").fill("10:55");
  await shown.logContact("She signed the form without knowing what it said.");
  const entry = shown.timeline
    .getByRole("listitem")
    .filter({ hasText: / logged an? / })
    .first();
  await expect(entry).toContainText(`With ${name}.`);
  await expect(entry).toContainText("Arabic: interpreter by video, 7719");
  await expect(entry).toContainText("10:30");
  await expect(entry).toContainText("10:55");

  await shown.addIssue("The consent form was not explained in Arabic.", "High");
  await shown.readBack("In person", "نعم، هذا كل شيء.");
  await expect(shown.issues).toContainText("Agreed with them in person");
  await expect(shown.timeline).toContainText("نعم، هذا كل شيء.");
  await shown.decide(1, {
    finding: "Upheld",
    answer: "The medicine should have been explained through an interpreter.",
  });
  await shown.decide(2, {
    finding: "Upheld",
    answer: "You should not have been asked to sign what you could not read.",
    whatChanged: "The consent form is there in Arabic.",
  });
  await shown.tellAnswer("In person");
  await shown.close({
    outcome: "Settled, and they are satisfied",
    summary: "An interpreter went through the medicine and the form with her.",
    hasChanged: "Yes, this changed",
    lesson: "The desk books an interpreter with the appointment.",
  });
  await expect(shown.closing).toContainText("The desk books an interpreter with the appointment.");
  await expect(shown.issues).toContainText("The consent form is there in Arabic.");
  await expect(shown.words).toHaveText(WORDS);
});
