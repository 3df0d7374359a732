import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations


# `Compromiso.texto_acordado`. What binds is what was made here and is public.
TEXTO = """
CREATE FUNCTION texto_de_compromiso(la_clave text, en_vigor boolean) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT jsonb_build_object(
    'secretariado', s.clave, 'plan', p.clave, 'titulo', c.titulo, 'descripcion', c.descripcion,
    'origen', c.origen, 'inicio', c.inicio, 'inicio_precision', c.inicio_precision,
    'fin', c.fin, 'fin_precision', c.fin_precision,
    'responsables', (
      SELECT coalesce(jsonb_agg(jsonb_build_object(
          'institucion', i.clave, 'lado', r.lado, 'papel', r.papel) ORDER BY r.orden, r.id), '[]')
      FROM compromisos_responsable r JOIN secretariados_institucion i ON i.id = r.institucion_id
      WHERE r.compromiso_id = c.id),
    'conclusion', CASE WHEN c.estado IN ('cumplimiento_acordado', 'retirado') THEN c.estado END,
    'lapida', c.retiro_motivo)
  FROM compromisos_compromiso c JOIN planes_plan p ON p.id = c.plan_id
    LEFT JOIN secretariados_secretariado s ON s.id = p.secretariado_id
  WHERE c.clave = la_clave AND (
    NOT en_vigor OR c.publicado_en IS NOT NULL AND p.procedencia IN ('portal', 'muestra'))
$$;
"""
QUITAR = "DROP FUNCTION texto_de_compromiso;"


class Migration(migrations.Migration):

    dependencies = [
        ('secretariados', '0009_cambios'),
        ('compromisos', '0004_lo_ya_publicado'),
    ]

    operations = [
        migrations.RunSQL(f"SET LOCAL check_function_bodies = off; {TEXTO}", QUITAR),
        migraciones.PonerDisparador(
            model_name='compromiso',
            trigger=pgtrigger.compiler.Trigger(name='conforme_a_lo_acordado', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        IF NEW.publicado_en IS NOT NULL THEN\n            PERFORM exigir_lo_acordado('compromiso', NEW.clave);\n        END IF;\n     RETURN NULL;", hash='a543e8cba8b376fb30d5f859d6c5cc472c0bdd9a', operation='INSERT OR UPDATE', pgid='pgtrigger_conforme_a_lo_acordado_a96db', table='compromisos_compromiso', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migraciones.PonerDisparador(
            model_name='compromiso',
            trigger=pgtrigger.compiler.Trigger(name='lo_propuesto_no_se_borra', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (\n                SELECT FROM secretariados_cambiopropuesto c\n                    JOIN secretariados_acuerdo a ON a.id = c.acuerdo_id\n                WHERE c.objeto_tipo = 'compromiso' AND c.objeto_clave = OLD.clave\n                    AND a.publico AND a.estado = 'propuesto'\n            ) THEN\n                RAISE EXCEPTION 'Está propuesto a los tres lados: no se borra mientras responden.' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN OLD;\n        ", hash='e95a33e54ae2ff3f8e41db9ee0bb18b4f255586d', operation='DELETE', pgid='pgtrigger_lo_propuesto_no_se_borra_e18ad', table='compromisos_compromiso', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='responsable',
            trigger=pgtrigger.compiler.Trigger(name='conforme_a_lo_acordado', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n        PERFORM exigir_lo_acordado('compromiso', clave) FROM compromisos_compromiso WHERE publicado_en IS NOT NULL AND id IN (\n            CASE WHEN TG_OP <> 'INSERT' THEN OLD.compromiso_id END,\n            CASE WHEN TG_OP <> 'DELETE' THEN NEW.compromiso_id END);\n     RETURN NULL;", hash='eff45817b37f7e32fca8b77f110900d7c4d1ae4a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_conforme_a_lo_acordado_77a0f', table='compromisos_responsable', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
