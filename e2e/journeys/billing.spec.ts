import { expect, test } from "../fixtures";
import { BillingPage } from "../pages/billing";

const dayAhead = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a disputed bill from its charges to a plan that adds up", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { id, reference } = await rows.case(place, me, { owner: me });
  const shown = await BillingPage.open(page, reference);

  const opening = await shown.openDialog("Add a billing dispute");
  await opening.getByLabel("Payer").fill("Bluestem Health");
  await opening.getByLabel("Account number").fill("A-1042");
  await expect(opening.getByLabel("Currency")).toHaveValue("GBP");
  await shown.send("Add billing dispute");
  await expect(shown.billing).toContainText("Bluestem Health");
  await expect(shown.billing).toContainText("No charge is listed yet.");

  const adding = await shown.openDialog("Add charge");
  await adding.getByLabel("What was charged").fill("MRI of the knee");
  await adding.getByLabel("What is disputed").fill("They were told that it is covered.");
  await adding.getByLabel("Denial code").fill("CO-50");
  await expect(adding).toContainText("CO-50 commonly means: The payer does not hold the service");
  const amount = adding.getByLabel("Amount", { exact: true });
  await amount.fill("1,234");
  await shown.send("Add charge");
  await expect(amount).toHaveAttribute("aria-invalid", "true");
  await expect(amount).toHaveAccessibleDescription(/“1,234” can be read in two ways\. Write 1234\.00 or 1\.23\./);
  await expect(adding.getByLabel("What was charged")).toHaveValue("MRI of the knee");
  await expect(amount).toHaveValue("1,234");
  expect(await rows.count("ChargeLine", '"siteId" = $1', place.id)).toBe(0);
  await amount.fill("1.234,50");
  await expect(adding).toContainText("In GBP, read as £1,234.50.");
  await shown.send("Add charge");
  await expect(adding).toBeHidden();
  await expect(shown.charge("MRI of the knee")).toContainText("£1,234.50");

  await shown.openDialog("Add charge");
  await adding.getByLabel("What was charged").fill("Contrast agent");
  await adding.getByLabel("What is disputed").fill("Billed twice.");
  await amount.fill("265.50");
  await shown.send("Add charge");
  await expect(adding).toBeHidden();
  await expect(shown.totals).toHaveText(/£1,500\.00.*£1,500\.00/);

  const deciding = await shown.openDialog("Decide charge 1");
  await shown.outcome("Reduced").choose();
  await deciding.getByLabel("Reduced to").fill("734.50");
  await deciding.getByLabel("Why?").fill("The payer pays the rest after the appeal.");
  await shown.send("Save decision");
  await expect(deciding).toBeHidden();
  await expect(shown.charge("MRI of the knee")).toContainText("Reduced");
  await expect(shown.totals).toHaveText(/£1,500\.00.*£1,000\.00/);

  const holding = await shown.openDialog("Place hold");
  await holding.getByLabel("Until").fill(dayAhead(4));
  await holding.getByLabel("Why?").fill("The second charge is looked into.");
  await shown.send("Place hold");
  await expect(holding).toBeHidden();
  await expect(shown.billing).toContainText(/Collection on hold until .*, in \d days/);

  const agreeing = await shown.openDialog("Agree plan");
  await agreeing.getByLabel("Agreed with").fill("Maria Lindqvist");
  await agreeing.getByLabel("Parts", { exact: true }).fill("3");
  await agreeing.getByLabel("First due").fill(dayAhead(10));
  await agreeing.getByRole("button", { name: "Fill in" }).click();
  const third = agreeing.getByLabel("Part 3 amount");
  await expect(third).toHaveValue("333.33");
  await expect(agreeing).toContainText("The parts add up to £1,000.00, which is what is owed.");
  await third.fill("300");
  await expect(agreeing).toContainText("£1,000.00 is owed: £33.33 is missing.");
  await shown.send("Agree plan");
  await expect(agreeing.getByRole("alert")).toContainText("£33.33 is missing.");
  await third.fill("333.33");
  await shown.send("Agree plan");
  await expect(agreeing).toBeHidden();
  await expect(shown.plan).toContainText("with Maria Lindqvist");
  await expect(shown.plan.getByRole("row", { name: /^Total/ })).toContainText("£1,000.00");
  expect(await rows.count("PaymentPart", '"siteId" = $1', place.id)).toBe(3);

  await expect(shown.timeline).toContainText("agreed a payment plan: £1,000.00 in 3 parts");
  await expect(shown.timeline).toContainText("decided charge 1: reduced to £734.50");
  await expect(shown.timeline).toContainText("The payer pays the rest after the appeal.");

  await shown.openDialog("Decide charge 2");
  await shown.outcome("Removed").choose();
  await deciding.getByLabel("Why?").fill("It was billed twice.");
  await shown.send("Save decision");
  await expect(shown.plan).toContainText("The plan no longer matches what is owed");
  await expect(shown.plan).toContainText("£734.50 is owed: £265.50 is too much.");
  expect(await rows.count("Event", '"chain" = $1 AND "data"::text LIKE $2', `case:${id}`, "%Lindqvist%")).toBe(0);
});

test("two who change one charge see both, and an auditor only reads", async ({ page, otherBrowser, login, rows }) => {
  const { place, ...me } = await login("associate");
  const colleague = await otherBrowser();
  await login(await rows.person({ role: "associate", place }), colleague);
  const given = await rows.case(place, me);
  await rows.charge(await rows.dispute(place, given, me));
  const mine = await BillingPage.open(page, given.reference);
  const theirs = await BillingPage.open(colleague, given.reference);
  for (const [shown, amount] of [
    [theirs, "450.00"],
    [mine, "400.00"],
  ] as const) {
    const dialog = await shown.openDialog("Change charge 1");
    await dialog.getByLabel("Amount", { exact: true }).fill(amount);
  }
  await theirs.send("Save changes");
  await expect(theirs.dialog).toBeHidden();
  await mine.send("Save changes");
  await expect(mine.dialog.getByRole("row", { name: /^Amount/ })).toHaveText(/\$450\.00.*\$400\.00/);
  await mine.send("Save mine over theirs");
  // The dialog stands in the row and speaks of the amount too.
  await expect(mine.dialog).toBeHidden();
  await expect(mine.charge("MRI")).toContainText("$400.00");

  await login(await rows.person({ role: "auditor", place }), colleague);
  const read = await BillingPage.open(colleague, given.reference);
  await expect(read.charge("MRI")).toContainText("$400.00");
  await expect(read.billing.getByRole("button")).toHaveCount(0);
});
