import django.db.models.deletion
import gobierno_abierto.comun.campos
import pgtrigger.compiler
from gobierno_abierto.comun import migraciones
from django.db import migrations, models


# The text in force of a record, and the check that it is what the record says: see
# `secretariados/disparadores_cambio.py`.
FUNCIONES = """
CREATE FUNCTION texto_en_vigor(el_tipo text, la_clave text) RETURNS jsonb LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
  SELECT c.despues FROM secretariados_cambiopropuesto c
    JOIN secretariados_acuerdo a ON a.id = c.acuerdo_id
  WHERE c.objeto_tipo = el_tipo AND c.objeto_clave = la_clave AND a.estado IN ('adoptado', 'cerrado')
  ORDER BY a.resuelto_en DESC LIMIT 1
$$;

CREATE FUNCTION exigir_lo_acordado(tipo text, la_clave text) RETURNS void LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE
  dice jsonb;
BEGIN
  EXECUTE format('SELECT %I($1, true)', 'texto_de_' || tipo) INTO dice USING la_clave;
  IF dice IS NULL AND texto_en_vigor(tipo, la_clave) IS NOT NULL THEN
    RAISE EXCEPTION 'Ya no hay nada que acordar con la clave %: se borró o no se hizo aquí.', la_clave
      USING ERRCODE = 'check_violation';
  ELSIF dice IS DISTINCT FROM texto_en_vigor(tipo, la_clave) THEN
    RAISE EXCEPTION
      'El texto acordado de % sólo cambia por un acuerdo de los tres lados, y tal como dice.', la_clave
      USING ERRCODE = 'check_violation';
  END IF;
END $$;
"""
QUITAR = "DROP FUNCTION exigir_lo_acordado; DROP FUNCTION texto_en_vigor;"


