import { encode } from "next-auth/jwt";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { GET as getCaseFile } from "@/app/api/cases/[ref]/file/route";
import { GET as getExport } from "@/app/api/exports/[id]/route";
import { makeExport } from "@/lib/export/mutations/make-export";
import { makeExportSchema } from "@/lib/export/schema";
import { systemDb } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/shared/ids";
import { eventTypesOf } from "../../support/evidence";
import {
  aCase,
  aPerson,
  aSession,
  aSite,
  aUnit,
  type PersonGiven,
  userCtxFor,
  viewerAgain,
} from "../../support/factories";

// The first gate passes these addresses by, so each has to refuse by itself.
const request = vi.hoisted(() => ({ token: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: (name: string) => (name === "heard-session" ? { name, value: request.token } : undefined),
  }),
  headers: async () => new Headers(),
}));

beforeEach(() => {
  request.token = "";
});

async function signIn(personId: string): Promise<string> {
  const sessionId = await aSession(personId, new Date());
  request.token = await encode({ token: { sessionId }, secret: env().HEARD_SECRET });
  return sessionId;
}

async function somethingToTake(given: PersonGiven = {}) {
  const site = await aSite();
  const person = await aPerson({ site, role: "manager", ...given });
  const { id: caseId, reference } = await aCase({ site });
  await signIn(person.id);
  const input = makeExportSchema.parse({ exportId: newId(), format: "csv", query: "tab=open", columns: "" });
  const { exportId } = await makeExport(userCtxFor(await viewerAgain(person.id), new Date()), input);
  const take = async () => {
    const asked = new Request("http://localhost:3000/api/x");
    const answers = [
      await getExport(asked, { params: Promise.resolve({ id: exportId }) }),
      await getCaseFile(new Request(`${asked.url}?notes=yes`), { params: Promise.resolve({ ref: reference }) }),
    ];
    const words = await Promise.all(answers.map((answer) => answer.text()));
    return { statuses: answers.map(({ status }) => status), words: words.join("\n") };
  };
  return { site, person, caseId, reference, take };
}

describe("an export and the file of a case", () => {
  test("are handed to whoever may have them", async () => {
    const { reference, caseId, take } = await somethingToTake();
    const { statuses, words } = await take();
    expect(statuses).toEqual([200, 200]);
    expect(words).toContain(reference);
    expect(await eventTypesOf("case", caseId)).toContain("case.printed");
  });

  test.each(["", "?notes=", "?notes=xyz", "?notes=NO", "?notes=no&notes=yes"])(
    "the file of a case is not made where the address ends in %j, which does not say how complete it is to be",
    async (query) => {
      const { reference, caseId } = await somethingToTake();
      const asked = new Request(`http://localhost:3000/api/x${query}`);
      const answer = await getCaseFile(asked, { params: Promise.resolve({ ref: reference }) });
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain("Say which file it is to be");
      expect(await eventTypesOf("case", caseId)).not.toContain("case.printed");
    },
  );

  test("the file of a case is named for what is in it", async () => {
    const { reference } = await somethingToTake();
    const nameAt = async (query: string) => {
      const asked = new Request(`http://localhost:3000/api/x?${query}`);
      const answer = await getCaseFile(asked, { params: Promise.resolve({ ref: reference }) });
      return answer.headers.get("content-disposition");
    };
    expect(await nameAt("notes=no")).toContain(`${reference}-without-internal-notes.pdf`);
    expect(await nameAt("notes=yes")).toContain(`${reference}-complete-internal.pdf`);
  });

  test.each<[string, number, (given: Awaited<ReturnType<typeof somethingToTake>>) => Promise<unknown>]>([
    ["who is not signed in", 401, async () => Object.assign(request, { token: "" })],
    ["who has a cookie of no session", 401, async () => Object.assign(request, { token: "abc" })],
    [
      "whose session has ended",
      401,
      async ({ person }) => {
        await systemDb().session.updateMany({ where: { personId: person.id }, data: { endedAt: new Date() } });
      },
    ],
    [
      "who has yet to choose a password",
      401,
      async ({ person }) => systemDb().person.update({ where: { id: person.id }, data: { mustSetPassword: true } }),
    ],
    [
      "who only administers by now",
      404,
      async ({ person }) =>
        systemDb().roleGrant.updateMany({ where: { personId: person.id }, data: { role: "administrator" } }),
    ],
    [
      "who is a responder by now",
      404,
      async ({ person, site }) => {
        const { id: unitId } = await aUnit(site);
        const data = { role: "responder", unitId } as const;
        await systemDb().roleGrant.updateMany({ where: { personId: person.id }, data });
      },
    ],
  ])("are refused to one %s: %i", async (_, status, change) => {
    const given = await somethingToTake();
    await change(given);
    const { statuses, words } = await given.take();
    expect(statuses).toEqual([status, status]);
    expect(words).not.toContain(given.reference);
    expect(await eventTypesOf("case", given.caseId)).not.toContain("case.printed");
  });
});
