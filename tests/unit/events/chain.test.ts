import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CHAIN_START, type ChainLink, findBreak, hashLink, sealEvent } from "@/lib/events/chain";
import { describeEvent } from "@/lib/events/labels";
import { type EventDetail, type HeardEvent, readEvent } from "@/lib/events/schema";

type Row = ChainLink & { prevHash: string; hash: string };

function aLink(position: number, given: Partial<ChainLink> = {}): ChainLink {
  return {
    id: `0199aaaa-0000-7000-8000-${String(position).padStart(12, "0")}`,
    chain: "case:1",
    position,
    type: "note.added",
    at: new Date(Date.UTC(2026, 4, 12, 9, position)),
    actorId: "0199aaaa-0000-7000-8000-00000000000a",
    actorName: "Dana Moreau",
    siteId: "0199aaaa-0000-7000-8000-00000000000b",
    data: { noteId: String(position), nested: { b: 1, a: [1, { d: null, c: "é" }] } },
    ...given,
  };
}

function aChain(length: number): Row[] {
  const rows: Row[] = [];
  for (let position = 1; position <= length; position++) {
    const prevHash = rows.at(-1)?.hash ?? CHAIN_START;
    const link = aLink(position);
    rows.push({ ...link, prevHash, hash: hashLink(prevHash, link) });
  }
  return rows;
}

const changed = (rows: Row[], position: number, change: Partial<Row>) =>
  rows.map((row) => (row.position === position ? { ...row, ...change } : row));

describe("a chain of events", () => {
  test.each([0, 1, 2, 50])("of %i holds as it was written", (length) => {
    expect(findBreak(aChain(length))).toBeNull();
  });

  test.each<[string, Partial<Row>]>([
    ["its type", { type: "case.closed" }],
    ["its time", { at: new Date("2026-05-12T09:03:00.001Z") }],
    ["who did it", { actorId: null }],
    ["the name of who did it", { actorName: "Dana Morea" }],
    ["its site", { siteId: null }],
    ["what it says", { data: { noteId: "3" } }],
    ["its id", { id: "0199aaaa-0000-7000-8000-0000000000ff" }],
    ["what it is about", { chain: "case:2" }],
    ["its hash", { hash: "0".repeat(64) }],
    ["what it follows", { prevHash: "0".repeat(64) }],
  ])("breaks where %s was changed", (_what, change) => {
    expect(findBreak(changed(aChain(5), 3, change))).toBe(3);
  });

  test("breaks after a row that was changed and hashed anew", () => {
    const rows = aChain(5);
    const { prevHash, hash: _hash, ...link } = { ...(rows[2] ?? fail()), actorName: "Somebody else" };
    expect(findBreak(changed(rows, 3, { ...link, hash: hashLink(prevHash, link) }))).toBe(4);
  });

  test.each([1, 2, 4])("breaks where row %i was dropped", (position) => {
    expect(findBreak(aChain(5).filter((row) => row.position !== position))).toBe(position + 1);
  });

  test("breaks where a row was dropped and the rest moved up", () => {
    const rows = aChain(5)
      .filter(({ position }) => position !== 2)
      .map((row, index) => ({ ...row, position: index + 1 }));
    expect(findBreak(rows)).toBe(2);
  });

  test("breaks where a row was put in", () => {
    const rows = aChain(5);
    const link = aLink(3, { actorName: "Nobody" });
    const prevHash = rows[1]?.hash ?? "";
    const inserted = { ...link, prevHash, hash: hashLink(prevHash, link) };
    const moved = rows.slice(2).map((row) => ({ ...row, position: row.position + 1 }));
    expect(findBreak([...rows.slice(0, 2), inserted, ...moved])).toBe(4);
  });

  test("breaks where two rows were swapped", () => {
    const [one, two, three] = aChain(3);
    expect(findBreak([one ?? fail(), three ?? fail(), two ?? fail()])).toBe(3);
    expect(findBreak([one ?? fail(), { ...(three ?? fail()), position: 2 }, { ...(two ?? fail()), position: 3 }])).toBe(
      2,
    );
  });

  test("holds whatever the order of the keys that the database gives back", () => {
    const rows = aChain(4).map((row) => ({
      ...row,
      data: { nested: { a: [1, { c: "é", d: null }], b: 1 }, noteId: String(row.position) },
    }));
    expect(findBreak(rows)).toBeNull();
  });

  test("holds for any data that JSON can hold, once it has been through JSON", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        const kept: unknown = JSON.parse(JSON.stringify(data));
        expect(hashLink(CHAIN_START, aLink(1, { data: kept }))).toBe(hashLink(CHAIN_START, aLink(1, { data })));
      }),
    );
  });

  test("tells apart data that differs only in where one field ends", () => {
    const hashOf = (data: unknown) => hashLink(CHAIN_START, aLink(1, { data }));
    const hashes = [
      { a: "b", c: "d" },
      { a: 'b","c":"d' },
      { a: ["b", "c"] },
      { a: "b,c" },
      {},
      [],
      null,
      "",
      { a: null },
    ].map(hashOf);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});

