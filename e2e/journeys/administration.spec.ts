import { expect, sessionCookie, test } from "../fixtures";
import { AccountPage, PeoplePage, SitesPage } from "../pages/administration";
import { StaffPage } from "../pages/shell";
import { SignInPage } from "../pages/sign-in";
import { visit } from "../pages/visit";
import { uniqueWord } from "../rows";

const FIRST_PASSWORD = "a first password";

test("a new site, its unit and its responder: who signs in is asked to choose a password", async ({
  page,
  otherBrowser,
  login,
}) => {
  await login("administrator");
  const site = `${uniqueWord()} Hospice`;
  const sites = await SitesPage.open(page);
  await sites.addSite({ name: site, timeZone: "Pacific/Auckland", country: "New Zealand" });
  await expect(sites.card(site)).toContainText("New Zealand, Pacific/Auckland");
  for (const unit of ["Rātā Wing", "Kitchen"]) {
    await sites.addUnit(site, unit);
    await expect(sites.card(site).getByRole("listitem").filter({ hasText: unit })).toBeVisible();
  }
  await expect(sites.card(site).getByLabel("Add a unit")).toBeFocused();
  await sites.renameUnit(site, "Kitchen", "Kitchen and laundry");
  await expect(sites.card(site).getByRole("listitem").filter({ hasText: "Kitchen and laundry" })).toBeVisible();
  await sites.closeUnit(site, "Kitchen and laundry", "2024-02-29");
  await expect(sites.card(site).getByRole("button", { name: /laundry \(closed 29 Feb 2024\)$/ })).toBeVisible();

  const name = `Hine ${uniqueWord()}`;
  const email = `${uniqueWord().toLowerCase()}@heard.example`;
  const people = await PeoplePage.open(page);
  const dialog = await people.openAdd();
  await dialog.getByLabel("Name", { exact: true }).fill(name);
  await dialog.getByLabel("E-mail address").fill(email.toUpperCase());
  await dialog.getByLabel("First password").fill(FIRST_PASSWORD);
  await dialog.getByLabel("Role").selectOption("Responder");
  await dialog.getByLabel("Site").selectOption(site);
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(dialog.getByRole("alert")).toContainText("A responder answers for one unit");
  await expect(dialog.getByLabel("Unit they answer for").getByRole("option")).toHaveText([
    "Choose a unit",
    "Rātā Wing",
  ]);
  await dialog.getByLabel("Unit they answer for").selectOption("Rātā Wing");
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(people.news(/^Added\./)).toBeVisible();
  await expect(people.person(name)).toContainText(`Responder${site}, Rātā Wing`);
  await expect(people.person(name)).toContainText("never signed in");

  const theirs = await otherBrowser();
  await (await SignInPage.open(theirs)).signIn({ email, password: FIRST_PASSWORD });
  await expect(theirs).toHaveURL("/account");
  const account = new AccountPage(theirs);
  await expect(theirs.getByRole("main")).toContainText("Choose a password of your own");
  await account.changePassword({ current: FIRST_PASSWORD, next: FIRST_PASSWORD });
  await expect(theirs.getByRole("main")).toContainText("Choose one that differs");
  await account.changePassword({ current: FIRST_PASSWORD, next: "my very own password" });
  await expect(account.news(/Your password is changed\./)).toBeVisible();
  await expect(theirs.getByText("Choose a password of your own")).toHaveCount(0);
  await visit(theirs, "/");
  await expect(theirs.getByRole("main")).toContainText("Nothing is asked of your unit");
});

test("an address that is taken, and a password that is too short, are told beside their fields", async ({
  page,
  login,
}) => {
  const me = await login("administrator");
  const people = await PeoplePage.open(page);
  const dialog = await people.openAdd();
  await dialog.getByLabel("Name", { exact: true }).fill("Hine Faleolo");
  await dialog.getByLabel("E-mail address").fill(me.email.toUpperCase());
  await dialog.getByLabel("First password").fill("short");
  await dialog.getByLabel("Role").selectOption("Associate");
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(dialog.getByLabel("First password")).toHaveAccessibleDescription(/at least 12 characters; a few words/);
  await dialog.getByLabel("First password").fill(FIRST_PASSWORD);
  await dialog.getByRole("button", { name: "Add person" }).click();
  await expect(dialog.getByLabel("E-mail address")).toHaveAccessibleDescription(/already sign in/);
  await expect(dialog.getByLabel("Name", { exact: true })).toHaveValue("Hine Faleolo");
});

