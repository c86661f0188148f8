-- One grant of a role for each person, site and unit, where no unit is a value like any other. Of twins the oldest stays.
DELETE FROM "RoleGrant" newer USING "RoleGrant" older
  WHERE newer."personId" = older."personId" AND newer."siteId" = older."siteId" AND newer."role" = older."role"
    AND newer."unitId" IS NOT DISTINCT FROM older."unitId" AND newer."id" > older."id";

CREATE UNIQUE INDEX "RoleGrant_one_each" ON "RoleGrant" ("personId", "siteId", "role", "unitId") NULLS NOT DISTINCT;
