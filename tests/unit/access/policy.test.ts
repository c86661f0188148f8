import { describe, expect, test } from "vitest";
import {
  can,
  canAnywhere,
  DEEDS,
  type Deed,
  ESCALATION_ROLES,
  homeRole,
  OWNER_ROLES,
  sitesFor,
  unitsFor,
} from "@/lib/access/policy";
import { Role } from "@/lib/platform/generated/enums";

const ALL_DEEDS: Deed[] = [
  "case.see",
  "case.export",
  "case.work",
  "case.assign",
  "case.unmerge",
  "escalation.answer",
  "privileged.see",
  "request.answer",
  "patient.see",
  "patient.work",
  "patient.merge",
  "patient.unmerge",
  "audit.see",
  "people.manage",
  "calendar.manage",
  "letter.templates",
  "delegation.keep",
  "article.see",
  "article.keep",
  "insight.see",
  "insight.rebase",
  "denominator.keep",
  "improvement.see",
  "improvement.keep",
  "improvement.verify",
  "report.schedule",
  "survey.see",
  "survey.manage",
];

const ALLOWED: Record<Role, string> = {
  associate: "case.see case.export case.work patient.see patient.work article.see improvement.see",
  supervisor:
    "case.see case.export case.work case.assign case.unmerge escalation.answer patient.see patient.work patient.merge article.see insight.see improvement.see improvement.keep report.schedule survey.see",
  manager:
    "case.see case.export case.work case.assign case.unmerge escalation.answer privileged.see patient.see patient.work patient.merge patient.unmerge letter.templates delegation.keep article.see article.keep insight.see insight.rebase denominator.keep improvement.see improvement.keep improvement.verify report.schedule survey.see survey.manage",
  administrator: "people.manage calendar.manage letter.templates delegation.keep audit.see article.see article.keep",
  responder: "request.answer article.see",
  auditor: "case.see case.export patient.see audit.see article.see insight.see improvement.see survey.see",
};

const at = (role: Role, siteId: string) => ({ role, siteId, unitId: null });

describe("a role and a deed", () => {
  const table = Object.values(Role).flatMap((role) =>
    ALL_DEEDS.map((deed) => ({ role, deed, allowed: ALLOWED[role].split(" ").includes(deed) })),
  );

  test.each(table)("$role, $deed: $allowed at their site, and nowhere else", ({ role, deed, allowed }) => {
    const viewer = { grants: [at(role, "here")] };
    expect(can(viewer, deed, "here")).toBe(allowed);
    expect(canAnywhere(viewer, deed)).toBe(allowed);
    expect(sitesFor(viewer, deed)).toEqual(allowed ? ["here"] : []);
    expect(can(viewer, deed, "elsewhere")).toBe(false);
  });

  test("no role holds a deed that this table does not know", () => {
    expect(
      Object.values(DEEDS)
        .flat()
        .filter((deed) => !ALL_DEEDS.includes(deed)),
    ).toEqual([]);
  });

  test("whoever runs the system sees neither cases nor patients", () => {
    expect(DEEDS.administrator.filter((deed) => /^(case|patient|escalation)[.]/.test(deed))).toEqual([]);
  });

  test("an auditor changes nothing, and takes out what they see", () => {
    expect(DEEDS.auditor.filter((deed) => !deed.endsWith(".see") && deed !== "case.export")).toEqual([]);
  });
});

test("what a responder may do counts for the unit of the grant, each once, and for none where none is named", () => {
  const grants = ["a", "b", "a", null].map((unitId) => ({ role: "responder" as const, siteId: "here", unitId }));
  expect(unitsFor({ grants }, "request.answer")).toEqual(["a", "b"]);
  expect(unitsFor({ grants: [{ role: "manager", siteId: "here", unitId: "a" }] }, "request.answer")).toEqual([]);
});

describe("several roles", () => {
  const viewer = {
    grants: [at("associate", "a"), at("supervisor", "b"), at("auditor", "b"), at("administrator", "c")],
  };

  test("count each at its own site", () => {
    expect(can(viewer, "case.assign", "a")).toBe(false);
    expect(can(viewer, "case.assign", "b")).toBe(true);
    expect(can(viewer, "case.see", "c")).toBe(false);
  });

  test("name each site once", () => {
    expect(sitesFor(viewer, "case.see")).toEqual(["a", "b"]);
    expect(sitesFor(viewer, "audit.see")).toEqual(["b", "c"]);
  });
});

test("somebody without a role may do nothing anywhere", () => {
  expect(ALL_DEEDS.filter((deed) => canAnywhere({ grants: [] }, deed))).toEqual([]);
});

test("only who works cases may own one", () => {
  const workers = Object.values(Role).filter((role) => DEEDS[role].includes("case.work"));
  expect([...OWNER_ROLES].toSorted()).toEqual(workers.toSorted());
});

test("only who may answer an escalation receives one", () => {
  const answerers = Object.values(Role).filter((role) => DEEDS[role].includes("escalation.answer"));
  expect([...ESCALATION_ROLES].toSorted()).toEqual(answerers.toSorted());
});

describe("the role whose day a person sees", () => {
  test.each<[Role[], Role | null]>([
    [[], null],
    ...Object.values(Role).map((role): [Role[], Role] => [[role], role]),
    [["associate", "manager"], "manager"],
    [["administrator", "associate"], "associate"],
    [["auditor", "responder"], "responder"],
    [["administrator", "auditor"], "auditor"],
    [["associate", "supervisor"], "supervisor"],
  ])("with %j is %s", (roles, expected) => {
    expect(homeRole({ grants: roles.map((role) => at(role, "here")) })).toBe(expected);
  });
});
