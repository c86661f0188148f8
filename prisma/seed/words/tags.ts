/** What staff put on cases to find them together, whatever they are about. */
export const TAGS = ["Quality board", "Family meeting", "Team briefing", "Learning example", "Written reply wanted"];
