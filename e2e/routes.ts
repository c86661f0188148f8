import type { Named, Role } from "./rows";

export const ROLES = ["associate", "supervisor", "manager", "administrator", "responder", "auditor"] as const;

/** Who sees cases and patients, who works them, who decides whose they are. */
export const READERS: readonly Role[] = ["associate", "supervisor", "manager", "auditor"];
export const WORKERS: readonly Role[] = ["associate", "supervisor", "manager"];
const DECIDERS: readonly Role[] = ["supervisor", "manager"];
const FIGURE_READERS: readonly Role[] = ["supervisor", "manager", "auditor"];
const ADMINISTRATORS: readonly Role[] = ["administrator"];
/** Who sees what units are asked: whoever sees the case, and the unit itself. */
const ASKED: readonly Role[] = [...READERS, "responder"];

export type Records = {
  case: { reference: string };
  patient: Named;
  request: { id: string };
  letter: { id: string; reference: string };
  colleague: Named;
  bulk: { id: string };
  surveyImport: { id: string };
  article: { id: string };
  /** A survey of the site's own. */
  instrument: { id: string };
  report: { id: string };
  /** An improvement action. */
  improvement: { id: string };
};

export type Route = {
  /** Where the page is, for these records. */
  address: (records: Records) => string;
  /** Everybody else gets the page that says there is nothing here. */
  seenBy: readonly Role[];
  /** An address of the same shape that leads to no record. Only where the address names one. */
  madeUp?: string;
};

