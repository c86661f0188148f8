-- The open clocks of a site that were counted by an older calendar, whether or not a recount is asked for.
CREATE INDEX "Clock_open_calendar" ON "Clock" ("siteId", "calendarVersion") WHERE "isOpen";
