import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { type Named, type Person, type Role, Rows } from "./rows";
import { Watch } from "./watch";

export { expect } from "@playwright/test";

type Fixtures = {
  watch: Watch;
  /** Puts a sign-in of this person, or of a new one with this role at a new site, into the page's browser. */
  login: {
    (who: Role, page?: Page): Promise<Person>;
    <P extends Named>(who: P, page?: Page): Promise<P>;
  };
  /** The page of a browser of its own, as of a colleague at another desk. */
  otherBrowser: (options?: BrowserContextOptions) => Promise<Page>;
};

type WorkerFixtures = { rows: Rows };

export const test = base.extend<Fixtures, WorkerFixtures>({
  rows: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are needed from the pattern.
    async ({}, use) => {
      const rows = new Rows();
      await use(rows);
      await rows.close();
    },
    { scope: "worker" },
  ],
  watch: [
    async ({ context, baseURL }, use) => {
      const watch = new Watch(new URL(baseURL ?? "").origin);
      await watch.over(context);
      await use(watch);
      watch.verify();
    },
    { auto: true },
  ],
  login: async ({ rows, page: ownPage }, use) => {
    const enter = async (who: Role | Named, page: Page = ownPage) => {
      const person = typeof who === "string" ? await rows.person({ role: who, place: await rows.place() }) : who;
      await putSession(page.context(), await rows.session(person));
      return person;
    };
    await use(enter as Fixtures["login"]);
  },
  otherBrowser: async ({ browser, watch }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      contexts.push(context);
      await watch.over(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
});

/** The cookie that a sign-in leaves in the browser, for a session row. */
export async function sessionCookie(sessionId: string): Promise<{ name: string; value: string }> {
  const secret = process.env.HEARD_SECRET;
  if (!secret)
    throw new Error("HEARD_SECRET is not set: the browser tests sign in with the secret of the server they meet.");
  return { name: "heard-session", value: await encode({ token: { sessionId }, secret }) };
}

async function putSession(context: BrowserContext, sessionId: string): Promise<void> {
  const { baseURL } = test.info().project.use;
  const { name, value } = await sessionCookie(sessionId);
  await context.addCookies([{ name, value, url: baseURL ?? "", httpOnly: true, sameSite: "Lax" }]);
}
