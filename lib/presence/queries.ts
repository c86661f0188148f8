import "server-only";
import { can } from "@/lib/access/policy";
import { queueWhere } from "@/lib/case/queries/queue";
import { queueSchema } from "@/lib/case/schema";
import { casesVisibleTo } from "@/lib/case/scope";
import { chainOf } from "@/lib/events/schema";
import { countUnread } from "@/lib/notification/queries";
import type { UserCtx } from "@/lib/platform/context";
import { dbFor, type Prisma } from "@/lib/platform/db";
import { NotFound } from "@/lib/platform/errors";
import { announce, type LiveNews, listen } from "@/lib/platform/live";
import { describeError, log } from "@/lib/platform/log";
import { peekViewer, type Viewer } from "@/lib/platform/viewer";
import { parseSearchParams } from "@/lib/shared/search-params";
import { BEAT_MS, othersOn, type Presence, withPresence } from "./rules";
import type { LiveParams, TellWritingInput } from "./schema";

type Watched = { id: string; siteId: string };
/** Where a stream's words go. */
type Out = { send: (name: string, data: unknown) => void; beat: () => void; close: () => void };

const MOST_STREAMS = 8;
/** What changes nothing on a case that a colleague would want to see. */
const QUIET = ["mention.seen"];

type Hub = { streams: Set<LiveStream>; tabs: Presence[]; names: Map<string, string> };
const held = globalThis as { heardHub?: Hub };

/** Says that the viewer writes on a case, or has stopped; never what. */
export async function tellWriting(ctx: UserCtx, { caseId, tabKey, isWriting }: TellWritingInput) {
  const { id, siteId } = await getWatched(ctx.viewer, caseId);
  const doing = isWriting === "yes" ? "writes" : "reads";
  await announce({ kind: "presence", caseId: id, siteId, personId: ctx.viewer.personId, tabKey, doing });
  return {};
}

async function getWatched(viewer: Viewer, caseId: string): Promise<Watched> {
  const where = { AND: [{ id: caseId }, casesVisibleTo(viewer)] };
  const found = await dbFor(viewer).case.findFirst({ where, select: { id: true, siteId: true } });
  if (!found) throw new NotFound("This case");
  return found;
}

/** Begins to tell the viewer what happens, until the returned stream is ended or their sign-in is. Null where they have too many open. */
export async function openLive(viewer: Viewer, params: LiveParams, out: Out): Promise<{ end: () => void } | null> {
  const watched = params.case === null ? null : await getWatched(viewer, params.case);
  const hub = openHub();
  const own = [...hub.streams].filter((stream) => stream.viewer.personId === viewer.personId);
  if (own.length >= MOST_STREAMS) return null;
  const stream = new LiveStream(hub, viewer, { watched, params, out });
  stream.begin();
  return stream;
}

function openHub(): Hub {
  if (held.heardHub) return held.heardHub;
  const hub: Hub = { streams: new Set(), tabs: [], names: new Map() };
  held.heardHub = hub;
  const hear = (news: LiveNews) => {
    if (news.kind === "presence") {
      const { doing, kind: _kind, ...tab } = news;
      hub.tabs = withPresence(hub.tabs, { ...tab, seenAt: Date.now() }, doing);
    }
    for (const stream of hub.streams) stream.hear(news);
  };
  const catchUp = () => {
    for (const stream of hub.streams) stream.catchUp();
  };
  listen({ hear, catchUp });
  // A stream never ends by itself, and a server that is told to stop waits for it.
  process.once("SIGTERM", () => {
    for (const stream of hub.streams) stream.end();
  });
  return hub;
}

type Given = { watched: Watched | null; params: LiveParams; out: Out };

/** What one tab is told: nothing of a site where its viewer sees no cases, and nothing of what they did themselves. */
class LiveStream {
  private readonly told = new Map<string, string>();
  private work: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setInterval> | null = null;

  constructor(
    private readonly hub: Hub,
    public viewer: Viewer,
    private readonly given: Given,
  ) {}

  /** A page without news of its own: only what its viewer is told goes there. */
  private get isBell(): boolean {
    return this.given.params.only === "bell";
  }

  begin(): void {
    this.hub.streams.add(this);
    this.timer = setInterval(() => this.next(() => this.check()), BEAT_MS);
    this.given.out.beat();
    for (const caseId of new Set(this.hub.tabs.map((tab) => tab.caseId))) this.next(() => this.tellHere(caseId));
    this.catchUp();
  }

  catchUp(): void {
    this.say("is_here");
    this.next(() => this.tellUnread());
    if (this.isBell) return;
    this.next(() => (this.given.watched ? this.tellChanged() : this.tellArrived()));
  }

  end(): void {
    if (!this.hub.streams.delete(this)) return;
    if (this.timer) clearInterval(this.timer);
    this.say("left");
    this.given.out.close();
  }

