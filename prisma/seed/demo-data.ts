import { formatReference } from "@/lib/case/rules";
import { sendOnLeave } from "./absences";
import { askOwner, reviewByPeers } from "./afterwards";
import { keepArticles } from "./articles";
import { openBillingDesk } from "./billing";
import { changeMany } from "./bulk-runs";
import { keepCalendar } from "./calendars";
import { joinCases } from "./case-joins";
import { splitOneCase } from "./case-split";
import { startAllClocks } from "./clocks";
import { openContactWriter } from "./contact-writer";
import { sayDenominators, sayGroupVolumes } from "./denominators";
import { escalateByRules } from "./escalations";
import { startChronicle } from "./events";
import { decideFates, type Fate } from "./fates";
import { planFollowUps } from "./follow-ups";
import { leaveToVerify } from "./improvement-to-verify";
import { planImprovements, proveImprovement } from "./improvements";
import { type Intake, takeIn } from "./intake";
import { keepWords } from "./letter-words";
import { keepDecidedFacts, keepTemplates, writeLetters } from "./letters";
import { sendLetters } from "./letters-out";
import { liveCase } from "./life";
import { openNoteWriter } from "./note-writer";
import { tellPeople } from "./notifications";
import { sayHowToReach } from "./outside-bodies";
import { makeOwnSurveys } from "./own-surveys";
import { writeAlerts } from "./patient-alerts";
import { mergeOnePair } from "./patient-merges";
import { openRegistry } from "./patients";
import { hireStaff, tellHiring } from "./people";
import { foundPlaces, tellFounding } from "./places";
import { seededRandom } from "./random";
import { referSome } from "./referrals";
import { completeRegister } from "./register";
import { askForReports } from "./reports";
import { recordRepresentatives } from "./representatives";
import { type DemoData, emptyData } from "./rows";
import { sayOfThemselves } from "./self-described";
import { importAnswers } from "./survey-imports";
import { askAfterwards } from "./surveys";
import { tagSome } from "./tags";
import { setTargets } from "./targets";
import { DAY, dateIn, plus } from "./times";

const SPAN_DAYS = 730;
/** Between the founding and the first case. */
const SETTLING_DAYS = 5;

