/** Somebody on staff, as any page names them. */
export type Person = { id: string; name: string };
