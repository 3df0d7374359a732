"""The words within a name with dots («gob», of «imss.gob.mx») and a year after a hyphen are words."""

from django.db import migrations

# To PostgreSQL's parser a host is one word, and of «2016-2018» the second is a number below zero.
PLEGAR = r"""
CREATE OR REPLACE FUNCTION plegar(texto text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(
      lower(public.unaccent('public.unaccent'::regdictionary,
        regexp_replace(translate(texto, '/<>.«»‹›', '    '), '(\d)-(?=\d)', '\1 ', 'g'))),
      '([cs])ion\M', '\1iones', 'g'),
    '\m(\w{2,4}[aeo])s\M', '\1', 'g')
$$;
"""

# PostgreSQL keeps what a generated column said with the former function: each one that is made with
# it goes, with its indexes, and comes back the same.
REHACER = """
DO $$
DECLARE
  columna record;
  indice text;
BEGIN
  FOR columna IN
    SELECT a.attrelid::regclass AS tabla, a.attname AS nombre,
      format_type(a.atttypid, a.atttypmod) AS tipo, pg_get_expr(d.adbin, d.adrelid) AS expresion,
      ARRAY(SELECT pg_get_indexdef(i.indexrelid) FROM pg_index i
            WHERE i.indrelid = a.attrelid AND a.attnum = ANY (i.indkey)) AS indices
    FROM pg_attribute a JOIN pg_attrdef d ON (d.adrelid, d.adnum) = (a.attrelid, a.attnum)
    WHERE a.attgenerated = 's' AND pg_get_expr(d.adbin, d.adrelid) LIKE '%plegar(%'
  LOOP
    EXECUTE format('ALTER TABLE %s DROP COLUMN %I, ADD COLUMN %I %s GENERATED ALWAYS AS (%s) STORED',
      columna.tabla, columna.nombre, columna.nombre, columna.tipo, columna.expresion);
    FOREACH indice IN ARRAY columna.indices LOOP
      EXECUTE indice;
    END LOOP;
  END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("comun", "0002_castellano")]

    operations = [
        migrations.RunSQL(PLEGAR, migrations.RunSQL.noop),
        migrations.RunSQL(REHACER, migrations.RunSQL.noop),
    ]
