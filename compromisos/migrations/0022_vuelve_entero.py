"""What an export could not bring back is no longer taken."""

import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('compromisos', '0021_busqueda_a_la_letra'),
    ]

    operations = [
        migraciones.QuitarDisparador(
            model_name='compromiso',
            name='clave_de_su_plan',
        ),
        migraciones.PonerDisparador(
            model_name='clasificacion',
            trigger=pgtrigger.compiler.Trigger(name='eje_de_su_plan', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF EXISTS (\n            SELECT FROM planes_eje AS eje JOIN compromisos_compromiso AS suyo\n                ON suyo.id = NEW.compromiso_id AND eje.plan_id <> suyo.plan_id\n            WHERE eje.id = NEW.eje_id\n        ) THEN\n            RAISE EXCEPTION 'Ese eje es de otro plan.' USING ERRCODE = 'check_violation', COLUMN = 'eje';\n        END IF;\n        RETURN NEW;\n    ", hash='3204ef6213be4bfc45206d3d9071aa8572350f9d', operation='INSERT OR UPDATE', pgid='pgtrigger_eje_de_su_plan_d4db7', table='compromisos_clasificacion', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='compromiso',
            trigger=pgtrigger.compiler.Trigger(name='clave_de_su_plan', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n        IF TG_OP = 'UPDATE' AND NEW.plan_id = OLD.plan_id THEN RETURN NEW; END IF;\n        IF NOT EXISTS (\n            SELECT FROM planes_plan\n            WHERE id = NEW.plan_id AND starts_with(NEW.clave, prefijo || '-')\n        ) THEN\n            RAISE EXCEPTION 'La clave empieza con el prefijo de su plan.' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='b26af7880284e537e69c9409dd1e0a48ea9e5b08', operation='INSERT OR UPDATE', pgid='pgtrigger_clave_de_su_plan_1c910', table='compromisos_compromiso', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='evaluacion',
            trigger=pgtrigger.compiler.Trigger(name='vocabulario_con_lo_suyo', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.vocabulario IS DISTINCT FROM NEW.vocabulario)', func="\n        IF EXISTS (SELECT FROM compromisos_codificacion WHERE evaluacion_id = NEW.id) THEN\n            RAISE EXCEPTION 'El vocabulario de una evaluación no cambia mientras tenga codificaciones.' USING ERRCODE = 'check_violation', COLUMN = 'vocabulario';\n        END IF;\n        RETURN NEW;\n    ", hash='398b8d529f905544b437e9bcf7cb5867de10889c', operation='UPDATE', pgid='pgtrigger_vocabulario_con_lo_suyo_3464b', table='compromisos_evaluacion', when='BEFORE')),
        ),
    ]
