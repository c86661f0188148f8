import { beforeAll, describe, expect, test } from "vitest";
import { addPrivilegedNote } from "@/lib/contact/mutations/add-privileged-note";
import { systemDb } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import { searchCases, searchRequests } from "@/lib/search/queries";
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

const found = async (typed: string, who = responder) =>
  (await searchRequests(who, typed, NOW)).rows.map(({ question }) => question);

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
