import "server-only";
import { canAnywhere } from "@/lib/access/policy";
import type { UserCtx } from "@/lib/platform/context";
import { dbFor } from "@/lib/platform/db";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/platform/errors";
import { DEED_NEEDS, describePreview, groupLeft, whyNot, wrongDay } from "../rules";
import { MOST_AT_ONCE, type PreviewBulkInput } from "../schema";
import type { BulkPreview } from "../types";
import { listMatching, readAround, readFacts } from "./facts";

/** What would be done, and what not and why, before anything is. */
export async function previewBulk(ctx: UserCtx, input: PreviewBulkInput): Promise<BulkPreview> {
  const { cases, query, ...deed } = input;
  const { viewer, now } = ctx;
  if (!canAnywhere(viewer, DEED_NEEDS[deed.deed])) throw new Forbidden();
  const db = dbFor(viewer);
  const picked = cases.map(({ caseId }) => caseId);
  const isPicked = picked.length > 0;
  const ids = isPicked ? picked : await listMatching(db, viewer, { query, asOf: now, take: MOST_AT_ONCE + 1 });
  if (ids.length > MOST_AT_ONCE) throw new Conflict(TOO_MANY);
  const [found, around] = await Promise.all([readFacts(db, viewer, { ids, deed, now }), readAround(db, viewer, deed)]);
  if (isPicked && found.length < ids.length) throw new NotFound("One of these cases");
  if (found.length === 0) throw new Conflict("No case matches this filter any more.");
  if (deed.deed === "assign" && !around.owner) throw new Invalid({ ownerId: "Choose somebody who works cases here." });
  const wrong = wrongDay(
    deed,
    found.map(({ facts }) => facts.today),
  );
  if (wrong) throw new Invalid(wrong);
  const left = found.flatMap(({ reference, facts }) => {
    const why = whyNot(viewer, { deed, facts, around });
    return why === null ? [] : [{ why, reference }];
  });
  const stays = new Set(left.map(({ reference }) => reference));
  const done = found.filter(({ reference }) => !stays.has(reference));
  return {
    total: found.length,
    willDo: done.length,
    references: done.map(({ reference }) => reference),
    words: describePreview({
      ...{ deed, ownerName: around.owner?.name ?? null, viewerId: viewer.personId, total: found.length },
      facts: done.map(({ facts }) => facts),
    }),
    left: groupLeft(left),
    cases: isPicked ? found.map(({ id, version }) => `${id}:${version}`).join(",") : "",
    asOf: now.toISOString(),
  };
}

const TOO_MANY = `More than ${MOST_AT_ONCE.toLocaleString("en")} cases match. Add a filter, so that fewer do, and go on with the rest afterwards.`;
