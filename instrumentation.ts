/** Runs once when a server process starts: the job worker, where the process's role includes it. */
export async function register() {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("./lib/platform/env");
  if (env().HEARD_ROLE === "web") return;
  const [
    { startWorker },
    { sweepStale },
    { readFiles, scanFiles, sweepFiles },
    { verifyTrail },
    mail,
    escalation,
    clocks,
    followUps,
    letters,
    { tellDelegations },
    { sweepSearch },
    exports,
    { runBulk, runLostBulk },
    { renameInQueue },
    { countDays, checkDays },
    { sendSurveys, raiseSurveyConcern },
    surveyImports,
    reports,
    { tellImprovement, remindOfImprovements },
  ] = await Promise.all([
    import("./lib/platform/worker"),
    import("./lib/access/jobs"),
    import("./lib/attachment/jobs"),
    import("./lib/events/jobs"),
    import("./lib/notification/jobs"),
    import("./lib/escalation/jobs"),
    import("./lib/clock/jobs"),
    import("./lib/follow-up/jobs"),
    import("./lib/letter/jobs"),
    import("./lib/delegation/jobs"),
    import("./lib/search/jobs"),
    import("./lib/export/jobs"),
    import("./lib/bulk/jobs"),
    import("./lib/case/jobs"),
    import("./lib/insight/jobs"),
    import("./lib/survey/jobs"),
    import("./lib/survey-import/jobs"),
    import("./lib/report/jobs"),
    import("./lib/improvement/jobs"),
  ]);
  const crontab = [
    "7 * * * * sweepStale",
    "17 * * * * sweepFiles",
    "*/5 * * * * scanFiles",
    // In a line of its own, so that only one reads at a time.
    "* * * * * readFiles ?queue=read-files",
    "23 2 * * * verifyTrail",
    "*/5 * * * * sweepMail",
    "*/10 * * * * planDigests",
    "* * * * * escalateDue",
    "*/5 * * * * escalateTimely",
    "* * * * * sweepClocks",
    "* * * * * fillClocks",
    "*/5 * * * * sendReminders",
    "*/5 * * * * remindOfImprovements",
    "*/5 * * * * draftLetters",
    "41 6 * * * tellDelegations",
    "* * * * * printLostBatches",
    "37 * * * * sweepLetterBatches",
    "*/5 * * * * sweepSearch",
    "* * * * * writeLostExports",
    "47 * * * * sweepExports",
    "* * * * * runLostBulk",
    "* * * * * countDays",
    "11 3 * * * checkDays",
    "*/10 * * * * sendSurveys",
    "* * * * * runLostSurveyImports",
    "57 * * * * sweepSurveyImports",
    "* * * * * countLostReports",
    "*/10 * * * * makeScheduledReports",
  ];
  const { sendMail, sweepMail, planDigests } = mail;
  const { escalateDue, escalateTimely, escalateRepeats } = escalation;
  const { sweepClocks, recountClocks, fillClocks } = clocks;
  const { sendReminders } = followUps;
  const { draftLetters, printLetterBatch, printLostBatches, sweepLetterBatches } = letters;
  const { writeExport, writeLostExports, sweepExports } = exports;
  const { runSurveyImport, runLostSurveyImports, raiseImportedConcerns, sweepSurveyImports } = surveyImports;
  const { countReport, countLostReports, makeScheduledReports } = reports;
  const tasks = {
    ...{ sweepStale, sweepFiles, scanFiles, readFiles, verifyTrail, sendMail, sweepMail, planDigests },
    ...{ escalateDue, escalateTimely, escalateRepeats, sweepClocks, recountClocks, fillClocks, sendReminders },
    ...{ tellDelegations, sweepSearch, writeExport, writeLostExports, sweepExports },
    ...{ runBulk, runLostBulk, renameInQueue, countDays, checkDays, sendSurveys, raiseSurveyConcern },
    ...{ runSurveyImport, runLostSurveyImports, raiseImportedConcerns, sweepSurveyImports },
    ...{ countReport, countLostReports, makeScheduledReports, tellImprovement, remindOfImprovements },
    ...{ draftLetters, printLetterBatch, printLostBatches, sweepLetterBatches },
  };
  await startWorker(tasks, crontab.join("\n"));
}
