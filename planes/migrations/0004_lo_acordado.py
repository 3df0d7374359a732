import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations


# `Plan.texto_acordado`. What binds is what was made here and is public.
TEXTO = """
CREATE FUNCTION texto_de_plan(la_clave text, en_vigor boolean) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'secretariado', s.clave, 'adenda_de', o.clave, 'nombre', p.nombre,
    'inicio', p.inicio, 'inicio_precision', p.inicio_precision,
    'fin', p.fin, 'fin_precision', p.fin_precision,
    'conclusion', CASE WHEN p.estado = 'retirado' THEN p.estado END, 'lapida', p.retiro_motivo)
  FROM planes_plan p
    LEFT JOIN secretariados_secretariado s ON s.id = p.secretariado_id
    LEFT JOIN planes_plan o ON o.id = p.adenda_de_id
  WHERE p.clave = la_clave AND (
    NOT en_vigor OR p.publicado_en IS NOT NULL AND p.procedencia IN ('portal', 'muestra'))
$$;
"""
QUITAR = "DROP FUNCTION texto_de_plan;"


class Migration(migrations.Migration):

    dependencies = [
        ('secretariados', '0009_cambios'),
        ('planes', '0003_bitacora'),
    ]

    operations = [
        migrations.RunSQL(f"SET LOCAL check_function_bodies = off; {TEXTO}", QUITAR),
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='procedencia_de_la_carga', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.procedencia NOT IN ('portal', 'muestra'))", func="\n        IF NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN\n            RAISE EXCEPTION 'Sólo la carga de la historia dice qué vino de ella.' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='4dbc084eedcda1248baf66103f632c11cfb6c097', operation='INSERT', pgid='pgtrigger_procedencia_de_la_carga_85514', table='planes_plan', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='conforme_a_lo_acordado', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF NEW.publicado_en IS NOT NULL THEN\n            PERFORM exigir_lo_acordado('plan', NEW.clave);\n        END IF;\n     RETURN NULL;", hash='86193f104e041755ae45f2e21a68e916ff151e37', operation='INSERT OR UPDATE', pgid='pgtrigger_conforme_a_lo_acordado_7e6fc', table='planes_plan', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migraciones.PonerDisparador(
            model_name='plan',
            trigger=pgtrigger.compiler.Trigger(name='lo_propuesto_no_se_borra', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM secretariados_cambiopropuesto c\n                    JOIN secretariados_acuerdo a ON a.id = c.acuerdo_id\n                WHERE c.objeto_tipo = 'plan' AND c.objeto_clave = OLD.clave\n                    AND a.publico AND a.estado = 'propuesto'\n            ) THEN\n                RAISE EXCEPTION 'Está propuesto a los tres lados: no se borra mientras responden.' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN OLD;\n        ", hash='6dc2ef611fdc9f562fffa8d54a8739c3475282a2', operation='DELETE', pgid='pgtrigger_lo_propuesto_no_se_borra_875cd', table='planes_plan', when='BEFORE')),
        ),
    ]