/** Every page of `app/(staff)`, by its file. */
export const STAFF_PAGES: Record<string, Route> = {
  "(staff)/page.tsx": { address: () => "/", seenBy: ROLES },
  "(staff)/account/page.tsx": { address: () => "/account", seenBy: ROLES },
  "(staff)/search/page.tsx": { address: () => "/search?q=PR-26-999999-9", seenBy: ROLES },
  "(staff)/cases/page.tsx": { address: () => "/cases?tab=all", seenBy: READERS },
  "(staff)/cases/new/page.tsx": { address: () => "/cases/new", seenBy: WORKERS },
  "(staff)/cases/bulk/page.tsx": { address: () => "/cases/bulk", seenBy: WORKERS },
  "(staff)/cases/bulk/[id]/page.tsx": {
    address: ({ bulk: { id } }) => `/cases/bulk/${id}`,
    seenBy: READERS,
    madeUp: "/cases/bulk/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/cases/[ref]/page.tsx": {
    address: ({ case: { reference } }) => `/cases/${reference}`,
    seenBy: READERS,
    madeUp: "/cases/PR-25-999999-6",
  },
  "(staff)/cases/[ref]/letters/[id]/page.tsx": {
    address: ({ letter: { id, reference } }) => `/cases/${reference}/letters/${id}`,
    seenBy: READERS,
    madeUp: "/cases/PR-25-999999-6/letters/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/patients/page.tsx": { address: () => "/patients", seenBy: READERS },
  "(staff)/patients/new/page.tsx": { address: () => "/patients/new", seenBy: WORKERS },
  "(staff)/patients/[id]/page.tsx": {
    address: ({ patient: { id } }) => `/patients/${id}`,
    seenBy: READERS,
    madeUp: "/patients/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/requests/page.tsx": { address: () => "/requests?tab=open", seenBy: ASKED },
  "(staff)/requests/[id]/page.tsx": {
    address: ({ request: { id } }) => `/requests/${id}`,
    seenBy: ASKED,
    madeUp: "/requests/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/patients/[id]/merge/page.tsx": {
    address: ({ patient: { id } }) => `/patients/${id}/merge`,
    seenBy: DECIDERS,
    madeUp: "/patients/018f2c5e-0000-7000-8000-000000000000/merge",
  },
  "(staff)/hand-over/[personId]/page.tsx": {
    address: ({ colleague: { id } }) => `/hand-over/${id}`,
    seenBy: DECIDERS,
    madeUp: "/hand-over/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/exports/page.tsx": { address: () => "/exports", seenBy: READERS },
  "(staff)/follow-ups/page.tsx": { address: () => "/follow-ups", seenBy: WORKERS },
  "(staff)/letters/outgoing/page.tsx": { address: () => "/letters/outgoing", seenBy: WORKERS },
  "(staff)/knowledge/page.tsx": { address: () => "/knowledge", seenBy: ROLES },
  "(staff)/knowledge/new/page.tsx": { address: () => "/knowledge/new", seenBy: ["manager", "administrator"] },
  "(staff)/knowledge/[id]/page.tsx": {
    address: ({ article: { id } }) => `/knowledge/${id}`,
    seenBy: ROLES,
    madeUp: "/knowledge/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/knowledge/[id]/edit/page.tsx": {
    address: ({ article: { id } }) => `/knowledge/${id}/edit`,
    seenBy: ["manager", "administrator"],
    madeUp: "/knowledge/018f2c5e-0000-7000-8000-000000000000/edit",
  },
  "(staff)/insights/page.tsx": { address: () => "/insights?period=104", seenBy: ["supervisor", "manager", "auditor"] },
  "(staff)/insights/fairness/page.tsx": {
    address: () => "/insights/fairness?split=unit",
    seenBy: ["supervisor", "manager", "auditor"],
  },
  "(staff)/reports/page.tsx": { address: () => "/reports", seenBy: FIGURE_READERS },
  "(staff)/reports/new/page.tsx": { address: () => "/reports/new", seenBy: FIGURE_READERS },
  "(staff)/reports/areas/page.tsx": { address: () => "/reports/areas", seenBy: FIGURE_READERS },
  "(staff)/reports/[id]/page.tsx": {
    address: ({ report: { id } }) => `/reports/${id}`,
    seenBy: FIGURE_READERS,
    madeUp: "/reports/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/improvement/page.tsx": { address: () => "/improvement?tab=all", seenBy: READERS },
  "(staff)/improvement/wall/page.tsx": { address: () => "/improvement/wall", seenBy: READERS },
  "(staff)/improvement/new/page.tsx": { address: () => "/improvement/new", seenBy: DECIDERS },
  "(staff)/improvement/[id]/page.tsx": {
    address: ({ improvement: { id } }) => `/improvement/${id}`,
    seenBy: READERS,
    madeUp: "/improvement/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/insights/denominators/page.tsx": { address: () => "/insights/denominators", seenBy: READERS },
  "(staff)/surveys/page.tsx": { address: () => "/surveys", seenBy: ["supervisor", "manager", "auditor"] },
  "(staff)/surveys/import/page.tsx": { address: () => "/surveys/import", seenBy: ["manager"] },
  "(staff)/surveys/import/[id]/page.tsx": {
    address: ({ surveyImport: { id } }) => `/surveys/import/${id}`,
    seenBy: ["manager"],
    madeUp: "/surveys/import/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/surveys/instruments/[id]/page.tsx": {
    address: ({ instrument: { id } }) => `/surveys/instruments/${id}`,
    seenBy: ["manager", "supervisor", "auditor"],
    madeUp: "/surveys/instruments/018f2c5e-0000-7000-8000-000000000000",
  },
  "(staff)/triage/page.tsx": { address: () => "/triage", seenBy: DECIDERS },
  "(staff)/admin/people/page.tsx": { address: () => "/admin/people", seenBy: ADMINISTRATORS },
  "(staff)/admin/sites/page.tsx": { address: () => "/admin/sites", seenBy: ADMINISTRATORS },
  "(staff)/admin/outbox/page.tsx": { address: () => "/admin/outbox?tab=dead", seenBy: ADMINISTRATORS },
  "(staff)/notifications/page.tsx": { address: () => "/notifications?tab=all", seenBy: ROLES },
  "(staff)/escalations/page.tsx": { address: () => "/escalations", seenBy: READERS },
  "(staff)/admin/escalation/page.tsx": { address: () => "/admin/escalation", seenBy: ADMINISTRATORS },
  "(staff)/admin/calendars/page.tsx": { address: () => "/admin/calendars", seenBy: ROLES },
  "(staff)/admin/letters/page.tsx": { address: () => "/admin/letters", seenBy: ["manager", "administrator"] },
  "(staff)/admin/letters/words/page.tsx": {
    address: () => "/admin/letters/words",
    seenBy: ["manager", "administrator"],
  },
  "(staff)/admin/committee/page.tsx": { address: () => "/admin/committee", seenBy: ["manager", "administrator"] },
  "(staff)/admin/audit/page.tsx": { address: () => "/admin/audit", seenBy: ["administrator", "auditor"] },
  "(staff)/[...rest]/page.tsx": { address: () => "/nothing/of/the/kind", seenBy: [] },
};

/** What stands outside of the gate, by its file. Each has a test of its own. */
export const PUBLIC_ROUTES = [
  "(public)/sign-in/page.tsx",
  "(public)/survey/[token]/page.tsx",
  "(public)/welcome/page.tsx",
  "api/auth/[...nextauth]/route.ts",
  "api/health/route.ts",
];

/** What answers for itself behind the gate, by its file. Each has a test of its own. */
export const GUARDED_ROUTES = [
  "api/cases/[ref]/file/route.ts",
  "api/delegations/route.ts",
  "api/exports/[id]/route.ts",
  "api/files/route.ts",
  "api/files/[id]/route.ts",
  "api/letter-batches/[id]/route.ts",
  "api/letters/[id]/[format]/route.ts",
  "api/live/route.ts",
  "api/survey-imports/route.ts",
  "api/survey-imports/[id]/rejects/route.ts",
  "api/reports/[id]/route.ts",
];