/** The demo data of the two years before `now`: the same rows, ids included, whenever it is built for the same instant. */
export function buildDemoData(now: Date): DemoData {
  const random = seededRandom("heard");
  const data = emptyData();
  const chronicle = startChronicle(random.fork("events"));
  const founded = plus(now, -SPAN_DAYS * DAY);

  const founding = foundPlaces({ random: random.fork("places"), at: founded });
  const staff = hireStaff({ random: random.fork("people"), founding, now });
  const administrator = staff.administrator.row;
  tellFounding(chronicle, founding, administrator);
  const reaching = { random: random.fork("outside bodies"), chronicle, sites: founding.sites, administrator };
  data.siteBodies.push(...sayHowToReach(reaching));
  const keeping = { random: random.fork("calendars"), chronicle, administrator: staff.administrator.row, now };
  for (const site of founding.sites) {
    const { calendar, days } = keepCalendar(keeping, site);
    data.siteCalendars.push(calendar);
    data.calendarDays.push(...days);
  }
  tellHiring(chronicle, staff, founding.sites);

  const registry = openRegistry(random.fork("patients"));
  const from = plus(founded, SETTLING_DAYS * DAY);
  const used = { said: new Set<string>(), uses: new Map() };
  const cases = founding.sites.flatMap((site) => {
    const desk = { random: random.fork(`cases of ${site.plan.key}`), staff, registry, chronicle, ...used, from, now };
    const intakes = takeIn(desk, site);
    const fates = decideFates(desk, site, intakes);
    return intakes.map((intake, index) => ({ intake, fate: fates[index] }));
  });

  const notes = openNoteWriter(random.fork("notes"), staff);
  const billing = openBillingDesk(random.fork("billing"), now);
  const contacts = openContactWriter(random.fork("contacts"), staff);
  const world = { random: random.fork("lives"), staff, notes, contacts, billing, data, chronicle, now };
  const { numbered, counters } = number(cases);
  for (const one of numbered) liveCase(world, one);
  reviewByPeers({ random: random.fork("privileged"), staff, data, chronicle, now });
  askOwner({ random: random.fork("asks"), staff, data, chronicle, now });
  const recording = { random: random.fork("representatives"), chronicle, cases: byReference(data.cases), now };
  data.representatives.push(...recordRepresentatives(recording, numbered));
  const twins = completeRegister({
    random: random.fork("register"),
    sites: founding.sites,
    staff,
    registry,
    chronicle,
    founded,
    now,
  });

  const [hospital] = founding.sites;
  if (hospital) {
    const merging = { random: random.fork("merges"), chronicle, staff, site: hospital, cases: data.cases, now };
    data.patientMerges.push(...mergeOnePair(merging, twins));
  }

  for (const [index, site] of founding.sites.entries()) {
    const joining = { random: random.fork(`joins of ${site.plan.key}`), chronicle, staff, site, data, now };
    const { links, merges } = joinCases(joining, { withMerge: index === 1 });
    data.caseLinks.push(...links);
    data.caseMerges.push(...merges);
  }

  if (hospital) {
    const splitting = { random: random.fork("splits"), chronicle, staff, site: hospital, data, counters, now };
    const { cases: made, links } = splitOneCase(splitting);
    data.cases.push(...made);
    data.caseLinks.push(...links);
  }
  planFollowUps({ chronicle, staff, sites: founding.sites, data, now });

  escalateByRules({ random: random.fork("matrix"), staff, sites: founding.sites, data, chronicle, now });
  const alerting = { random: random.fork("alerts"), chronicle, staff, now };
  data.patientAlerts.push(...founding.sites.flatMap((site) => writeAlerts(alerting, site, registry.known(site))));

  sendOnLeave({ random: random.fork("leave"), staff, data, chronicle, now });

  data.organisations.push(founding.organisation);
  data.sites.push(...founding.sites.map(({ row }) => row));
  data.units.push(...founding.sites.flatMap(({ units }) => units.map(({ row }) => row)));
  data.people.push(...staff.workers.map(({ row }) => row));
  data.roleGrants.push(...staff.grants);
  const asking = random.fork("self-described");
  data.patients.push(
    ...founding.sites.flatMap((site) => registry.known(site).map((patient) => sayOfThemselves(asking, site, patient))),
  );
  data.caseCounters.push(...counters);
  startAllClocks({ random: random.fork("clocks"), chronicle, data, now });
  if (hospital) {
    const proving = { random: random.fork("proved"), chronicle, staff, site: hospital, data, now };
    const proved = proveImprovement(proving);
    if (proved) data.improvements.push(proved);
    data.improvements.push(...leaveToVerify({ ...proving, random: random.fork("to verify") }));
    data.chartTargets.push(...setTargets({ ...proving, random: random.fork("targets") }));
  }
  for (const site of founding.sites) {
    const { tags, caseTags } = tagSome({
      random: random.fork(`tags of ${site.plan.key}`),
      chronicle,
      staff,
      site,
      data,
      now,
    });
    data.tags.push(...tags);
    data.caseTags.push(...caseTags);
    const writing = { random: random.fork(`letters of ${site.plan.key}`), chronicle, staff, site, data, now };
    const kept = keepTemplates(writing);
    data.letterTemplates.push(...kept.templates);
    data.letterTemplateVersions.push(...kept.versions);
    const written = writeLetters(writing);
    data.letters.push(...written.letters);
    data.letterVersions.push(...written.versions);
    sendLetters({ ...writing, random: random.fork(`letters out of ${site.plan.key}`) });
    keepDecidedFacts(writing);
    data.letterWords.push(
      ...keepWords({ random: random.fork(`letter words of ${site.plan.key}`), chronicle, staff, site, now }),
    );
    const known = keepArticles({ random: random.fork(`articles of ${site.plan.key}`), chronicle, staff, site, now });
    const saying = { random: random.fork(`denominators of ${site.plan.key}`), chronicle, staff, site, from, now };
    data.denominators.push(...sayDenominators(saying));
    if (site === hospital) data.groupVolumes.push(...sayGroupVolumes(saying));
    data.articles.push(...known.articles);
    data.articleVersions.push(...known.versions);
  }
  if (hospital) changeMany({ random: random.fork("many"), chronicle, staff, site: hospital, data, now });
  const surveys = askAfterwards({ random: random.fork("surveys"), chronicle, staff, sites: founding.sites, data, now });
  data.surveySettings.push(...surveys.settings);
  data.surveyVersions.push(...surveys.versions);
  if (hospital) {
    const own = makeOwnSurveys({ random: random.fork("own surveys"), chronicle, staff, site: hospital, now });
    data.surveyInstruments.push(...own.instruments);
    data.surveyVersions.push(...own.versions);
  }
  data.surveyInvitations.push(...surveys.invitations);
  data.surveyLinks.push(...surveys.links);
  data.surveyAnswers.push(...surveys.answers);
  if (hospital) {
    const brought = importAnswers({ random: random.fork("survey imports"), chronicle, staff, site: hospital, now });
    data.surveyImportProfiles.push(...brought.profiles);
    data.surveyImports.push(...brought.imports);
    data.surveyImportRejects.push(...brought.rejects);
    data.importedResponses.push(...brought.responses);
    data.importedTallies.push(...brought.tallies);
  }
  data.referrals.push(
    ...referSome({ random: random.fork("referrals"), chronicle, staff, sites: founding.sites, data, now }),
  );
  const reports = askForReports({ random: random.fork("reports"), chronicle, staff, sites: founding.sites, now });
  data.reports.push(...reports.reports);
  data.reportSites.push(...reports.sites);
  data.reportSchedules.push(...reports.schedules);
  data.reportScheduleReaders.push(...reports.readers);
  if (hospital) {
    const improving = { random: random.fork("improvements"), chronicle, staff, site: hospital, data, now };
    const improved = planImprovements(improving);
    data.improvements.push(...improved.improvements);
    data.improvementCases.push(...improved.cases);
    data.improvementCycles.push(...improved.cycles);
  }
  data.events.push(...chronicle.rows());
  data.eventDetails.push(...chronicle.details());
  data.notifications.push(...tellPeople({ random: random.fork("notifications"), data, now }));
  return data;
}

function byReference<T extends { reference: string }>(cases: T[]): Map<string, T> {
  return new Map(cases.map((one) => [one.reference, one]));
}

type Numbered = { intake: Intake; fate: Fate; reference: string };

// Over all sites, by year of receipt there and in its order, as the counter would have given the numbers.
function number(cases: { intake: Intake; fate: Fate | undefined }[]) {
  const counts = new Map<number, number>();
  const inOrder = cases.toSorted((a, b) => a.intake.receivedAt.getTime() - b.intake.receivedAt.getTime());
  const numbered = inOrder.flatMap(({ intake, fate }): Numbered[] => {
    const year = dateIn(intake.receivedAt, intake.site.plan.timeZone).getUTCFullYear();
    const next = (counts.get(year) ?? 0) + 1;
    counts.set(year, next);
    return fate ? [{ intake, fate, reference: formatReference(year, next) }] : [];
  });
  return { numbered, counters: [...counts].map(([year, last]) => ({ year, last })) };
}