test("whoever is deactivated is out at once, and can be let in again", async ({
  page,
  otherBrowser,
  login,
  rows,
  watch,
}) => {
  watch.tolerate(/status of 401/);
  const { place } = await login("administrator");
  const person = await rows.person({ role: "associate", place });
  const theirs = await otherBrowser();
  await login(person, theirs);
  await visit(theirs, "/cases");
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText("Cases");

  const people = await PeoplePage.open(page);
  await people.press(person.name, "Deactivate");
  await expect(people.news(`${person.name} can no longer sign in.`)).toBeVisible();
  await expect(people.person(person.name)).toContainText("deactivated");
  await theirs.getByRole("link", { name: "My day" }).click();
  await expect(theirs).toHaveURL(/\/sign-in/);
  const form = new SignInPage(theirs);
  await form.attempt(person);
  await expect(form.problem).toContainText("do not fit together");

  await people.press(person.name, "Reactivate");
  await expect(people.news(`${person.name} can sign in again.`)).toBeVisible();
  await form.signIn(person);
  await expect(new StaffPage(theirs).newCase).toBeVisible();
});

test("a new password set for somebody ends their sign-ins and must be replaced", async ({
  page,
  otherBrowser,
  login,
  rows,
}) => {
  const { place } = await login("administrator");
  const person = await rows.person({ role: "supervisor", place });
  const theirs = await otherBrowser();
  await login(person, theirs);
  const people = await PeoplePage.open(page);
  await people.press(person.name, "New password");
  await people.dialog.getByLabel("New password").fill("a replaced password");
  await people.dialog.getByRole("button", { name: "Set password" }).click();
  await expect(people.news(/Tell .* the new password yourself/)).toBeVisible();
  await visit(theirs, "/cases");
  await expect(theirs).toHaveURL(/\/sign-in/);
  await new SignInPage(theirs).signIn({ email: person.email, password: "a replaced password" });
  await expect(theirs.getByRole("main")).toContainText("Choose a password of your own");
});

test("a role is given and taken away, but never the last administrator's", async ({ page, login, rows }) => {
  const me = await login("administrator");
  const person = await rows.person({ role: "associate", place: me.place });
  const people = await PeoplePage.open(page);
  await people.press(person.name, "Give a role");
  await people.dialog.getByLabel("Role").selectOption("Supervisor");
  await people.dialog.getByRole("button", { name: "Give role" }).click();
  await expect(people.person(person.name).getByRole("listitem")).toHaveCount(2);
  await people.press(person.name, `Take away Associate at ${me.place.name} from ${person.name}`);
  await expect(people.person(person.name).getByRole("listitem")).toHaveCount(1);
  await people.press(me.name, `Take away Administrator at ${me.place.name} from ${me.name}`);
  await expect(people.news(/last administrator/)).toBeVisible();
  await expect(people.person(me.name)).toContainText("Administrator");
});

test("one's own sign-ins are listed, and one elsewhere is ended", async ({ page, login, rows, request }) => {
  const person = await login("associate");
  const elsewhere = await rows.session(person);
  const { name, value } = await sessionCookie(elsewhere);
  const asks = () => request.get("/cases", { headers: { cookie: `${name}=${value}` }, maxRedirects: 0 });
  expect((await asks()).status()).toBe(200);

  const account = await AccountPage.open(page);
  await expect(account.sessions).toHaveCount(2);
  await expect(account.sessions.first()).toContainText("Firefox on Windows from 192.0.2.7");
  await account.sessions.getByRole("button", { name: "Sign out there" }).click();
  await expect(account.news("Signed out there.")).toBeVisible();
  await expect(account.sessions).toHaveCount(1);
  const answer = await asks();
  expect(answer.status()).toBeGreaterThanOrEqual(300);
  expect(answer.headers().location).toMatch(/\/sign-in/);
});

test("a changed password signs out everywhere else", async ({ page, login, rows }) => {
  const person = await login("associate");
  await rows.session(person);
  const account = await AccountPage.open(page);
  await account.changePassword({ current: "not the one", next: "my very own password" });
  await expect(page.getByLabel("Password now")).toHaveAccessibleDescription(/not the password you have now/);
  await account.changePassword({ current: person.password, next: "my very own password" });
  await expect(account.news(/You are signed out everywhere else\./)).toBeVisible();
  await expect(account.sessions).toHaveCount(1);
  expect(await rows.count("Session", '"personId" = $1 AND "endedAt" IS NULL', person.id)).toBe(1);
});
