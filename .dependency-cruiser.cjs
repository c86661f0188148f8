// The import rules of docs/architecture.md. Each has a fixture in tests/rules/fixtures that it must refuse.
const DOMAIN = "lib/(?!platform/|shared/)[^/]+";
const SERVER_FILES = "(scope|queries|mutations|jobs|emails|print)([.]tsx?$|/)";
const PURE_FILES = "(schema|types|labels|policy|workflow|rules|packs)([.]ts$|/)";
const PACKAGE = "(^|/)node_modules/";
const byValue = { dependencyTypesNot: ["type-only"] };

const rule = (name, from, to) => ({ name, severity: "error", from, to });
const must = (name, path, to, pathNot) => ({ name, severity: "error", module: { path, pathNot }, to: { path: to } });

module.exports = {
  forbidden: [
    rule("no-circular", {}, { circular: true, viaOnly: byValue }),
    rule("lib-below-app", { path: "^lib/" }, { path: "^(app|components)/" }),
    rule("platform-below-domains", { path: "^lib/(platform|shared)/" }, { path: `^${DOMAIN}/` }),
    rule(
      "ui-is-domain-free",
      { path: "^components/(ui|layout|form|table|chart)/" },
      { path: "^(lib/(?!shared/)|components/(?!ui/|layout/|form/|table/|chart/))" },
    ),
    rule(
      "components-never-touch-server",
      { path: "^components/" },
      { path: `^(lib/platform/|${DOMAIN}/${SERVER_FILES})`, ...byValue },
    ),
    rule(
      "prisma-in-one-place",
      {
        path: "^(app|bench|components|lib|proxy[.]ts|instrumentation[.]ts|prisma|tests|e2e)",
        pathNot: `^(lib/platform/|${DOMAIN}/(scope|queries|mutations)([.]ts$|/)|lib/events/(record|chain)[.]ts$|prisma/seed/|tests/support/|tests/db/|e2e/fixtures[.]ts$)`,
      },
      { path: "^lib/platform/(db[.]ts$|generated/(?!enums))" },
    ),
    rule("pages-read-only", { path: "^app/.*(page|layout)[.]tsx$" }, { path: `^${DOMAIN}/mutations([.]ts$|/)` }),
    rule("actions-are-edge", { path: "^lib/([^/]+)/" }, { path: "^lib/[^/]+/actions[.]ts$", pathNot: "^lib/$1/" }),
    rule(
      "pure-stays-pure",
      { path: `^(lib/shared/|${DOMAIN}/${PURE_FILES})` },
      {
        path: `${PACKAGE}(next|react|server-only)/|^lib/platform/(?!generated/enums)|^${DOMAIN}/(${SERVER_FILES}|actions[.]ts$)`,
        ...byValue,
      },
    ),
    rule("resolvable", { path: "^(app|bench|components|lib|prisma|tests|e2e)" }, { couldNotResolve: true }),
  ],
  required: [
    must("actions-use-wrapper", `^${DOMAIN}/actions[.]ts$`, "^lib/platform/action[.]ts$"),
    // What was told, read and sent is its own log: each row says what, to whom and when, and tells of an event that is recorded.
    must(
      "mutations-record-events",
      `^${DOMAIN}/mutations([.]ts$|/)`,
      "^lib/events/record[.]ts$",
      "^lib/notification/mutations/(notify|read|deliver|plan-digests)[.]ts$",
    ),
    must("pages-have-a-viewer", "^app/[(]staff[)]/.*page[.]tsx$", "^lib/platform/viewer[.]ts$"),
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^([.]next|[.]data|tests/rules/fixtures/)" },
  },
};
