import { LETTERHEAD_LABELS } from "@/lib/access/labels";
import { LETTERHEAD } from "@/lib/access/schema";
import type { Organisation, Site, Unit } from "@/lib/platform/generated/client";
import type { Chronicle } from "./events";
import { idAt, type Random } from "./random";
import { HOUR, MINUTE, plus } from "./times";
import type { Place } from "./words/text";

type UnitPlan = { name: string; places: readonly Place[]; weight: number };

export type SitePlan = {
  key: "general" | "clinics" | "home";
  name: string;
  timeZone: string;
  country: "US" | "GB" | "NZ";
  packId: "us-hospital" | "plain";
  letterhead: Pick<Site, "address" | "phone" | "email" | "web">;
  /** Cases over the two years. */
  caseCount: number;
  /** Patients by the end of them. */
  patientCount: number;
  /** Cases open at the end that nobody has taken. */
  newCount: number;
  openEscalations: number;
  units: readonly UnitPlan[];
};

/** What a unit is like, for choosing who writes about it and what. */
export type DemoUnit = UnitPlan & { row: Unit };
export type DemoSite = { plan: SitePlan; row: Site; units: DemoUnit[] };

const unit = (name: string, weight: number, ...places: Place[]): UnitPlan => ({ name, weight, places });

const SITE_PLANS: readonly SitePlan[] = [
  {
    key: "general",
    name: "St Brigid General",
    timeZone: "America/New_York",
    country: "US",
    packId: "us-hospital",
    letterhead: {
      address: "1200 Harbor Avenue\nAlder Falls, NY 14999",
      phone: "(716) 555-0140",
      email: "patient.relations@stbrigid.example",
      web: "www.stbrigid.example",
    },
    caseCount: 1190,
    patientCount: 540,
    newCount: 10,
    openEscalations: 4,
    units: [
      unit("Ward 4B", 13, "ward"),
      unit("Ward 6A", 9, "ward"),
      unit("Emergency", 17, "emergency"),
      unit("Outpatients", 8, "outpatients", "desk"),
      unit("Day Surgery", 8, "surgery"),
      unit("Stroke Unit", 4, "stroke", "ward"),
      unit("Maternity", 7, "maternity"),
      unit("Pediatrics", 6, "children"),
      unit("Intensive Care", 3, "intensive"),
      unit("Radiology", 7, "radiology"),
      unit("Pharmacy", 8, "pharmacy"),
      unit("Billing", 10, "billing"),
    ],
  },
  {
    key: "clinics",
    name: "Larkmoor Clinics",
    timeZone: "Europe/London",
    country: "GB",
    packId: "plain",
    letterhead: {
      address: "Larkmoor House\n4 Millgate\nNorthbridge NB1 2AB",
      phone: "01632 960 140",
      email: "patient.relations@larkmoor.example",
      web: "www.larkmoor.example",
    },
    caseCount: 530,
    patientCount: 230,
    newCount: 4,
    openEscalations: 1,
    units: [
      unit("Millgate Clinic", 10, "clinic", "desk"),
      unit("Harbour Lane Clinic", 8, "clinic", "desk"),
      unit("Blood Tests", 6, "bloods"),
      unit("Physiotherapy", 6, "physio"),
      unit("Community Nursing", 8, "community"),
      unit("Talking Therapies", 5, "therapies"),
      unit("Appointments Line", 9, "phone-line"),
    ],
  },
  {
    key: "home",
    name: "Kōwhai Bay Hospital and Care Home",
    timeZone: "Pacific/Auckland",
    country: "NZ",
    packId: "plain",
    letterhead: {
      address: "18 Pōhutukawa Road\nKōwhai Bay 0999",
      phone: "(09) 555 0140",
      email: "feedback@kowhaibay.example",
      web: "www.kowhaibay.example",
    },
    caseCount: 280,
    patientCount: 130,
    newCount: 3,
    openEscalations: 1,
    units: [
      unit("Rimu Ward", 9, "ward"),
      unit("Rehabilitation", 6, "rehab"),
      unit("Kōwhai Wing", 8, "dementia"),
      unit("Rātā Wing", 8, "residence"),
      unit("Kitchen and Laundry", 5, "kitchen", "laundry"),
    ],
  },
];

const ORGANISATION = "Meridian Health Group";

export type Founding = { organisation: Organisation; sites: DemoSite[] };

/** The organisation, its sites and their units, set up one after the other from `at` on. */
export function foundPlaces({ random, at }: { random: Random; at: Date }): Founding {
  const organisation = { id: idAt(random, at), name: ORGANISATION, createdAt: at };
  const sites = SITE_PLANS.map((plan, index) => {
    const opened = plus(at, (index + 1) * HOUR);
    const { name, timeZone, country, packId } = plan;
    const row = {
      id: idAt(random, opened),
      organisationId: organisation.id,
      name,
      timeZone,
      country,
      packId,
      ...plan.letterhead,
      createdAt: opened,
    };
    return { plan, row, units: plan.units.map((each, place) => addUnit(random, row, each, place)) };
  });
  return { organisation, sites };
}

function addUnit(random: Random, site: Site, plan: UnitPlan, place: number): DemoUnit {
  const createdAt = plus(site.createdAt, (place + 1) * 2 * MINUTE);
  return { ...plan, row: { id: idAt(random, createdAt), siteId: site.id, name: plan.name, closedOn: null, createdAt } };
}

export function tellFounding(
  chronicle: Chronicle,
  { organisation, sites }: Founding,
  administrator: { id: string; name: string },
): void {
  const { id, name, createdAt } = organisation;
  chronicle.tell({
    subject: { noun: "organisation", id },
    siteId: null,
    at: createdAt,
    actor: { id: null, name: "First run" },
    event: { type: "organisation.founded", data: { name } },
  });
  for (const { row, units } of sites) {
    const subject = { noun: "site", id: row.id } as const;
    const { name, timeZone, country } = row;
    const event = { type: "site.added", data: { name, timeZone, country } } as const;
    chronicle.tell({ subject, siteId: row.id, at: row.createdAt, actor: administrator, event });
    for (const unit of units) {
      const event = { type: "unit.added", data: { name: unit.name } } as const;
      chronicle.tell({ subject, siteId: row.id, at: unit.row.createdAt, actor: administrator, event });
    }
    const fields = LETTERHEAD.map((field) => LETTERHEAD_LABELS[field]);
    const at = plus(row.createdAt, 40 * MINUTE);
    const headed = { type: "site.letterhead_saved", data: { fields } } as const;
    chronicle.tell({ subject, siteId: row.id, at, actor: administrator, event: headed });
  }
}
