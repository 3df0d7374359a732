"""What an export could not bring back is no longer taken."""

import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('secretariados', '0018_busqueda_a_la_letra'),
    ]

    operations = [
        migraciones.PonerDisparador(
            model_name='jurisdiccion',
            trigger=pgtrigger.compiler.Trigger(name='padre_id_sin_ciclo', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.padre_id IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' AND NEW.padre_id IS NOT DISTINCT FROM OLD.padre_id THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE'\n                AND NOT pg_try_advisory_xact_lock(hashtext('secretariados_jurisdiccion.padre_id')) THEN\n                RAISE EXCEPTION 'Alguien más está cambiando de quién depende algo: guarde otra vez.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF EXISTS (\n                WITH RECURSIVE arriba(id) AS (\n                    SELECT NEW.padre_id\n                    UNION\n                    SELECT fila.padre_id FROM secretariados_jurisdiccion AS fila JOIN arriba USING (id)\n                    WHERE fila.padre_id IS NOT NULL\n                )\n                SELECT FROM arriba WHERE id = NEW.id\n            ) THEN\n                RAISE EXCEPTION 'Un lugar no está dentro de otro que está dentro de él.' USING ERRCODE = 'check_violation', COLUMN = 'padre';\n            END IF;\n            RETURN NEW;\n        ", hash='8a225c08170ba5ac0cd05ff2be4c8a5e0b8f533c', operation='INSERT OR UPDATE', pgid='pgtrigger_padre_id_sin_ciclo_4f727', table='secretariados_jurisdiccion', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='secretariado',
            trigger=pgtrigger.compiler.Trigger(name='sucede_a_id_sin_ciclo', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.sucede_a_id IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' AND NEW.sucede_a_id IS NOT DISTINCT FROM OLD.sucede_a_id THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE'\n                AND NOT pg_try_advisory_xact_lock(hashtext('secretariados_secretariado.sucede_a_id')) THEN\n                RAISE EXCEPTION 'Alguien más está cambiando de quién depende algo: guarde otra vez.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF EXISTS (\n                WITH RECURSIVE arriba(id) AS (\n                    SELECT NEW.sucede_a_id\n                    UNION\n                    SELECT fila.sucede_a_id FROM secretariados_secretariado AS fila JOIN arriba USING (id)\n                    WHERE fila.sucede_a_id IS NOT NULL\n                )\n                SELECT FROM arriba WHERE id = NEW.id\n            ) THEN\n                RAISE EXCEPTION 'Un secretariado no sucede a quien le sucede, ni a sí mismo.' USING ERRCODE = 'check_violation', COLUMN = 'sucede_a';\n            END IF;\n            RETURN NEW;\n        ", hash='19487064caf978981827d8fd3a92a8d7047b1c06', operation='INSERT OR UPDATE', pgid='pgtrigger_sucede_a_id_sin_ciclo_9e0e4', table='secretariados_secretariado', when='BEFORE')),
        ),
    ]
