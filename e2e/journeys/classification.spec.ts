import { expect, test } from "../fixtures";
import { CasePage } from "../pages/case";
import { NewCasePage } from "../pages/new-case";
import { visit } from "../pages/visit";

test("a complaint at a US hospital becomes a grievance by what is recorded, and less only with a second person", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const place = await rows.place(undefined, "us-hospital");
  const me = await rows.person({ role: "associate", place });
  await login(me);
  const raised = await rows.case(place, me);
  const shown = await CasePage.open(page, raised.reference);
  await expect(shown.kindCard).toContainText("Complaint, because nothing recorded so far makes it a grievance.");

  const facts = await shown.openKind();
  await facts.settled("No").choose();
  await expect(facts.root).toContainText("It becomes: Grievance, because staff who were there could not settle it");
  await facts.save();
  await expect(facts.root).toBeHidden();
  await expect(shown.kindCard).toContainText("Grievance, because staff who were there could not settle it");
  await expect(shown.kindCard).toContainText("Basis: US hospital pack 2026-1, 42 CFR 482.13(a)(2), A-0118.");
  await expect(shown.timeline).toContainText("reclassified this case from Complaint to Grievance, because staff");

  const lower = await shown.openKind();
  await lower.choose("Complaint", "");
  await expect(lower.root).toContainText("Say why; a second person reads it");
  await lower.root.getByLabel("Why?").fill("The nurse settled it; I had misheard.");
  await lower.root.getByRole("button", { name: "Propose the lower kind" }).click();
  await expect(lower.root).toBeHidden();
  await expect(shown.kindCard).toContainText("The nurse settled it; I had misheard.");
  await expect(shown.kindCard).toContainText("It waits for somebody else to confirm or decline it.");
  await expect(shown.kindCard.getByRole("button", { name: "Confirm the lower kind" })).toHaveCount(0);

  const supervisor = await rows.person({ role: "supervisor", place });
  const desk = await otherBrowser();
  await login(supervisor, desk);
  await visit(desk, "/triage");
  const waiting = desk.getByRole("region", { name: "Lower kinds to confirm" });
  await expect(waiting.getByRole("link", { name: raised.about })).toBeVisible();
  await waiting.getByRole("button", { name: "Confirm the lower kind" }).click();
  await expect(waiting).toBeHidden();

  await visit(page, `/cases/${raised.reference}`);
  await expect(shown.kindCard).toContainText(
    `Complaint, because ${me.name} proposed it and ${supervisor.name} confirmed it.`,
  );
  expect(await rows.count("Case", `"id" = $1 AND "kind" = 'complaint'`, raised.id)).toBe(1);
});

test("a proposal can be declined, with an answer that stands in the timeline", async ({ page, login, rows }) => {
  const { place, ...me } = await login("supervisor");
  const other = await rows.person({ role: "associate", place });
  const raised = await rows.case(place, me);
  await rows.proposal(place, raised, other);
  const shown = await CasePage.open(page, raised.reference);
  await shown.kindCard.getByText("Decline", { exact: true }).click();
  await shown.kindCard.getByLabel("Why not?").fill("They want it looked into.");
  await shown.kindCard.getByRole("button", { name: "Decline with this answer" }).click();
  await expect(shown.timeline).toContainText("declined to lower this case from Complaint to Concern");
  await expect(shown.timeline).toContainText("They want it looked into.");
  await expect(shown.kindCard.getByRole("button", { name: "Confirm the lower kind" })).toHaveCount(0);
});

test("what comes in writing at a US hospital is logged as a grievance, and the form says so before", async ({
  page,
  login,
  rows,
}) => {
  const place = await rows.place(undefined, "us-hospital");
  await login(await rows.person({ role: "associate", place }));
  const form = await NewCasePage.open(page);
  await form.fill("The letter about my discharge came a week late.");
  const settled = page.getByRole("checkbox", { name: "Settled on the spot, by staff who were there" });
  await expect(settled).toBeVisible();
  await form.channel("E-mail").choose();
  await expect(settled).toBeHidden();
  await expect(form.form).toContainText("It will be logged as a grievance, because it came in writing");
  await form.logCase();
  const shown = new CasePage(page);
  await expect(shown.kindCard).toContainText("Grievance, because it came in writing");
  await expect(shown.kindCard).toContainText("Unconfirmed");
});
