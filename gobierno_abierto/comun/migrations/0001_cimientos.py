"""Extensions, Spanish text functions and the role of the web processes."""

from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension, UnaccentExtension
from django.db import migrations

# Accents go before case: a server in the C locale lowers only ASCII. unaccent() is only STABLE because its dictionary could change; naming the dictionary with its
# schema is what makes the promise of IMMUTABLE true here, and restores work with an empty search_path.
FUNCIONES = r"""
CREATE FUNCTION plegar(texto text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT regexp_replace(
    regexp_replace(
      lower(public.unaccent('public.unaccent'::regdictionary, texto)),
      '([cs])ion\M', '\1iones', 'g'),
    '\m(\w{2,4}[aeo])s\M', '\1', 'g')
$$;
COMMENT ON FUNCTION plegar(text) IS
  'Pliega un texto en español para buscar: minúsculas, sin acentos, plurales cortos y -ción.';

CREATE FUNCTION orden(texto text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT lower(public.unaccent('public.unaccent'::regdictionary,
    replace(replace(texto, 'ñ', 'n~'), 'Ñ', 'n~')))
$$;
COMMENT ON FUNCTION orden(text) IS
  'Clave para ordenar alfabéticamente en español: sin acentos, la ñ después de la n.';
"""

# gobierno_web owns nothing: it can read and write rows, not change tables, triggers or roles.
# Concurrent databases of one cluster (tests) may create it at once, hence the two exceptions.
ROL_WEB = """
DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'gobierno_web') THEN
    CREATE ROLE gobierno_web NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$;
DO $$ BEGIN
  EXECUTE format('GRANT gobierno_web TO %I', current_user);
EXCEPTION WHEN insufficient_privilege THEN NULL;  -- the role is somebody else's: they grant it
END $$;
GRANT USAGE ON SCHEMA public TO gobierno_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO gobierno_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO gobierno_web;
"""


class Migration(migrations.Migration):
    initial = True
    # Before any table exists, so that the default privileges reach every one of them.
    run_before = [
        ("contenttypes", "0001_initial"),
        ("fuentes", "0001_inicial"),
        ("secretariados", "0001_inicial"),
        ("planes", "0001_inicial"),
        ("compromisos", "0001_inicial"),
    ]
    dependencies = []

    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(FUNCIONES, "DROP FUNCTION plegar(text); DROP FUNCTION orden(text);"),
        migrations.RunSQL(ROL_WEB, migrations.RunSQL.noop),
    ]