describe("an event with values of people", () => {
  const changes = [
    { field: "phone", before: null, after: "020 7946 0000" },
    { field: "kind", before: "Concern", after: "Complaint" },
  ];
  const told: HeardEvent[] = [
    { type: "patient.registered", data: { name: "Ileana Marcu" } },
    { type: "patient.changed", data: { changes } },
    {
      type: "issue.added",
      data: { issueId: "0199aaaa-0000-7000-8000-00000000000c", summary: "Cold food", severity: 1 },
    },
    { type: "case.changed", data: { changes } },
  ];

  const rowsOf = (events: HeardEvent[]) => {
    const rows: (Row & { detail: EventDetail | null })[] = [];
    for (const event of events) {
      const prevHash = rows.at(-1)?.hash ?? CHAIN_START;
      const { data, detail } = sealEvent(event, `salt ${rows.length}`);
      const link = aLink(rows.length + 1, { type: event.type, data });
      rows.push({
        ...link,
        prevHash,
        hash: hashLink(prevHash, link),
        detail: detail && { ...detail, redactedAt: null },
      });
    }
    return rows;
  };
  const withDetail = (position: number, detail: EventDetail | null) =>
    rowsOf(told).map((row) => (row.position === position ? { ...row, detail } : row));
  const removed: EventDetail = { salt: "", values: {}, redactedAt: new Date() };

  test("keeps none of them in the chain, and reads back as it was told", () => {
    const rows = rowsOf(told);
    expect(JSON.stringify(rows.map(({ data }) => data))).not.toMatch(/Ileana|020|Cold/);
    expect(rows.map(readEvent)).toEqual(told);
    expect(findBreak(rows)).toBeNull();
  });

  test("keeps the labels of a fixed list in the chain", () => {
    expect(rowsOf(told)[3]?.data).toMatchObject({ changes: [{ field: "phone" }, changes[1]] });
  });

  test.each<[string, number, EventDetail | null]>([
    ["was changed", 1, { salt: "salt 0", values: { name: "Ileana Marku" }, redactedAt: null }],
    ["has another salt", 1, { salt: "salt 1", values: { name: "Ileana Marcu" }, redactedAt: null }],
    ["has a value more", 2, { salt: "salt 1", values: { name: "x", "phone.before": null }, redactedAt: null }],
    ["is gone without a trace", 3, null],
  ])("breaks where its side row %s", (_what, position, detail) => {
    expect(findBreak(withDetail(position, detail))).toBe(position);
  });

  test("breaks where a side row was put beside an event that has none", () => {
    const row = { ...(aChain(1)[0] ?? fail()), detail: removed };
    expect(findBreak([row])).toBe(1);
  });

  test("holds where its values were removed, and says so in their place", () => {
    const rows = rowsOf(told).map((row) => ({ ...row, detail: removed }));
    expect(findBreak(rows)).toBeNull();
    expect(rows.map(readEvent).map((event) => event && describeEvent(event))).toEqual([
      "registered (removed)",
      "changed the phone number from (removed) to (removed); the kind from Concern to Complaint",
      "added an issue: (removed)",
      "changed the phone number from (removed) to (removed); the kind from Concern to Complaint",
    ]);
  });

  test("from before there were side rows reads as it always did", () => {
    expect(told.map((event) => readEvent({ ...event, detail: null }))).toEqual(told);
  });
});

function fail(): never {
  throw new Error("this chain has no such row");
}
