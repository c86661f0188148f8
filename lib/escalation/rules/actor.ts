/** What the timeline says of who did what the matrix decided. */
export const MATRIX_ACTOR = { id: null, name: "The escalation matrix" };
