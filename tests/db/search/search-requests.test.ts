import { beforeAll, describe, expect, test } from "vitest";
import { addPrivilegedNote } from "@/lib/contact/mutations/add-privileged-note";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { searchCases } from "@/lib/search/queries/cases";
import { searchRequests } from "@/lib/search/queries/requests";
import { newId } from "@/lib/shared/ids";
import {
  aCase,
  anIssue,
  aPatient,
  aRequest,
  aSite,
  aUnit,
  aViewer,
  NOW,
  type Place,
  userCtxFor,
} from "../../support/factories";

let site: Place;
let unitId: string;
let responder: Viewer;

beforeAll(async () => {
  site = await aSite();
  unitId = (await aUnit(site)).id;
  responder = await aViewer({ site, role: "responder", unitId });
});

async function aScene(shares: { sharesWords?: boolean; sharesPatient?: boolean; sharesIssues?: boolean } = {}) {
  const patient = await aPatient({ site, name: "Quilla Vexworth" });
  const of = await aCase({ site, patientId: patient.id, words: "The kingfisher was loud.", about: "The secretbird" });
  await anIssue({ caseId: of.id, siteId: site.id, summary: "No hoopoe on the ward" });
  return { of, asked: await aRequest({ of, unitId, question: "Where was the pangolin?", ...shares }) };
}

async function found(typed: string, who = responder) {
  const search = await searchRequests(who, typed, NOW);
  return search.outcome === "found" ? search.rows.map(({ question }) => question) : search.outcome;
}

describe("a responder finds what their unit is asked", () => {
  test("by its question, and nothing of the case that it does not share", async () => {
    const { of } = await aScene();
    await addPrivilegedNote(userCtxFor(await aViewer({ site, role: "manager" })), {
      ...{ caseId: of.id, body: "The lyrebird", idempotencyKey: newId() },
    });
    expect(await found("pangolin")).toHaveLength(1);
    expect(await found('"the pangolin"')).toHaveLength(1);
    for (const typed of [
      "kingfisher",
      "hoopoe",
      "vexworth",
      "quilla pangolin",
      "secretbird",
      "lyrebird",
      "-pangolin",
    ]) {
      expect([typed, await found(typed)]).toEqual([typed, []]);
    }
    // A word to leave out tells nothing either.
    expect(await found("pangolin -kingfisher")).toHaveLength(1);
    expect(await searchCases(responder, "pangolin", NOW)).toMatchObject({ hits: [] });
  });

  test("and by what it shares, until it is withdrawn", async () => {
    const { asked } = await aScene({ sharesWords: true, sharesPatient: true, sharesIssues: true });
    for (const typed of ["kingfisher pangolin", "hoopoe", "vexworth"]) expect(await found(typed)).toHaveLength(1);
    await systemDb().request.update({
      where: { id: asked.id },
      data: { state: "withdrawn", reason: "No longer", settledAt: NOW, settledById: asked.askedById },
    });
    for (const typed of ["kingfisher", "hoopoe", "vexworth"]) expect(await found(typed)).toEqual([]);
  });

  test("of their own unit alone", async () => {
    await aScene();
    const other = await aUnit(site);
    expect(await found("pangolin", await aViewer({ site, role: "responder", unitId: other.id }))).toEqual([]);
    for (const role of ["associate", "supervisor", "manager", "auditor", "administrator"] as const) {
      expect(await found("pangolin", await aViewer({ site, role }))).toEqual([]);
    }
  });
});

test("a search that takes too long is stopped and says so", async () => {
  await systemDb().$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE "Request" IN ACCESS EXCLUSIVE MODE`;
      expect(await searchRequests(responder, "pangolin", NOW)).toEqual({ outcome: "too_slow" });
    },
    { timeout: 15_000 },
  );
}, 20_000);

test("whose unit was asked very much is told that only the latest was looked through", async () => {
  const unit = await aUnit(site);
  const who = await aViewer({ site, role: "responder", unitId: unit.id });
  const of = await aCase({ site });
  const { id } = await aRequest({ of, unitId: unit.id, question: "Where was the takahe?" });
  expect(await searchRequests(who, "takahe", NOW)).toMatchObject({ rows: [{ id }], isPartial: false });
  const [row] = await systemDb().$queryRaw<{ columns: string }[]>`
    SELECT string_agg(quote_ident(column_name), ', ') AS "columns" FROM information_schema.columns
    WHERE table_name = 'Request' AND table_schema = current_schema() AND column_name NOT IN ('id', 'askedAt', 'idempotencyKey')`;
  await systemDb().$executeRawUnsafe(
    `INSERT INTO "Request" ("id", "askedAt", "idempotencyKey", ${row?.columns})
     SELECT gen_random_uuid(), "askedAt" - n * interval '1 second', gen_random_uuid(), ${row?.columns}
     FROM "Request", generate_series(1, 1000) n WHERE "id" = '${id}'`,
  );
  expect(await searchRequests(who, "takahe", NOW)).toMatchObject({ isCapped: true, isPartial: true });
});
