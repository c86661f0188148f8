/**
 * How bodies that are the same everywhere are reached, as they publish it themselves. A body that moves gets a further entry from that
 * day on: letters say what holds on the day on which they are written, whatever the version of the pack.
 */
export const REACH = [
  {
    id: "phso",
    validFrom: "2026-01-01",
    text: "0345 015 4033, www.ombudsman.org.uk",
    source: "www.nhs.uk, and nhscomplaintsadvocacy.org",
    isConfirmed: true,
  },
  {
    id: "spso",
    validFrom: "2026-01-01",
    text: "0800 377 7330, Bridgeside House, 99 McDonald Road, Edinburgh EH7 4NS, www.spso.org.uk",
    source: "www.spso.org.uk, and www.aberdeencity.gov.uk",
    isConfirmed: true,
  },
  {
    id: "pass",
    validFrom: "2026-01-01",
    text: "0800 917 2127, www.pass-scotland.org.uk",
    source: "pass-scotland.org.uk",
    isConfirmed: true,
  },
  {
    id: "psow",
    validFrom: "2026-01-01",
    text: "0300 790 0203, www.ombudsman.wales",
    source: "www.ombudsman.wales/privacy-notice",
    isConfirmed: true,
  },
  {
    id: "llais",
    validFrom: "2026-01-01",
    text: "www.llaiswales.org",
    source: "www.llaiswales.org",
    isConfirmed: true,
  },
  {
    id: "hdc",
    validFrom: "2026-01-01",
    text: "0800 11 22 33, PO Box 1791, Auckland 1140, hdc@hdc.org.nz, www.hdc.org.nz",
    source: "www.hdc.org.nz",
    isConfirmed: true,
  },
  {
    id: "nz-advocacy",
    validFrom: "2026-01-01",
    text: "0800 555 050, www.advocacy.org.nz",
    source: "advocacy.org.nz",
    isConfirmed: true,
  },
  {
    id: "ontario-ombudsman",
    validFrom: "2026-01-01",
    text: "1-888-321-0339, Box 130, 77 Wellesley Street West, Toronto, Ontario M7A 1N3, www.patientombudsman.ca",
    source: "patientombudsman.ca",
    isConfirmed: true,
  },
  {
    id: "joint-commission",
    validFrom: "2026-01-01",
    text: "Office of Quality and Patient Safety, One Renaissance Boulevard, Oakbrook Terrace, Illinois 60181, www.jointcommission.org",
    source: "Joint Commission APR.09.01.01",
    isConfirmed: true,
  },
];
