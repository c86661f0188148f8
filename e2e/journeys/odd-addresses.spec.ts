import { expect, test } from "../fixtures";
import { visit } from "../pages/visit";

const NOBODY = "018f2c5e-0000-7000-8000-000000000000";

function cursor(value: unknown, direction = "after"): string {
  return Buffer.from(JSON.stringify({ direction, value, id: NOBODY })).toString("base64url");
}

/** Addresses as they are mistyped, cut off, kept too long or made up; each must give a page like any other. */
const FALLS_BACK = [
  "/?x=1",
  "/cases?tab=nope&kind=%3Cscript%3E&state=&severity=9&channel=fax&order=sideways&sort=__proto__",
  "/cases?tab=all&tab=mine&kind=complaint&kind=inquiry",
  "/cases?owner=me&unit=1%27%20OR%201%3D1&site=%22",
  `/cases?owner=${NOBODY}&unit=${NOBODY}&site=${NOBODY}`,
  "/cases?from=2026-02-30&to=yesterday",
  "/cases?from=0001-01-01&to=9999-12-31",
  "/cases?from=9999-12-31&to=0001-01-01",
  "/cases?page=zzz",
  `/cases?page=${"A".repeat(500)}`,
  `/cases?page=${cursor("no time")}`,
  `/cases?page=${cursor(-8.64e15)}`,
  `/cases?page=${cursor(8.64e15, "before")}`,
  `/cases?sort=severity&page=${cursor("2026-01-01T00:00:00Z")}`,
  `/cases?sort=severity&page=${cursor(99_999_999_999)}`,
  `/cases?sort=severity&page=${cursor(1e300)}`,
  "/cases?page=%00",
  "/cases?tab[]=mine&tab[constructor]=1",
  "/patients?q=%00",
  "/patients?q=a%00b",
  "/patients?q=%25%25%25",
  "/patients?q=%5C_%5C",
  "/patients?q=%F0%9F%92%A9%20%E2%80%AE",
  `/patients?q=${"a%20".repeat(100)}`,
  `/patients?q=${"9".repeat(300)}`,
  "/patients?q=1&q=2",
  "/patients/new?name=%00&for=nothing",
  "/cases/new?patient=abc",
  `/cases/new?patient=${NOBODY}`,
  "/search?q=%00",
  "/search",
  "/search?q=PR-26-000000-7",
  "/search?q=PR-26-999999-0",
  "/account?x=%00",
];

const UNKNOWN = [
  "/nothing",
  "/cases/abc",
  "/cases/PR-26-999999-0",
  "/cases/%00",
  "/cases/%25",
  "/cases/%E0%A4%A",
  "/cases/..%2F..%2Fetc%2Fpasswd",
  "/patients/abc",
  `/patients/${NOBODY}`,
  "/patients/%00",
  "/admin",
  "/cases/new/new",
];

function titleIn(html: string): string {
  return /<h1[^>]*>(.*?)<\/h1>/.exec(html)?.[1] ?? "";
}

test("odd parameters fall back to a page that works", async ({ page, login }) => {
  const person = await login("manager");
  expect(person.role).toBe("manager");
  for (const address of FALLS_BACK) {
    const answer = await page.request.get(address);
    expect.soft(answer.status(), address).toBe(200);
    expect.soft(titleIn(await answer.text()), address).not.toMatch(/^Not found$|^This page could not be shown$|^$/);
  }
});

test("odd parameters of the audit trail fall back too", async ({ page, login }) => {
  await login("auditor");
  for (const value of ["no time", -8.64e15, 8.64e15, 1e300]) {
    const answer = await page.request.get(`/admin/audit?page=${cursor(value)}`);
    expect.soft(answer.status(), String(value)).toBe(200);
    expect.soft(titleIn(await answer.text()), String(value)).toBe("Audit trail");
  }
});

test("an address that leads nowhere says so", async ({ page, login }) => {
  await login("manager");
  for (const address of UNKNOWN) {
    const answer = await page.request.get(address);
    expect.soft(answer.status(), address).toBe(404);
  }
});

test("a bad filter leaves no chip, and the page says how many cases there are", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  await rows.case(place, me, { owner: me });
  await visit(page, "/cases?tab=nope&severity=9&kind=%3Cscript%3E");
  await expect(page.getByRole("list", { name: "Filters" })).toHaveCount(0);
  await expect(page.getByRole("main")).toContainText("1 in this view.");
  await visit(page, `/cases?unit=${NOBODY}`);
  await expect(page.getByRole("list", { name: "Filters" })).toContainText("Unit is not one of yours");
});

test("a reference with a slip is told apart from one that nobody has", async ({ page, login, rows }) => {
  const { place, ...me } = await login("associate");
  const foreign = await rows.case(await rows.place(), me);
  const mine = await rows.case(place, me);
  const wrongDigit = (Number(mine.reference.at(-1)) + 1) % 10;
  await visit(page, `/search?q=${mine.reference.slice(0, -1)}${wrongDigit}`);
  await expect(page.getByText("There is a slip in this reference")).toBeVisible();
  await visit(page, `/search?q=${foreign.reference}`);
  await expect(page.getByText("No case has this reference")).toBeVisible();
  await visit(page, `/search?q=${mine.reference.replaceAll("-", "")}`);
  await expect(page).toHaveURL(`/cases/${mine.reference}`);
});
