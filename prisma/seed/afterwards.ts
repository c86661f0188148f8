import type { Chronicle } from "./events";
import type { Staff } from "./people";
import { idAt, type Random } from "./random";
import type { DemoData } from "./rows";
import { HOUR, plus } from "./times";

type World = { random: Random; staff: Staff; data: DemoData; chronicle: Chronicle; now: Date };

const DEMO_ASSOCIATE = "associate@heard.example";
const DEMO_SUPERVISOR = "supervisor@heard.example";
const DEMO_MANAGER = "manager@heard.example";
const ASKS = [
  "can you ring them before the weekend, even without news? They asked twice.",
  "the unit has looked at this with us; what they said is worth a line in the answer. Shall we go through it together?",
];
const BODIES = [
  "Peer review opened with the medical director. The order of events in the chart and in the account differ by forty minutes; to be looked at by two reviewers from another site.",
  "Reviewers find that the standard of care was met in one point and open in the other. Nothing of this goes into the answer; the answer rests on the unit's own reply.",
];

/** Two peer-review notes of the manager, on two serious cases that are being looked into. */
export function reviewByPeers({ random, staff, data, chronicle, now }: World): void {
  const manager = staff.workers.find(({ row }) => row.email === DEMO_MANAGER);
  if (!manager) return;
  const sites = new Set(staff.grants.filter(({ personId }) => personId === manager.row.id).map(({ siteId }) => siteId));
  const serious = data.cases.filter(
    ({ severity, state, siteId, updatedAt }) =>
      severity === 3 &&
      (state === "investigating" || state === "waiting") &&
      sites.has(siteId) &&
      updatedAt < plus(now, -HOUR),
  );
  for (const [index, body] of BODIES.entries()) {
    const row = serious[index];
    if (!row) return;
    const at = plus(row.updatedAt, HOUR / 2);
    const id = idAt(random, at);
    const { id: caseId, siteId } = row;
    const idempotencyKey = idAt(random, at);
    data.privilegedNotes.push({ id, caseId, siteId, authorId: manager.row.id, body, createdAt: at, idempotencyKey });
    const subject = { noun: "privileged", id: caseId } as const;
    chronicle.tell({
      subject,
      siteId: null,
      at,
      actor: manager.row,
      event: { type: "privileged_note.added", data: { noteId: id } },
    });
  }
}

/** The supervisor asks the associate something on two of their open cases, and has not been read yet. */
export function askOwner({ random, staff, data, chronicle, now }: World): void {
  const by = (email: string) => staff.workers.find(({ row }) => row.email === email)?.row;
  const [owner, supervisor] = [by(DEMO_ASSOCIATE), by(DEMO_SUPERVISOR)];
  if (!owner || !supervisor) return;
  const quiet = data.cases
    .filter(({ ownerId, closedAt, escalatedAt }) => ownerId === owner.id && !closedAt && !escalatedAt)
    .map((row) => ({ row, at: plus(chronicle.lastOf({ noun: "case", id: row.id }), HOUR / 2) }))
    .filter(({ at }) => at < plus(now, -HOUR));
  for (const [index, ask] of ASKS.entries()) {
    const one = quiet[index];
    if (!one) return;
    const { at, row } = one;
    const noteId = idAt(random, at);
    const place = { caseId: row.id, siteId: row.siteId };
    data.notes.push({
      ...{ id: noteId, ...place, authorId: supervisor.id, createdAt: at, idempotencyKey: idAt(random, at) },
      body: `@${owner.name} ${ask}`,
    });
    data.noteMentions.push({
      ...{ id: idAt(random, at), noteId, ...place, personId: owner.id, createdAt: at },
      seenAt: null,
    });
    const subject = { noun: "case", id: row.id } as const;
    const event = { type: "note.added", data: { noteId } } as const;
    chronicle.tell({ subject, siteId: row.siteId, at, actor: supervisor, event });
  }
}
