import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { PNG } from "@/tests/support/sample-files";
import { expect, test } from "./fixtures";
import { CasePage } from "./pages/case";
import { aFile, aTextFile, FileCard } from "./pages/files";
import { NewCasePage } from "./pages/new-case";
import { StaffPage } from "./pages/shell";
import { SignInPage } from "./pages/sign-in";
import { visit } from "./pages/visit";
import { ROLES, STAFF_PAGES } from "./routes";
import { type Role, type Rows, uniqueWord } from "./rows";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const LOOKS = { type: "rule" as const, values: ["color-contrast", "target-size"] };
const EVERYTHING = { type: "tag" as const, values: TAGS };
type View = { width: number; colorScheme: "light" | "dark"; rules: { type: "rule" | "tag"; values: string[] } };
const WIDE: View = { width: 1440, colorScheme: "light", rules: EVERYTHING };
const NARROW: View = { width: 390, colorScheme: "dark", rules: EVERYTHING };
/** All rules at each width, one of them in each appearance: that every colour stands out in both is told by tests/rules/contrast.test.ts. */
const VIEWS: View[] = [WIDE, NARROW];
/** For what opens over a page that is looked at in both: its structure is the same, only colour and room differ. */
const IN_SHORT: View[] = [WIDE, { ...NARROW, rules: LOOKS }];

