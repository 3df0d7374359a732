"""Spanish words to their roots, every word of a text kept: a phrase is found to the letter."""

from django.db import migrations

# PostgreSQL's `spanish` has a list of words that it never keeps. «estado» is one of them, as a form of
# «estar»: nobody could look for the states.
CASTELLANO = """
CREATE TEXT SEARCH DICTIONARY raiz_castellana (TEMPLATE = pg_catalog.snowball, LANGUAGE = spanish);
CREATE TEXT SEARCH CONFIGURATION castellano (COPY = pg_catalog.spanish);
ALTER TEXT SEARCH CONFIGURATION castellano ALTER MAPPING REPLACE pg_catalog.spanish_stem WITH raiz_castellana;
COMMENT ON TEXT SEARCH CONFIGURATION castellano IS
  'Español sin palabras vacías: las que no dicen nada se quitan de lo que se busca, no de los textos.';
"""

# Without accents «Agua Limpia» is <<agua limpia>>, which PostgreSQL takes for the tag of a page and
# skips; «y/o» and «transparencia/rendición», for the path of a file. The columns that are made with
# it are made again by each app's next migration.
PLEGAR = r"""
CREATE OR REPLACE FUNCTION plegar(texto text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(
      lower(public.unaccent('public.unaccent'::regdictionary, translate(texto, '/<>«»‹›', '   '))),
      '([cs])ion\M', '\1iones', 'g'),
    '\m(\w{2,4}[aeo])s\M', '\1', 'g')
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("comun", "0001_cimientos")]

    operations = [
        migrations.RunSQL(PLEGAR, migrations.RunSQL.noop),
        migrations.RunSQL(
            CASTELLANO,
            "DROP TEXT SEARCH CONFIGURATION castellano; DROP TEXT SEARCH DICTIONARY raiz_castellana;",
        ),
    ]
