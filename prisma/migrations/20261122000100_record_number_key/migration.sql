-- What two spellings of one record number have in common: no spaces, no dashes, capitals. Nothing when nothing is left.
CREATE FUNCTION heard_record_key(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$
    SELECT nullif(upper(regexp_replace(value,
      '[\s\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF\u002D\u058A\u05BE\u1400\u1806\u2010-\u2015\u2E17\u2E1A\u2E3A\u2E3B\u2E40\u301C\u3030\u30A0\uFE31\uFE32\uFE58\uFE63\uFF0D]',
      '', 'g')), '')
  $$;

DROP INDEX "Patient_siteId_recordNumber_key";
ALTER TABLE "Patient" ADD COLUMN "recordNumberKey" TEXT GENERATED ALWAYS AS (heard_record_key("recordNumber")) STORED;
CREATE UNIQUE INDEX "Patient_siteId_recordNumberKey_key" ON "Patient"("siteId", "recordNumberKey");
