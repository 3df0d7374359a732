"""Parts that one statement adds enter the ledger with one statement.

What `bitacora_anotar` (0001) does for each row, for all of them at once: whose they are, how their
record is labelled and what they say is asked of the tables once, and not with as many questions as
rows. It belongs to the owner and runs as the owner, as all the ledger's.
"""

from gobierno_abierto.comun import migraciones
from django.db import migrations, models

# What canonical JSON cannot say exactly could never be sealed, nor anything after it.
SELLABLE = """
CREATE FUNCTION bitacora_sellable(dicho jsonb) RETURNS jsonb LANGUAGE plpgsql IMMUTABLE
SET search_path = public, pg_temp AS $$
BEGIN
  IF jsonb_path_exists(dicho, '$.** ? (@.type() == "number" &&
      (@ > 9007199254740992 || @ < -9007199254740992))') THEN
    RAISE EXCEPTION 'Ese número es demasiado grande para la bitácora: escríbalo entre comillas.'
      USING ERRCODE = 'check_violation';
  ELSIF jsonb_path_exists(dicho, '$.**{50}') THEN
    RAISE EXCEPTION 'Ese dato tiene demasiadas listas, una dentro de otra.'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN dicho;
END $$;
"""

# `cfg` is described in comun/traza.py; `nuevas` holds the rows. A record that was ever public has
# entries, whose last one says how it is labelled: of the others nothing is told.
ANOTAR_NUEVAS = """
CREATE FUNCTION bitacora_anotar_nuevas() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
SET enable_seqscan = off AS $$
DECLARE
  cfg jsonb := TG_ARGV[0];
  contexto jsonb := bitacora_contexto();
  dicen text;
  suyos text[] := ARRAY[cfg#>>'{padre,0}'];  -- kinds of record that they are part of
  suyo text;
  tabla text;
  enlace text;
  arriba jsonb;
BEGIN
  -- References, as the key of the record that they refer to.
  SELECT format('jsonb_build_object(%s)', string_agg(format('%L, %s', c.key, CASE
      WHEN cfg->'referencias' ? c.key THEN format('(SELECT x.%I::text FROM %I x WHERE x.id = n.%I)',
        cfg#>>ARRAY['referencias', c.key, '1'], cfg#>>ARRAY['referencias', c.key, '0'], c.value)
      ELSE format('n.%I', c.value) END), ', '))
    INTO dicen FROM jsonb_each_text(cfg->'columnas') c;
  IF cfg ? 'anidadas' THEN dicen := format('bitacora_sellable(%s)', dicen); END IF;
  IF cfg ? 'apunta' THEN suyos := ARRAY(SELECT DISTINCT objeto_tipo FROM nuevas); END IF;

  FOREACH suyo IN ARRAY suyos LOOP
    IF cfg ? 'padre' THEN
      tabla := cfg#>>'{padre,1}';
      enlace := format('p.id = n.%I', cfg#>>'{padre,2}');
      arriba := cfg->'arriba';
    ELSE
      tabla := cfg->'apunta'->>suyo;
      enlace := format('n.objeto_tipo = %L AND p.clave = n.objeto_clave', suyo);
      arriba := cfg->'arribas'->suyo;
    END IF;
    EXECUTE format(
      'INSERT INTO bitacora_entrada (tipo, via, objeto_tipo, objeto_clave, version, arriba_tipo,
          arriba_clave, arriba_version, parte, fila, despues, lado, oficina, motivo, acuerdo,
          procedencia, pais)
        SELECT $1, $2, %L, p.clave, p.version, %L, %s, %L, n.id, %s, $3, $4, $5, $6,
          u.procedencia, u.pais
        FROM nuevas n JOIN %I p ON %s %s CROSS JOIN LATERAL (
          SELECT a.objeto_tipo, a.objeto_clave, a.procedencia, a.pais FROM bitacora_entrada a
          WHERE (a.objeto_tipo, a.objeto_clave) <= (%L, p.clave)
          ORDER BY a.objeto_tipo DESC, a.objeto_clave DESC, a.id DESC LIMIT 1) u
        WHERE u.objeto_tipo = %L AND u.objeto_clave = p.clave
        ORDER BY n.id',
      suyo, arriba->>0, CASE WHEN arriba IS NULL THEN 'NULL, NULL' ELSE 'q.clave, q.version' END,
      cfg->>'parte', dicen, tabla, enlace,
      CASE WHEN arriba IS NULL THEN ''
        ELSE format('LEFT JOIN %I q ON q.id = p.%I', arriba->>1, arriba->>2) END,
      suyo, suyo)
      USING coalesce(contexto->>'tipo', 'alta'), coalesce(contexto->>'via', 'sin_contexto'),
        contexto->>'lado', contexto->>'oficina', contexto->>'motivo', contexto->>'acuerdo';
  END LOOP;
  RETURN NULL;
END $$;
"""

# Nobody hangs it on a table of her own (0003).
ACCESOS = "REVOKE EXECUTE ON FUNCTION bitacora_anotar_nuevas() FROM PUBLIC"


class Migration(migrations.Migration):
    dependencies = [("bitacora", "0008_voces")]
    operations = [
        migrations.RunSQL(SELLABLE, "DROP FUNCTION bitacora_sellable(jsonb)"),
        migrations.RunSQL(ANOTAR_NUEVAS, "DROP FUNCTION bitacora_anotar_nuevas()"),
        migrations.RunSQL(ACCESOS, migrations.RunSQL.noop),
        migraciones.CambiarTextos(
            model_name="entrada",
            name="via",
            field=models.CharField(
                choices=[
                    ("administracion", "Formularios de administración"),
                    ("orden", "Orden de quien opera el portal"),
                    ("sin_contexto", "Sin contexto: se hizo por fuera del portal"),
                ],
                max_length=14,
                verbose_name="vía",
            ),
        ),
    ]
