import type { Page } from "@playwright/test";
import { expect, test } from "../fixtures";
import { BillingPage } from "../pages/billing";
import { IssuesPage } from "../pages/issues";
import { arrowTo, tabTo } from "../pages/keyboard";
import { NewCasePage } from "../pages/new-case";
import { answerFromMyDay } from "../pages/request";
import { visit } from "../pages/visit";

const WORDS = "I was told the scan was covered, and now there is a bill for two thousand dollars.";
const TO_OFFICE = "Was the scan authorised before it was made?";
const TO_CLINIC = "What does the note of the visit say about the need for the scan?";

const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a bill for a service that was not covered is looked into by its departments, reduced, and paid in parts", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const place = await rows.place(undefined, "us-hospital");
  const office = await rows.unit(place, "Billing office");
  const clinic = await rows.unit(place, "Knee clinic");
  const me = await rows.person({ role: "associate", place });
  const cashier = await rows.person({ role: "responder", place: { ...place, units: [office, clinic] } });
  const surgeon = await rows.person({ role: "responder", place: { ...place, units: [clinic, office] } });
  const patient = await rows.patient(place);
  await login(me);

  const reference = await logByKeyboard(page, patient.name, clinic.name);
  const work = new IssuesPage(page);
  const money = new BillingPage(page);
  await work.take();
  await page.getByRole("main").getByRole("button", { name: "Start looking into it" }).click();
  await expect(work.news(`${reference} was moved to Investigating.`)).toBeVisible();

  const opening = await money.openDialog("Add a billing dispute");
  await opening.getByLabel("Payer").fill("Bluestem Health");
  await expect(opening.getByLabel("Currency")).toHaveValue("USD");
  await money.send("Add billing dispute");
  await expect(money.billing).toContainText("Bluestem Health");
  await addCharge(money, { what: "MRI of the knee", why: "They were told that it is covered.", amount: "1800.00" });
  await addCharge(money, { what: "Reading of the images", why: "It belongs to the scan.", amount: "200.00" });
  await expect(money.totals).toHaveText(/\$2,000\.00.*\$2,000\.00/);
  const holding = await money.openDialog("Place hold");
  await holding.getByLabel("Until").fill(dayAhead(20));
  await holding.getByLabel("Why?").fill("The charges are looked into.");
  await money.send("Place hold");
  await expect(money.billing).toContainText(/Collection on hold until/);

  await work.ask(office.name, TO_OFFICE);
  await work.ask(clinic.name, TO_CLINIC);
  const desk = await otherBrowser();
  await login(cashier, desk);
  await answerFromMyDay(desk, TO_OFFICE, "No authorisation was asked for. It should have been.");
  await login(surgeon, desk);
  await answerFromMyDay(desk, TO_CLINIC, "The knee locked twice; the scan was needed.");

  await visit(page, "/");
  await expect(money.card("Answers that came in").getByRole("listitem")).toHaveCount(2);
  await work.reopenPage(reference);
  await decide(money, 1, "The payer accepts the clinical note in part.", "600.00");
  await expect(money.totals).toHaveText(/\$2,000\.00.*\$800\.00/);
  await decide(money, 2, "It is a service of its own.");

  const agreeing = await money.openDialog("Agree plan");
  await agreeing.getByLabel("Agreed with").fill(patient.name);
  await agreeing.getByLabel("Parts", { exact: true }).fill("4");
  await agreeing.getByLabel("First due").fill(dayAhead(15));
  await agreeing.getByRole("button", { name: "Fill in" }).click();
  await expect(agreeing.getByLabel("Part 4 amount")).toHaveValue("200.00");
  await expect(agreeing).toContainText("The parts add up to $800.00, which is what is owed.");
  await money.send("Agree plan");
  await expect(money.plan.getByRole("row", { name: /^Total/ })).toContainText("$800.00");

  await work.face("Contact").click();
  await work.contact("How did it end?", "Talked").choose();
  await work.logContact("Went through the bill line by line; the four parts suit them.");
  await expect(work.timeline).toContainText("logged an outgoing call: talked");
  await work.decide(1, {
    finding: "Partly upheld",
    answer: "We should have asked your insurer first, and have taken 1,200 dollars off.",
    whatChanged: "No scan is booked without an authorisation number.",
  });
  await work.tellAnswer("Phone");
  await work.close({
    outcome: "Settled, and they are satisfied",
    summary: "The bill was reduced to 800 dollars, paid in four parts.",
    hasChanged: "Yes, this changed",
    lesson: "The clinic asks the billing office before it books a scan.",
  });

  await expect(work.closing).toContainText("Settled, and they are satisfied.");
  await expect(work.closing).toContainText("The clinic asks the billing office before it books a scan.");
  for (const told of [
    ...[`asked ${office.name}`, `asked ${clinic.name}`, `${cashier.name} answered for ${office.name}`],
    ...[`${surgeon.name} answered for ${clinic.name}`, "It should have been.", "the scan was needed."],
    ...["decided charge 1: reduced to $600.00", "agreed a payment plan: $800.00 in 4 parts"],
  ])
    await expect(work.timeline).toContainText(told);
});

/** The call that brings it in, without a pointer. */
async function logByKeyboard(page: Page, patient: string, unit: string): Promise<string> {
  const { keyboard } = page;
  await visit(page, "/");
  const form = new NewCasePage(page);
  await expect(async () => {
    await keyboard.press("c");
    await expect(form.title).toHaveText("New case", { timeout: 1_000 });
  }).toPass();
  await expect(form.title).toBeFocused();
  await tabTo(page, form.kind("Inquiry").radio);
  await arrowTo(page, form.kind("Complaint").radio);
  await tabTo(page, form.patientSearch);
  await keyboard.type(patient);
  await expect(form.patientFound).toHaveCount(1);
  await keyboard.press("Enter");
  await expect(form.changePatient).toBeFocused();
  await tabTo(page, form.words);
  await keyboard.type(WORDS);
  await tabTo(page, form.where);
  await keyboard.type(unit);
  await tabTo(page, form.severity("Low").radio);
  await arrowTo(page, form.severity("Medium").radio);
  await tabTo(page, form.wanted);
  await keyboard.type("To pay what they were told they would pay.");
  await keyboard.press("Control+Enter");
  const logged = await form.logged();
  await expect(logged.words).toHaveText(WORDS);
  return logged.reference;
}

type Charge = { what: string; why: string; amount: string };

async function addCharge(money: BillingPage, { what, why, amount }: Charge): Promise<void> {
  const dialog = await money.openDialog("Add charge");
  await dialog.getByLabel("What was charged").fill(what);
  await dialog.getByLabel("What is disputed").fill(why);
  await dialog.getByLabel("Denial code").fill("CO-50");
  await expect(dialog).toContainText("CO-50 commonly means:");
  await dialog.getByLabel("Amount", { exact: true }).fill(amount);
  await money.send("Add charge");
  await expect(dialog).toBeHidden();
  await expect(money.charge(what)).toContainText("In dispute");
}

async function decide(money: BillingPage, position: number, why: string, reducedTo?: string): Promise<void> {
  const dialog = await money.openDialog(`Decide charge ${position}`);
  await money.outcome(reducedTo ? "Reduced" : "Upheld as charged").choose();
  if (reducedTo) await dialog.getByLabel("Reduced to").fill(reducedTo);
  await dialog.getByLabel("Why?").fill(why);
  await money.send("Save decision");
  await expect(dialog).toBeHidden();
}
