"""What an export could not bring back is no longer taken."""

import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('planes', '0007_busqueda_a_la_letra'),
    ]

    operations = [
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='prefijo_en_sus_claves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.prefijo IS DISTINCT FROM NEW.prefijo)', func="\n        IF EXISTS (\n            SELECT 1 FROM compromisos_compromiso WHERE plan_id = NEW.id\n            UNION ALL SELECT 1 FROM planes_mesa WHERE plan_id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'El prefijo está en las claves de lo suyo, que son permanentes.' USING ERRCODE = 'check_violation', COLUMN = 'prefijo';\n        END IF;\n        RETURN NEW;\n    ", hash='32d2393828416e52b4a3ce083a4eae8b2fcf66e0', operation='UPDATE', pgid='pgtrigger_prefijo_en_sus_claves_eee9d', table='planes_plan', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='adenda_de_id_sin_ciclo', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.adenda_de_id IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' AND NEW.adenda_de_id IS NOT DISTINCT FROM OLD.adenda_de_id THEN\n                RETURN NEW;\n            END IF;\n            PERFORM pg_advisory_xact_lock(hashtext('planes_plan.adenda_de_id'));\n            IF EXISTS (\n                WITH RECURSIVE arriba(id) AS (\n                    SELECT NEW.adenda_de_id\n                    UNION\n                    SELECT fila.adenda_de_id FROM planes_plan AS fila JOIN arriba USING (id)\n                    WHERE fila.adenda_de_id IS NOT NULL\n                )\n                SELECT FROM arriba WHERE id = NEW.id\n            ) THEN\n                RAISE EXCEPTION 'Un plan no es adenda de sí mismo ni de una adenda suya.' USING ERRCODE = 'check_violation', COLUMN = 'adenda_de';\n            END IF;\n            RETURN NEW;\n        ", hash='9495fea209e23cb33ce178eb29cfc07eff8fee62', operation='INSERT OR UPDATE', pgid='pgtrigger_adenda_de_id_sin_ciclo_c6b0f', table='planes_plan', when='BEFORE')),
        ),
    ]
