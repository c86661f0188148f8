/** What becomes of each role where keepers, the managers and administrators of a site, may do something that others do not even see. */
export const KEEPERS_ALONE = [
  ["associate", "NOT_FOUND"],
  ["supervisor", "NOT_FOUND"],
  ["manager", "done"],
  ["administrator", "done"],
  ["responder", "NOT_FOUND"],
  ["auditor", "NOT_FOUND"],
] as const;
