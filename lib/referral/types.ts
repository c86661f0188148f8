export type Body = { id: string; name: string };

export type ReferralView = { id: string; body: string; referredOn: string; by: string };

/** What a case's card shows: where it went, and where it may go by its rules. */
export type CaseReferrals = { rows: ReferralView[]; bodies: Body[]; mayRecord: boolean };

/** What a deed comes back with: the case whose page shows it. */
export type OfCase = { reference: string };
