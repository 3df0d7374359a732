"""Who may write in the ledger: the database itself, and nobody else."""

from django.db import migrations

# The web role reads. It adds witnesses' co-signatures, whose keys vouch for them, and texts that
# may be erased; entries it writes only through the triggers, which run as the owner.
ACCESOS = """
REVOKE INSERT, UPDATE, DELETE ON bitacora_entrada, bitacora_sello, bitacora_checkpoint,
  bitacora_revision FROM gobierno_web;
REVOKE UPDATE, DELETE ON bitacora_cofirma FROM gobierno_web;
REVOKE DELETE ON bitacora_textoborrable FROM gobierno_web;
-- Firing a trigger asks for no permission, but making one does: nobody hangs these functions on a
-- table of their own to write entries that nothing caused.
REVOKE EXECUTE ON FUNCTION bitacora_anotar(), bitacora_suprimir(), bitacora_mover_revision(),
  bitacora_con_clave(jsonb, text, jsonb) FROM PUBLIC;
INSERT INTO bitacora_revision (id, valor) SELECT n, 0 FROM generate_series(1, 16) n;
"""


class Migration(migrations.Migration):
    dependencies = [("bitacora", "0002_tablas")]
    operations = [migrations.RunSQL(ACCESOS, migrations.RunSQL.noop)]
