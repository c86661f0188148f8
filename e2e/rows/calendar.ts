import { newId } from "@/lib/shared/ids";
import { AccessRows, type Place } from "./access";
import type { Named } from "./store";

/** Closed days and duty. */
export abstract class CalendarRows extends AccessRows {
  private closedDays = 0;

  /** A closed day, each further ahead than the one before, since a site closes once a day. */
  async closedDay(place: Named, by: Named): Promise<string> {
    this.closedDays += 1;
    const date = new Date(Date.UTC(2030, 0, this.closedDays)).toISOString().slice(0, 10);
    const row = { id: newId(), siteId: place.id, date, kind: "closed", name: "Stocktaking", intervals: "[]" };
    const { id } = await this.insert("CalendarDay", { ...row, source: "person", addedById: by.id });
    return id;
  }

  /** Somebody on call from now on. */
  async duty({ id: siteId }: Place, { id: personId }: Named): Promise<string> {
    const [from, until] = [new Date(), new Date(Date.now() + 86_400_000)];
    const row = { id: newId(), siteId, personId, from, until, createdById: personId, createdAt: from };
    return (await this.insert("Duty", row)).id;
  }
}