class Migration(migrations.Migration):

    dependencies = [
        ('secretariados', '0008_sesiones'),
    ]

    operations = [
        migrations.RunSQL(f"SET LOCAL check_function_bodies = off; {FUNCIONES}", QUITAR),
        migraciones.PonerModelo(
            name='CambioPropuesto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objeto_tipo', models.CharField(choices=[('plan', 'Plan'), ('eje', 'Eje'), ('mesa', 'Mesa de trabajo'), ('hito', 'Hito'), ('compromiso', 'Compromiso'), ('evaluacion', 'Evaluación'), ('pronunciamiento', 'Pronunciamiento'), ('jurisdiccion', 'Jurisdicción'), ('institucion', 'Institución'), ('sucesion', 'Sucesión'), ('secretariado', 'Secretariado'), ('sesion', 'Sesión'), ('acuerdo', 'Acuerdo'), ('membresia', 'Membresía de la Alianza'), ('afirmacion', 'Afirmación de una fuente'), ('discrepancia', 'Discrepancia'), ('fuente', 'Fuente'), ('testigo', 'Testigo de la bitácora')], max_length=20, verbose_name='qué cambia')),
                ('objeto_clave', gobierno_abierto.comun.campos.LineaHonesta(verbose_name='clave de lo que cambia')),
                ('antes', models.JSONField(blank=True, null=True, verbose_name='como está')),
                ('despues', models.JSONField(verbose_name='como queda')),
            ],
            options={
                'verbose_name': 'cambio propuesto',
                'verbose_name_plural': 'cambios propuestos',
                'ordering': ['pk'],
            },
        ),
        migraciones.QuitarDisparador(
            model_name='acuerdo',
            name='version',
        ),
        migraciones.QuitarDisparador(
            model_name='acuerdo',
            name='traza',
        ),
        migraciones.QuitarDisparador(
            model_name='acuerdo',
            name='acuerdo_segun_posiciones',
        ),
        migraciones.QuitarDisparador(
            model_name='posicion',
            name='posicion_a_tiempo',
        ),
        migraciones.PonerCampo(
            model_name='acuerdo',
            name='resuelto_en',
            field=models.DateTimeField(editable=False, null=True, verbose_name='se resolvió'),
        ),
        migraciones.CambiarTextos(
            model_name='acuerdo',
            name='estado',
            field=models.CharField(choices=[('propuesto', 'Propuesto'), ('adoptado', 'Adoptado por los tres lados'), ('rechazado', 'Rechazado: un lado no consintió'), ('vencido', 'Vencido: sin el consentimiento de los tres lados sobre el texto vigente'), ('cerrado', 'Cerrado: los tres lo dieron por cumplido'), ('registrado', 'Registrado de una fuente')], default='registrado', max_length=12, verbose_name='estado'),
        ),
        migraciones.PonerDisparador(
            model_name='acuerdo',
            trigger=pgtrigger.compiler.Trigger(name='version', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."clave" IS DISTINCT FROM NEW."clave" OR OLD."publicado_en" IS DISTINCT FROM NEW."publicado_en" OR OLD."retirado_en" IS DISTINCT FROM NEW."retirado_en" OR OLD."retiro_motivo" IS DISTINCT FROM NEW."retiro_motivo" OR OLD."version" IS DISTINCT FROM NEW."version" OR OLD."version_cargada" IS DISTINCT FROM NEW."version_cargada" OR OLD."creado" IS DISTINCT FROM NEW."creado" OR OLD."actualizado" IS DISTINCT FROM NEW."actualizado" OR OLD."responsable_lado" IS DISTINCT FROM NEW."responsable_lado" OR OLD."responsable_oficina" IS DISTINCT FROM NEW."responsable_oficina" OR OLD."cumplir_hasta" IS DISTINCT FROM NEW."cumplir_hasta" OR OLD."secretariado_id" IS DISTINCT FROM NEW."secretariado_id" OR OLD."tipo" IS DISTINCT FROM NEW."tipo" OR OLD."titulo" IS DISTINCT FROM NEW."titulo" OR OLD."texto" IS DISTINCT FROM NEW."texto" OR OLD."fecha" IS DISTINCT FROM NEW."fecha" OR OLD."fecha_precision" IS DISTINCT FROM NEW."fecha_precision" OR OLD."estado" IS DISTINCT FROM NEW."estado" OR OLD."propone_lado" IS DISTINCT FROM NEW."propone_lado" OR OLD."propone_oficina" IS DISTINCT FROM NEW."propone_oficina" OR OLD."justificacion" IS DISTINCT FROM NEW."justificacion" OR OLD."responde_hasta" IS DISTINCT FROM NEW."responde_hasta" OR OLD."resuelto_en" IS DISTINCT FROM NEW."resuelto_en" OR OLD."posiciones_nota" IS DISTINCT FROM NEW."posiciones_nota" OR OLD."aplica_a_tipo" IS DISTINCT FROM NEW."aplica_a_tipo" OR OLD."aplica_a_clave" IS DISTINCT FROM NEW."aplica_a_clave" OR OLD."sesion_id" IS DISTINCT FROM NEW."sesion_id")', func='\n            IF NEW.version_cargada IS DISTINCT FROM OLD.version_cargada AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), \'MEMBER\') THEN\n                RAISE EXCEPTION \'Sólo la carga de la historia dice qué vino de ella.\' USING ERRCODE = \'check_violation\';\n            END IF;\n            NEW.creado := OLD.creado;\n            IF (OLD."id" IS DISTINCT FROM NEW."id" OR OLD."clave" IS DISTINCT FROM NEW."clave" OR OLD."publicado_en" IS DISTINCT FROM NEW."publicado_en" OR OLD."retirado_en" IS DISTINCT FROM NEW."retirado_en" OR OLD."retiro_motivo" IS DISTINCT FROM NEW."retiro_motivo" OR OLD."responsable_lado" IS DISTINCT FROM NEW."responsable_lado" OR OLD."responsable_oficina" IS DISTINCT FROM NEW."responsable_oficina" OR OLD."cumplir_hasta" IS DISTINCT FROM NEW."cumplir_hasta" OR OLD."secretariado_id" IS DISTINCT FROM NEW."secretariado_id" OR OLD."tipo" IS DISTINCT FROM NEW."tipo" OR OLD."titulo" IS DISTINCT FROM NEW."titulo" OR OLD."texto" IS DISTINCT FROM NEW."texto" OR OLD."fecha" IS DISTINCT FROM NEW."fecha" OR OLD."fecha_precision" IS DISTINCT FROM NEW."fecha_precision" OR OLD."estado" IS DISTINCT FROM NEW."estado" OR OLD."propone_lado" IS DISTINCT FROM NEW."propone_lado" OR OLD."propone_oficina" IS DISTINCT FROM NEW."propone_oficina" OR OLD."justificacion" IS DISTINCT FROM NEW."justificacion" OR OLD."responde_hasta" IS DISTINCT FROM NEW."responde_hasta" OR OLD."resuelto_en" IS DISTINCT FROM NEW."resuelto_en" OR OLD."posiciones_nota" IS DISTINCT FROM NEW."posiciones_nota" OR OLD."aplica_a_tipo" IS DISTINCT FROM NEW."aplica_a_tipo" OR OLD."aplica_a_clave" IS DISTINCT FROM NEW."aplica_a_clave" OR OLD."sesion_id" IS DISTINCT FROM NEW."sesion_id") OR (NEW.version <> OLD.version AND pg_trigger_depth() > 1) THEN\n                NEW.version := OLD.version + CASE WHEN OLD.actualizado = now() THEN 0 ELSE 1 END;\n                NEW.actualizado := now();\n            ELSE\n                NEW.version := OLD.version;\n                NEW.actualizado := OLD.actualizado;\n            END IF;\n            RETURN NEW;\n        ', hash='c1c50e24d90258817970e9a4d87c34f906b8cf90', operation='UPDATE', pgid='pgtrigger_version_39959', table='secretariados_acuerdo', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='acuerdo',
            trigger=pgtrigger.compiler.Trigger(name='traza', sql=pgtrigger.compiler.UpsertTriggerSql(execute='public.bitacora_anotar(\'{"columnas": {"aplica_a_clave": "aplica_a_clave", "aplica_a_tipo": "aplica_a_tipo", "clave": "clave", "cumplir_hasta": "cumplir_hasta", "estado": "estado", "fecha": "fecha", "fecha_precision": "fecha_precision", "justificacion": "justificacion", "posiciones_nota": "posiciones_nota", "propone_lado": "propone_lado", "propone_oficina": "propone_oficina", "publicado_en": "publicado_en", "responde_hasta": "responde_hasta", "responsable_lado": "responsable_lado", "responsable_oficina": "responsable_oficina", "resuelto_en": "resuelto_en", "retirado_en": "retirado_en", "retiro_motivo": "retiro_motivo", "secretariado": "secretariado_id", "sesion": "sesion_id", "texto": "texto", "tipo": "tipo", "titulo": "titulo"}, "lugar": "secretariado_id", "objeto": "acuerdo", "pais": "split_part((SELECT (SELECT secretariados_jurisdiccion.ruta FROM secretariados_jurisdiccion WHERE secretariados_jurisdiccion.id = secretariados_secretariado.jurisdiccion_id::bigint) FROM secretariados_secretariado WHERE secretariados_secretariado.id = ($1->>\'\'secretariado_id\'\')::bigint), \'\'/\'\', 1)", "procedencia": "(SELECT secretariados_secretariado.procedencia FROM secretariados_secretariado WHERE secretariados_secretariado.id = ($1->>\'\'secretariado_id\'\')::bigint)", "referencias": {"secretariado": ["secretariados_secretariado", "clave"], "sesion": ["secretariados_sesion", "clave"]}}\')', func='RETURN NULL;', hash='c769e62ac589afc8f46ba5bc0975866ad89d456d', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_traza_360c7', table='secretariados_acuerdo', when='AFTER')),
        ),
        migraciones.PonerDisparador(
            model_name='acuerdo',
            trigger=pgtrigger.compiler.Trigger(name='acuerdo_segun_posiciones', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE consienten integer; objetado boolean; movido boolean;', func="\n        IF TG_OP = 'INSERT' THEN\n            IF NEW.estado = 'registrado' AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN\n                RAISE EXCEPTION 'Sólo la carga de la historia registra actos que constan en una fuente.' USING ERRCODE = 'check_violation';\n            ELSIF NEW.estado NOT IN ('registrado', 'propuesto') THEN\n                RAISE EXCEPTION 'Un acuerdo empieza propuesto: lo demás lo dicen las posiciones.' USING ERRCODE = 'check_violation';\n            END IF;\n            NEW.resuelto_en := NULL;\n            RETURN NEW;\n        END IF;\n        NEW.resuelto_en := OLD.resuelto_en;\n        IF NEW.estado = OLD.estado THEN RETURN NEW; END IF;\n        IF OLD.publicado_en IS NULL OR NEW.retirado_en IS NOT NULL THEN\n            RAISE EXCEPTION 'Sólo se resuelve lo que está propuesto en público.' USING ERRCODE = 'check_violation';\n        END IF;\n        \n        IF OLD.estado = 'adoptado' AND NEW.estado = 'cerrado' THEN\n            IF (SELECT count(DISTINCT lado) FROM secretariados_cierre\n                WHERE acuerdo_id = OLD.id) < 3 THEN\n                RAISE EXCEPTION 'Sin la confirmación de los tres lados no se da por cumplido.' USING ERRCODE = 'check_violation';\n            END IF;\n            RETURN NEW;\n        END IF;\n\n        PERFORM FROM secretariados_asiento\n            WHERE secretariado_id = OLD.secretariado_id ORDER BY id FOR NO KEY UPDATE;\n        SELECT count(*) INTO consienten FROM (VALUES ('gobierno'), ('organo_garante'), ('sociedad_civil')) l (lado)\n            WHERE EXISTS (\n                SELECT FROM secretariados_posicion p\n                WHERE p.acuerdo_id = OLD.id AND p.lado = l.lado AND p.sentido = 'consiente'\n                AND EXISTS (SELECT \n        FROM secretariados_asiento s\n        WHERE s.secretariado_id = OLD.secretariado_id AND s.lado = l.lado\n          AND s.papel IN ('titular', 'suplente')\n          AND (s.desde IS NULL OR s.desde <= (now() AT TIME ZONE 'America/Mexico_City')::date) AND (s.hasta IS NULL OR s.hasta > (now() AT TIME ZONE 'America/Mexico_City')::date)\n    \n                    AND \n        s.papel = p.papel AND p.oficina IS NOT DISTINCT FROM coalesce(\n            s.oficina, (SELECT nombre FROM secretariados_institucion WHERE id = s.institucion_id))\n    \n                    AND (s.desde IS NULL\n                        OR s.desde <= (p.dada_en AT TIME ZONE 'America/Mexico_City')::date)));\n        objetado := EXISTS (\n            SELECT FROM secretariados_posicion\n            WHERE acuerdo_id = OLD.id AND sentido = 'no_consiente');\n        movido := EXISTS (\n            SELECT FROM secretariados_cambiopropuesto c\n                JOIN secretariados_secretariado s ON s.id = OLD.secretariado_id\n            WHERE c.acuerdo_id = OLD.id AND (\n                c.antes IS DISTINCT FROM texto_en_vigor(c.objeto_tipo, c.objeto_clave)\n                OR coalesce(c.antes, c.despues)->>'secretariado' IS DISTINCT FROM s.clave));\n        IF NEW.estado = 'adoptado' AND consienten < 3 THEN\n            RAISE EXCEPTION 'Sin el consentimiento de los tres lados no hay acuerdo.' USING ERRCODE = 'check_violation';\n        ELSIF OLD.estado <> 'propuesto' OR NEW.estado IS DISTINCT FROM (CASE\n            WHEN objetado THEN 'rechazado'\n            WHEN consienten = 3 AND movido THEN 'vencido'\n            WHEN consienten = 3 THEN 'adoptado'\n            WHEN OLD.responde_hasta < (now() AT TIME ZONE 'America/Mexico_City')::date THEN 'vencido' END) THEN\n            RAISE EXCEPTION 'Las posiciones de los tres lados no llevan a ese estado.' USING ERRCODE = 'check_violation';\n        END IF;\n        NEW.resuelto_en := clock_timestamp();\n        RETURN NEW;\n    ", hash='64dc27952140eee1331d949548353ac44342e241', operation='INSERT OR UPDATE', pgid='pgtrigger_acuerdo_segun_posiciones_6a842', table='secretariados_acuerdo', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='acuerdo',
            trigger=pgtrigger.compiler.Trigger(name='lo_adoptado_se_aplica', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (NEW.estado = 'adoptado' AND OLD.estado <> 'adoptado')", constraint='CONSTRAINT', func='\n        PERFORM exigir_lo_acordado(objeto_tipo, objeto_clave)\n            FROM secretariados_cambiopropuesto WHERE acuerdo_id = NEW.id;\n        RETURN NULL;\n    ', hash='753e523604461a2e9957135b687c630497e247cf', operation='UPDATE', pgid='pgtrigger_lo_adoptado_se_aplica_4ea01', table='secretariados_acuerdo', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migraciones.PonerDisparador(
            model_name='posicion',
            trigger=pgtrigger.compiler.Trigger(name='posicion_a_tiempo', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE acto secretariados_acuerdo;', func="\n        SELECT * INTO acto FROM secretariados_acuerdo\n            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.acuerdo_id ELSE NEW.acuerdo_id END\n            FOR NO KEY UPDATE;\n        IF acto.estado = 'registrado' THEN\n            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;\n        ELSIF TG_OP = 'DELETE' THEN\n            RAISE EXCEPTION 'Lo que un lado dijo no se borra.' USING ERRCODE = 'check_violation';\n        ELSIF TG_OP = 'UPDATE' AND (OLD.acuerdo_id, OLD.lado) <> (NEW.acuerdo_id, NEW.lado) THEN\n            RAISE EXCEPTION 'Una posición no cambia de lado ni de acuerdo.' USING ERRCODE = 'check_violation';\n        ELSIF acto.estado <> 'propuesto' OR NOT acto.publico THEN\n            RAISE EXCEPTION 'Sobre ese acuerdo ya no se toman posiciones.' USING ERRCODE = 'check_violation';\n        ELSIF NEW.sentido NOT IN ('consiente', 'no_consiente', 'se_abstiene') THEN\n            IF NEW.sentido = 'no_consta' OR acto.responde_hasta >= (now() AT TIME ZONE 'America/Mexico_City')::date THEN\n                RAISE EXCEPTION 'Mientras puede responder, de un lado sólo consta lo que dijo.' USING ERRCODE = 'check_violation';\n            END IF;\n        ELSIF acto.responde_hasta < (now() AT TIME ZONE 'America/Mexico_City')::date THEN\n            RAISE EXCEPTION 'Ya pasó el plazo para responder.' USING ERRCODE = 'check_violation';\n        ELSIF NOT EXISTS (\n            SELECT \n        FROM secretariados_asiento s\n        WHERE s.secretariado_id = acto.secretariado_id AND s.lado = NEW.lado\n          AND s.papel IN ('titular', 'suplente')\n          AND (s.desde IS NULL OR s.desde <= (now() AT TIME ZONE 'America/Mexico_City')::date) AND (s.hasta IS NULL OR s.hasta > (now() AT TIME ZONE 'America/Mexico_City')::date)\n    \n                AND \n        s.papel = NEW.papel AND NEW.oficina IS NOT DISTINCT FROM coalesce(\n            s.oficina, (SELECT nombre FROM secretariados_institucion WHERE id = s.institucion_id))\n    ) THEN\n            RAISE EXCEPTION 'Ese lado no tiene hoy quien firme: sólo lo hacen su titular y su suplente.' USING ERRCODE = 'check_violation';\n        END IF;\n        NEW.dada_en := now();\n        RETURN NEW;\n    ", hash='4a9003b80bbc5ae10609dce52cab6f9b4c35e0af', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_posicion_a_tiempo_1bf5d', table='secretariados_posicion', when='BEFORE')),
        ),
        migraciones.PonerCampo(
            model_name='cambiopropuesto',
            name='acuerdo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cambios', to='secretariados.acuerdo'),
        ),
        migraciones.PonerIndice(
            model_name='cambiopropuesto',
            index=models.Index(fields=['objeto_tipo', 'objeto_clave'], name='cambio_de_objeto'),
        ),
        migraciones.PonerRestriccion(
            model_name='cambiopropuesto',
            constraint=models.UniqueConstraint(fields=('acuerdo', 'objeto_tipo', 'objeto_clave'), name='cambiopropuesto_unico', violation_error_message='Ese acuerdo ya cambia ese texto.'),
        ),
        migraciones.PonerRestriccion(
            model_name='cambiopropuesto',
            constraint=models.CheckConstraint(condition=models.Q(('antes__isnull', True), models.Q(('antes', models.F('despues')), _negated=True), _connector='OR'), name='cambiopropuesto_cambia', violation_error_message='El texto quedó igual: no hay nada que proponer.'),
        ),
        migraciones.PonerDisparador(
            model_name='cambiopropuesto',
            trigger=pgtrigger.compiler.Trigger(name='lo_que_se_lee_no_cambia', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE acto secretariados_acuerdo; casa text;', func="\n        IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NEW; END IF;\n        SELECT * INTO acto FROM secretariados_acuerdo\n            WHERE id = CASE WHEN TG_OP = 'DELETE' THEN OLD.acuerdo_id ELSE NEW.acuerdo_id END\n            FOR NO KEY UPDATE;\n        IF acto.publicado_en IS NOT NULL OR acto.estado <> 'propuesto' THEN\n            RAISE EXCEPTION 'Lo propuesto no se cambia: retírelo y proponga otro.' USING ERRCODE = 'check_violation';\n        ELSIF TG_OP = 'DELETE' THEN\n            RETURN OLD;\n        ELSIF TG_OP = 'UPDATE' AND OLD.acuerdo_id <> NEW.acuerdo_id THEN\n            RAISE EXCEPTION 'Un cambio no pasa de un acuerdo a otro.' USING ERRCODE = 'check_violation';\n        END IF;\n        SELECT clave INTO casa FROM secretariados_secretariado WHERE id = acto.secretariado_id;\n        IF casa IS DISTINCT FROM coalesce(NEW.antes, NEW.despues)->>'secretariado' THEN\n            RAISE EXCEPTION 'Un secretariado sólo acuerda lo que es suyo.' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n    ", hash='90e7b9dfb2a1f0ec8f2f7ae1030cb44cb3d1617e', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_lo_que_se_lee_no_cambia_ef585', table='secretariados_cambiopropuesto', when='BEFORE')),
        ),
        migraciones.PonerDisparador(
            model_name='cambiopropuesto',
            trigger=pgtrigger.compiler.Trigger(name='mueve_version', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN RETURN NULL; END IF;\n            \n            UPDATE secretariados_acuerdo SET version = version + 1\n            WHERE id IN (\n                CASE WHEN TG_OP <> 'INSERT' THEN OLD.acuerdo_id END,\n                CASE WHEN TG_OP <> 'DELETE' THEN NEW.acuerdo_id END\n            );\n            RETURN NULL;\n        ", hash='57d36bdba2baf7ef4891a3855707be387b9389f0', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_mueve_version_ff88f', table='secretariados_cambiopropuesto', when='AFTER')),
        ),
        migraciones.PonerDisparador(
            model_name='cambiopropuesto',
            trigger=pgtrigger.compiler.Trigger(name='traza', sql=pgtrigger.compiler.UpsertTriggerSql(execute='public.bitacora_anotar(\'{"anidadas": ["antes", "despues"], "columnas": {"antes": "antes", "despues": "despues", "objeto_clave": "objeto_clave", "objeto_tipo": "objeto_tipo"}, "padre": ["acuerdo", "secretariados_acuerdo", "acuerdo_id"], "parte": "cambiopropuesto", "referencias": {}}\')', func='RETURN NULL;', hash='2e7f54b37f181125bc4a4c671482a72a515361ee', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_traza_d3826', table='secretariados_cambiopropuesto', when='AFTER')),
        ),
    ]
