"""What was public before there was a ledger enters it as it stands."""

from django.db import migrations

# Touching a public row that the ledger does not know makes it tell all it holds, and its parts'.
INSCRIBIR = """
DO $$
DECLARE
  tabla regclass;
BEGIN
  PERFORM set_config('portal.contexto', jsonb_build_object('via', 'orden', 'tipo', 'carga',
    'motivo', 'Ya era público cuando comenzó la bitácora.')::text, true);
  FOR tabla IN
    SELECT t.tgrelid::regclass FROM pg_trigger t
    WHERE t.tgfoid = 'public.bitacora_anotar'::regproc
      AND left(encode(t.tgargs, 'escape'), -4)::jsonb ? 'objeto'
  LOOP
    EXECUTE format('UPDATE %s SET id = id WHERE publicado_en IS NOT NULL', tabla);
  END LOOP;
  PERFORM set_config('portal.contexto', '', true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("compromisos", "0003_bitacora"),
        ("fuentes", "0003_bitacora"),
        ("planes", "0003_bitacora"),
        ("secretariados", "0003_bitacora"),
    ]
    operations = [migrations.RunSQL(INSCRIBIR, migrations.RunSQL.noop)]
