/** A tag as it is offered; the name is its label. */
export type TagChoice = { id: string; name: string; siteId: string };

/** What tagging, or taking a tag off, made of a case. Nothing has changed where it was so already. */
export type Tagged = { caseId: string; reference: string; tagId: string; label: string; hasChanged: boolean };