  hear(news: LiveNews): void {
    const { watched } = this.given;
    if (news.kind === "presence") {
      this.next(() => this.tellHere(news.caseId));
      return;
    }
    if (news.kind === "told") {
      if (news.personId === this.viewer.personId) this.next(() => this.tellUnread());
      return;
    }
    if (news.chain === chainOf({ noun: "person", id: this.viewer.personId })) {
      this.next(() => this.check());
      return;
    }
    if (news.actorId === this.viewer.personId || !this.sees(news.siteId)) return;
    if (watched && news.chain === chainOf({ noun: "case", id: watched.id })) this.next(() => this.tellChanged());
    if (!watched && news.type === "case.logged" && !this.isBell) this.next(() => this.tellArrived());
  }

  // One after the other, so that what is told last is what holds.
  private next(work: () => unknown): void {
    this.work = this.work
      .then(() => (this.hub.streams.has(this) ? work() : undefined))
      .catch((error) => log.error("live news were not told", { error: describeError(error) }));
  }

  private async check(): Promise<void> {
    const viewer = await peekViewer(this.viewer.sessionId, new Date());
    if (viewer) this.viewer = viewer;
    const { watched, out } = this.given;
    if (!viewer || viewer.mustSetPassword || (watched && !this.sees(watched.siteId))) {
      out.send("ended", {});
      return this.end();
    }
    out.beat();
    this.say("is_here");
    for (const caseId of [...this.told.keys()]) await this.tellHere(caseId);
  }

  private sees(siteId: string | null): boolean {
    return siteId !== null && can(this.viewer, "case.see", siteId);
  }

  private say(doing: "is_here" | "left"): void {
    const { watched, params } = this.given;
    if (!watched) return;
    const who = { caseId: watched.id, siteId: watched.siteId, personId: this.viewer.personId, tabKey: params.tab };
    announce({ kind: "presence", ...who, doing }).catch((error) =>
      log.error("presence was not told", { error: describeError(error) }),
    );
  }

  private async tellHere(caseId: string): Promise<void> {
    const { watched, out } = this.given;
    if (this.isBell || (watched && watched.id !== caseId)) return;
    const tabs = this.hub.tabs.filter((tab) => this.sees(tab.siteId));
    const others = othersOn(tabs, { caseId, exceptId: this.viewer.personId, now: Date.now() });
    const people = await Promise.all(others.map(async (each) => ({ ...each, name: await this.nameOf(each.id) })));
    const text = JSON.stringify(people);
    if (text === (this.told.get(caseId) ?? "[]")) return;
    this.told.set(caseId, text);
    if (people.length === 0) this.told.delete(caseId);
    out.send("here", { caseId, people });
  }

  /** How many notifications the viewer has not read. */
  private async tellUnread(): Promise<void> {
    const { count, isCapped } = await countUnread(this.viewer);
    this.given.out.send("told", { unread: isCapped ? count + 1 : count });
  }

  /** Who changed the case last since the tab shows it, if anybody else has. */
  private async tellChanged(): Promise<void> {
    const { watched, params, out } = this.given;
    if (!watched) return;
    const found = await dbFor(this.viewer).event.findFirst({
      where: {
        chain: chainOf({ noun: "case", id: watched.id }),
        at: { gt: new Date(params.since) },
        type: { notIn: QUIET },
        OR: [{ actorId: null }, { actorId: { not: this.viewer.personId } }],
      },
      orderBy: { position: "desc" },
      select: { actorName: true },
    });
    if (found) out.send("changed", { by: found.actorName });
  }

  /** How many cases others have logged since the tab shows its list that belong into it. */
  private async tellArrived(): Promise<void> {
    const { params, out } = this.given;
    const since = { loggedAt: { gt: new Date(params.since) }, loggedById: { not: this.viewer.personId } };
    const where = { AND: [this.shownWhere(), since] };
    const found = await dbFor(this.viewer).case.findMany({ where, select: { id: true }, take: 99 });
    if (found.length > 0) out.send("arrived", { count: found.length });
  }

  private shownWhere(): Prisma.CaseWhereInput {
    const { query } = this.given.params;
    if (query === null) return casesVisibleTo(this.viewer);
    const asked = parseSearchParams(queueSchema, Object.fromEntries(new URLSearchParams(query)));
    return queueWhere(this.viewer, asked.tab ?? "open", { ...asked, now: new Date() });
  }

  private async nameOf(personId: string): Promise<string> {
    const known = this.hub.names.get(personId);
    if (known !== undefined) return known;
    const where = { id: personId };
    const person = await dbFor(this.viewer).person.findUnique({ where, select: { name: true } });
    const name = person?.name ?? "Somebody";
    this.hub.names.set(personId, name);
    return name;
  }
}