/** What axe finds in these views, one line each. */
async function findings(page: Page, where: string, views: readonly View[] = VIEWS): Promise<string[]> {
  const found: string[] = [];
  for (const { width, colorScheme, rules } of views) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    // From its top, so that the sticky header covers no target that happens to stand under it.
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== "running"));
    const violations = await violationsOf(page, rules);
    const lines = violations.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id} ${target} ${html}`));
    found.push(...lines.map((line) => `${where}, ${colorScheme}, ${width}: ${line.slice(0, 300)}`));
  }
  return found;
}

/** To read axe's half a megabyte takes a page as long as to look for contrast, so a document that has it is not given it again. */
async function violationsOf(page: Page, runOnly: View["rules"]) {
  const isThere = await page.evaluate(() => "axe" in window);
  const axe = new AxeBuilder(isThere ? { page, axeSource: "0" } : { page }).setLegacyMode();
  return (await axe.options({ resultTypes: ["violations"], runOnly }).analyze()).violations;
}

/** A page reads on the smallest screen, has one title, and leads past the navigation first. */
async function expectSound(page: Page, where: string): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 });
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.soft.poll(overflow, { message: `${where} scrolls sideways at 320 px` }).toBeLessThanOrEqual(0);
  expect.soft(await page.getByRole("heading", { level: 1 }).count(), `titles of ${where}`).toBe(1);
  await expect.soft(page, where).toHaveTitle(/^.+ · Heard$/);
}

async function expectSkipLinkFirst(page: Page, where: string): Promise<void> {
  const first = page.locator("a[href], button, input, select, textarea, summary, [tabindex='0']").first();
  await expect.soft(first, `first stop on ${where}`).toHaveText("Skip to content");
  await first.focus();
  await expect.soft(first, where).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect.soft(page.getByRole("main"), where).toBeFocused();
}

let known: ReturnType<typeof findDemoRecords> | undefined;

/** Found once for all that a worker looks at: nothing is done to them. */
function demoRecords(rows: Rows) {
  known ??= findDemoRecords(rows);
  return known;
}

/** A case with everything that a case page can show, and its patient, at the site of the demo accounts. */
async function findDemoRecords(rows: Rows) {
  const [row] = await rows.read<{ reference: string; id: string; name: string; caseId: string; siteId: string }>(
    `SELECT c."reference", p."id", p."name", c."id" AS "caseId", c."siteId" FROM "Case" c JOIN "Patient" p ON p."id" = c."patientId"
     JOIN "Escalation" e ON e."caseId" = c."id" AND e."answeredAt" IS NULL
     WHERE c."closedAt" IS NULL AND c."mergedIntoId" IS NULL AND c."siteId" IN (SELECT "siteId" FROM "RoleGrant" g JOIN "Person" o ON o."id" = g."personId"
                          WHERE o."email" = 'associate@heard.example')
     ORDER BY c."reference" LIMIT 1`,
  );
  const [request] = await rows.read<{ id: string }>(
    `SELECT r."id" FROM "Request" r JOIN "RoleGrant" g ON g."unitId" = r."unitId" JOIN "Person" o ON o."id" = g."personId"
     WHERE o."email" = 'responder@heard.example' AND r."state" = 'open' AND r."sharesWords" ORDER BY r."id" LIMIT 1`,
  );
  const [colleague] = await rows.read<{ id: string; name: string }>(
    `SELECT "id", "name" FROM "Person" WHERE "email" = 'associate@heard.example'`,
  );
  const [letter] = await rows.read<{ id: string; reference: string }>(
    `SELECT l."id", c."reference" FROM "Letter" l JOIN "Case" c ON c."id" = l."caseId"
     JOIN "RoleGrant" g ON g."siteId" = l."siteId" JOIN "Person" o ON o."id" = g."personId"
     WHERE o."email" = 'associate@heard.example' AND l."state" = 'draft' ORDER BY l."id" LIMIT 1`,
  );
  if (!row || !request || !colleague || !letter) throw new Error("The browser tests need the demo data.");
  const bulk = { id: await rows.bulkRun(row.siteId, row.caseId, colleague) };
  const surveyImport = { id: await rows.surveyImport({ id: row.siteId }, colleague) };
  const [article] = await rows.read<{ id: string }>(
    `SELECT a."id" FROM "Article" a JOIN "RoleGrant" g ON g."siteId" = a."siteId" JOIN "Person" o ON o."id" = g."personId"
     WHERE o."email" = 'associate@heard.example' AND a."state" = 'published' ORDER BY a."reviewOn", a."id" LIMIT 1`,
  );
  const [instrument] = await rows.read<{ id: string }>(`SELECT "id" FROM "SurveyInstrument" ORDER BY "id" LIMIT 1`);
  if (!article || !instrument) throw new Error("The browser tests need the demo data.");
  const report = { id: await rows.report({ id: row.siteId }, colleague) };
  const improvement = { id: await rows.improvement({ id: row.siteId }, colleague) };
  const made = { letter, bulk, surveyImport, article, instrument, report, improvement };
  return { case: row, patient: row, request, colleague, ...made };
}

// A page that is the same for all who see it is looked at once; one that shows each role other things, as each of them sees it.
const IS_EACH_ROLES_OWN = ["(staff)/page.tsx", "(staff)/requests/page.tsx", "(staff)/requests/[id]/page.tsx"];
const SHOWS_SOME_MORE = ["(staff)/cases/[ref]/page.tsx", "(staff)/admin/calendars/page.tsx"];
for (const role of ROLES) {
  for (const [file, { address, seenBy }] of Object.entries(STAFF_PAGES)) {
    const isFirst = seenBy[0] === role;
    const isOwn = isFirst || IS_EACH_ROLES_OWN.includes(file);
    if (!seenBy.includes(role) || !(isOwn || SHOWS_SOME_MORE.includes(file))) continue;
    test(`the ${role} finds ${file} sound`, async ({ page, login, rows }) => {
      await login(await rows.demo(role));
      // A few rows stand for many.
      const place = address(await demoRecords(rows)).replace("tab=all", "tab=escalated");
      await visit(page, place);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      expect(await findings(page, place, isFirst ? VIEWS : IN_SHORT)).toEqual([]);
      await expectSound(page, place);
      await expectSkipLinkFirst(page, place);
    });
  }
}

type Opening = {
  name: string;
  role: Role;
  address: (records: Awaited<ReturnType<typeof demoRecords>>) => string;
  open: (page: Page) => Promise<unknown>;
};

const CASE = ({ case: { reference } }: { case: { reference: string } }) => `/cases/${reference}`;
const press = (name: string) => (page: Page) => page.getByRole("main").getByRole("button", { name }).first().click();

/** What opens over or inside a page, and forms that say what is wrong. */
const OPENINGS: Opening[] = [
  { name: "assign", role: "supervisor", address: CASE, open: press("Assign") },
  { name: "change a case", role: "associate", address: CASE, open: press("Change details") },
  { name: "what kind it is", role: "associate", address: CASE, open: press("What kind is it?") },
  {
    name: "a contact with all its fields",
    role: "associate",
    address: CASE,
    open: async (page) => {
      await page.getByRole("tab", { name: "Contact" }).click();
      // What was left unsaved here before has opened it already.
      const more = page.locator("details", { hasText: "When, minutes, interpreter" }).last();
      await more.evaluate((details: HTMLDetailsElement) => {
        details.open = true;
      });
      await page.getByText("Somebody else", { exact: true }).click();
    },
  },
  {
    name: "a colleague being named in a note",
    role: "manager",
    address: CASE,
    open: async (page) => {
      await page.getByLabel("Note, staff only").pressSequentially("@");
      await expect(page.getByRole("option").first()).toBeVisible();
      await page.getByRole("tab", { name: "Privileged note" }).click();
      await page.getByRole("button", { name: "Add privileged note" }).click();
    },
  },
  { name: "add an issue", role: "associate", address: CASE, open: press("Add issue") },
  { name: "ask a unit", role: "associate", address: CASE, open: press("Ask a unit") },
  {
    name: "return a request",
    role: "responder",
    address: ({ request }) => `/requests/${request.id}`,
    open: press("Not for us"),
  },
  {
    name: "change a patient",
    role: "associate",
    address: ({ patient }) => `/patients/${patient.id}`,
    open: press("Change details"),
  },
  { name: "add a person", role: "administrator", address: () => "/admin/people", open: press("Add a person") },
  { name: "give a role", role: "administrator", address: () => "/admin/people", open: press("Give a role") },
  { name: "set a password", role: "administrator", address: () => "/admin/people", open: press("New password") },
  { name: "add a site", role: "administrator", address: () => "/admin/sites", open: press("Add a site") },
  { name: "the numbers of a chart", role: "manager", address: () => "/", open: press("Table") },
  { name: "an empty new case", role: "associate", address: () => "/cases/new", open: press("Log case") },
  { name: "an empty registration", role: "associate", address: () => "/patients/new", open: press("Register patient") },
  {
    name: "the account menu",
    role: "manager",
    address: () => "/account",
    open: (page) => new StaffPage(page).accountButton.click(),
  },
  {
    name: "the filter",
    role: "manager",
    address: () => "/cases?tab=escalated&kind=complaint&severity=3",
    open: (page) => page.getByRole("main").getByText("Filter", { exact: true }).click(),
  },
  {
    name: "an answer in triage",
    role: "supervisor",
    address: () => "/triage",
    open: (page) => page.getByText("Answer and send back").first().click(),
  },
];

for (const { name, role, address, open } of OPENINGS) {
  test(`what opens is sound too: ${name}`, async ({ page, login, rows }) => {
    await login(await rows.demo(role));
    await visit(page, address(await demoRecords(rows)));
    await open(page);
    await expect(
      page.locator("dialog[open], [role=menu], [role=alert], details[open], [aria-pressed=true]").first(),
    ).toBeVisible();
    expect(await findings(page, name, IN_SHORT)).toEqual([]);
    await expectSound(page, name);
  });
}

test("the dialog that escalates and the sheet of keys are sound", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  await shown.openEscalate();
  expect(await findings(page, "escalate")).toEqual([]);
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  await expect(shown.dialog).toContainText("Keys on this page");
  await expect(shown.dialog.getByRole("listitem").filter({ hasText: "Escalate this case" })).toContainText("E");
  expect(await findings(page, "keys")).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(shown.dialog).toBeHidden();
});

test("a billing dispute, and what opens from it, is sound", async ({ page, login, rows }) => {
  test.slow();
  const { place, ...me } = await login("associate");
  const given = await rows.case(place, me);
  const where = `/cases/${given.reference}`;
  await visit(page, where);
  await press("Add a billing dispute")(page);
  await expect(page.getByRole("dialog")).toBeVisible();
  expect(await findings(page, "add a billing dispute", IN_SHORT)).toEqual([]);
  const dispute = await rows.dispute(place, given, me);
  await rows.charge(dispute);
  await rows.collectionHold(dispute);
  await visit(page, where);
  for (const name of ["Add charge", "Decide charge 1", "Change charge 1", "Agree plan", "Lift hold"]) {
    await press(name)(page);
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await findings(page, name, IN_SHORT)).toEqual([]);
    await page.keyboard.press("Escape");
  }
  await rows.plan(dispute);
  await visit(page, where);
  expect(await findings(page, where)).toEqual([]);
  await expectSound(page, where);
});

test("files, on their way and on the case, and their dialogs are sound", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const { reference } = await rows.case(place, me);
  const shown = await CasePage.open(page, reference);
  const files = new FileCard(shown);
  await files.choose(aTextFile("empty.txt", ""), aFile("photo.pdf", PNG));
  await expect(files.links).toHaveCount(1);
  await expect(files.row("photo.pdf")).toContainText("by its content it is a PNG image");
  expect(await findings(page, "files")).toEqual([]);
  await expectSound(page, "files");
  for (const name of ["Look at photo.pdf", "Describe photo.pdf", "Remove photo.pdf"]) {
    await files.root.getByRole("button", { name }).click();
    await expect(shown.dialog).toBeVisible();
    expect(await findings(page, name, IN_SHORT)).toEqual([]);
    await page.keyboard.press("Escape");
    await expect(shown.dialog).toBeHidden();
  }
});

test("the menu of a small screen is sound, and closes when it has led somewhere", async ({ page, login }) => {
  await login("supervisor");
  await page.setViewportSize({ width: 390, height: 844 });
  await visit(page, "/");
  await page.getByRole("button", { name: "Menu" }).click();
  const menu = page.getByRole("dialog", { name: "Menu" });
  await expect(menu.getByRole("link", { name: /Triage/ })).toBeVisible();
  expect((await violationsOf(page, EVERYTHING)).map(({ id }) => id)).toEqual([]);
  await menu.getByRole("link", { name: /Triage/ }).click();
  await expect(menu).toBeHidden();
  await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
});

test("what is found while typing, and what stays when a reference is shown, is sound", async ({
  page,
  login,
  rows,
}) => {
  const { place, ...me } = await login("associate");
  const patient = await rows.patient(place);
  await rows.case(place, me, { patient });
  const form = await NewCasePage.open(page);
  await form.fill("It was too loud to sleep.");
  await form.patientSearch.fill(patient.name);
  await expect(form.patientFound).toHaveCount(1);
  expect(await findings(page, "patients found")).toEqual([]);
  await form.patientFound.click();
  await expect(form.duplicates).toHaveCount(1);
  expect(await findings(page, "duplicates")).toEqual([]);
  const logged = await form.logCase();
  await expect(logged.notice).toBeVisible();
  expect(await findings(page, "logged")).toEqual([]);
  await expectSound(page, "logged");
});

test("the sign-in page is sound, with and without a refusal", async ({ page, watch }) => {
  watch.tolerate(/status of 401/);
  const form = await SignInPage.open(page);
  expect(await findings(page, "sign-in")).toEqual([]);
  await form.attempt({ email: "nobody@heard.example", password: "not the one" });
  await expect(form.problem).toBeVisible();
  expect(await findings(page, "sign-in refused")).toEqual([]);
  await expectSound(page, "sign-in");
});

test("a survey is sound, with and without a refusal", async ({ page, rows }) => {
  const place = await rows.place();
  const staff = await rows.person({ role: "associate", place });
  const given = await rows.case(place, staff, { state: "closed" });
  await visit(page, `/survey/${await rows.survey(place, given.id, staff)}`);
  expect(await findings(page, "survey")).toEqual([]);
  await page.getByRole("button", { name: "Send my answers" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  expect(await findings(page, "survey refused", IN_SHORT)).toEqual([]);
  await expectSound(page, "survey");
});

test("names and words without a space to break at do not make a page scroll sideways", async ({
  page,
  login,
  rows,
}) => {
  test.slow();
  const long = "Donaudampfschifffahrtsgesellschaft".repeat(3);
  const place = await rows.place(`${long}${uniqueWord()}`);
  const manager = await rows.person({ role: "manager", place, name: long });
  await rows.grant(manager, "administrator", place);
  const unit = await rows.unit(place, long);
  const patient = await rows.patient(place, { name: long, preferredName: long, recordNumber: "9".repeat(40) });
  const raised = await rows.case(place, manager, { about: long, words: long, unit, patient, owner: manager });
  await rows.case(place, manager, { about: long, unit, patient, severity: 3 });
  await rows.escalation(place, raised, manager, long);
  const request = await rows.request(place, raised, manager, { question: long, unit, shares: ["words", "patient"] });
  const { id } = await rows.letter(place, raised, manager);
  const letter = { id, reference: raised.reference };
  const bulk = { id: await rows.bulkRun(place.id, raised.id, manager) };
  const surveyImport = { id: await rows.surveyImport(place, manager) };
  const report = { id: await rows.report(place, manager) };
  const improvement = { id: await rows.improvement(place, manager, { title: long, words: long }) };
  const article = { id: await rows.article(place, manager, { title: long, body: long }) };
  const instrument = { id: await rows.instrument(place, manager, { name: long.slice(0, 100) }) };
  await login(manager);
  for (const [file, { address, seenBy }] of Object.entries(STAFF_PAGES)) {
    if (!seenBy.includes("manager") && !seenBy.includes("administrator")) continue;
    const records = {
      case: raised,
      patient,
      request,
      letter,
      colleague: manager,
      bulk,
      surveyImport,
      article,
      instrument,
      report,
      improvement,
    };
    await visit(page, address(records));
    await expectSound(page, file);
    await page.setViewportSize({ width: 1024, height: 768 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    await expect.soft.poll(overflow, { message: `${file} scrolls sideways at 1024 px` }).toBeLessThanOrEqual(0);
  }
});

test("the page that says there is nothing here is sound", async ({ page, login, watch }) => {
  watch.tolerate(/status of 404/);
  await login("responder");
  await visit(page, "/nothing/of/the/kind");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Not found");
  expect(await findings(page, "not found")).toEqual([]);
  await expectSound(page, "not found");
});
