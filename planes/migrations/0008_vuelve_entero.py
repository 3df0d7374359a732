"""What an export could not bring back is no longer taken."""

import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('planes', '0007_busqueda_a_la_letra'),
    ]

    operations = [
        migraciones.QuitarDisparador(
            model_name='mesa',
            name='clave_de_su_plan',
        ),
        migraciones.PonerDisparador(
            model_name='eje',
            trigger=pgtrigger.compiler.Trigger(name='eje_con_lo_suyo', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.plan_id IS NOT NULL AND OLD.plan_id IS DISTINCT FROM NEW.plan_id)', func="\n        IF EXISTS (\n            SELECT FROM compromisos_clasificacion AS suya\n            JOIN compromisos_compromiso AS de ON de.id = suya.compromiso_id\n            WHERE suya.eje_id = NEW.id AND de.plan_id <> NEW.plan_id\n        ) THEN\n            RAISE EXCEPTION 'En ese eje hay compromisos de otro plan: quítelos antes de él.' USING ERRCODE = 'check_violation', COLUMN = 'plan';\n        END IF;\n        RETURN NEW;\n    ", hash='5e2b99ed1a913f5634812f7fc58ed615767cca56', operation='UPDATE', pgid='pgtrigger_eje_con_lo_suyo_abdbe', table='planes_eje', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='mesa',
            trigger=pgtrigger.compiler.Trigger(name='clave_de_su_plan', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND NEW.plan_id = OLD.plan_id THEN RETURN NEW; END IF;\n        IF NOT EXISTS (\n            SELECT FROM planes_plan\n            WHERE id = NEW.plan_id AND starts_with(NEW.clave, prefijo || '-')\n        ) THEN\n            RAISE EXCEPTION 'La clave empieza con el prefijo de su plan.' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='64c00eac3499d5daeabc1c72c74ba7182006d40c', operation='INSERT OR UPDATE', pgid='pgtrigger_clave_de_su_plan_78fa8', table='planes_mesa', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='prefijo_en_sus_claves', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.prefijo IS DISTINCT FROM NEW.prefijo)', func="\n        IF EXISTS (\n            SELECT 1 FROM compromisos_compromiso WHERE plan_id = NEW.id\n            UNION ALL SELECT 1 FROM planes_mesa WHERE plan_id = NEW.id\n        ) THEN\n            RAISE EXCEPTION 'El prefijo está en las claves de lo suyo, que son permanentes.' USING ERRCODE = 'check_violation', COLUMN = 'prefijo';\n        END IF;\n        RETURN NEW;\n    ", hash='32d2393828416e52b4a3ce083a4eae8b2fcf66e0', operation='UPDATE', pgid='pgtrigger_prefijo_en_sus_claves_eee9d', table='planes_plan', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='adenda_de_id_sin_ciclo', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (NEW.adenda_de_id IS NOT NULL)', func="\n            IF TG_OP = 'UPDATE' AND NEW.adenda_de_id IS NOT DISTINCT FROM OLD.adenda_de_id THEN\n                RETURN NEW;\n            END IF;\n            IF TG_OP = 'UPDATE'\n                AND NOT pg_try_advisory_xact_lock(hashtext('planes_plan.adenda_de_id')) THEN\n                RAISE EXCEPTION 'Alguien más está cambiando de quién depende algo: guarde otra vez.' USING ERRCODE = 'check_violation';\n            END IF;\n            IF EXISTS (\n                WITH RECURSIVE arriba(id) AS (\n                    SELECT NEW.adenda_de_id\n                    UNION\n                    SELECT fila.adenda_de_id FROM planes_plan AS fila JOIN arriba USING (id)\n                    WHERE fila.adenda_de_id IS NOT NULL\n                )\n                SELECT FROM arriba WHERE id = NEW.id\n            ) THEN\n                RAISE EXCEPTION 'Un plan no es adenda de sí mismo ni de una adenda suya.' USING ERRCODE = 'check_violation', COLUMN = 'adenda_de';\n            END IF;\n            RETURN NEW;\n        ", hash='d7a4ab434d31d67f4a821356a573f2393ec9f5c6', operation='INSERT OR UPDATE', pgid='pgtrigger_adenda_de_id_sin_ciclo_c6b0f', table='planes_plan', when='BEFORE')),
        ),
    ]
