import "server-only";
import { patientsVisibleTo } from "@/lib/patient/scope";
import { dbFor, type Tx } from "@/lib/platform/db";
import type { Viewer } from "@/lib/platform/viewer";
import type { PatientAlert } from "./types";

/** The alerts of a patient that hold, the newest first; at most 100, which is more than merges bring together. */
export async function listAlerts(viewer: Viewer, patientId: string, db: Tx = dbFor(viewer)): Promise<PatientAlert[]> {
  const rows = await db.patientAlert.findMany({
    where: { patientId, endedAt: null, patient: patientsVisibleTo(viewer) },
    select: { id: true, body: true, createdAt: true, addedBy: { select: { name: true } } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 100,
  });
  return rows.map(({ id, body, createdAt, addedBy }) => ({
    ...{ id, body, addedBy: addedBy.name, addedAt: createdAt.toISOString() },
  }));
}
