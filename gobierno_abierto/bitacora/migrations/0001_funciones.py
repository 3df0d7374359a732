"""The database functions of the ledger.

They belong to the owner and run as the owner (SECURITY DEFINER) with a fixed search path, so that
whoever may write a public row may write its entry, and nothing else of the ledger.
"""

from django.db import migrations

# The tables come in the next migration, whose triggers need these functions.
SIN_REVISAR = "SET LOCAL check_function_bodies = off;"

INMUTABLE = """
CREATE FUNCTION bitacora_inmutable() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'La bitácora solo crece: lo escrito no se cambia ni se borra.'
    USING ERRCODE = 'check_violation';
END $$;
"""

# Who asks for a change comes from whoever writes: no page has to read what is no code. Here, and not
# in constraints of the table, which PostgreSQL reads anew at each entry: they took twice as long as
# writing it. The other columns with codes come from tables that check them.
CONTEXTO = """
CREATE FUNCTION bitacora_contexto() RETURNS jsonb LANGUAGE plpgsql STABLE
SET search_path = public, pg_temp AS $$
DECLARE
  contexto jsonb := coalesce(nullif(current_setting('portal.contexto', true), ''), '{}');
BEGIN
  IF contexto->>'tipo' NOT IN
        ('carga', 'alta', 'correccion', 'enmienda', 'reporte', 'retiro', 'supresion')
      OR contexto->>'via' NOT IN ('administracion', 'orden', 'sin_contexto')
      OR contexto->>'lado' NOT IN ('gobierno', 'organo_garante', 'sociedad_civil') THEN
    RAISE EXCEPTION 'El contexto del cambio no usa los códigos de la bitácora.'
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN contexto;
END $$;
"""

# What a change writes. `cfg` is described in comun/traza.py; the context comes from the request or
# command that asks for the change, for the length of its transaction (bitacora/contexto.py).
ANOTAR = """
CREATE FUNCTION bitacora_anotar() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC'
SET enable_seqscan = off AS $$
DECLARE
  cfg jsonb := TG_ARGV[0];
  contexto jsonb;
  vieja jsonb;
  nueva jsonb;
  fila jsonb;
  e bitacora_entrada;
  entera boolean;
  numero bigint;
  arriba jsonb;
  nombre text;
  par jsonb;
  parte record;
BEGIN
  IF TG_OP <> 'INSERT' THEN vieja := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN nueva := to_jsonb(NEW); END IF;
  fila := coalesce(nueva, vieja);
  IF TG_OP = 'UPDATE' AND vieja->'id' <> nueva->'id' THEN
    RAISE EXCEPTION 'El número interno de una fila no se cambia.' USING ERRCODE = 'check_violation';
  END IF;

  -- Whose history is it, and is it public?
  IF cfg ? 'objeto' THEN
    IF vieja->>'publicado_en' IS NULL AND nueva->>'publicado_en' IS NULL THEN RETURN NULL; END IF;
    IF TG_OP = 'DELETE' THEN
      RAISE EXCEPTION 'Lo publicado no se borra: se retira, con su motivo.'
        USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND vieja->>'publicado_en' IS NOT NULL
        AND vieja->(cfg->>'cuelga') <> nueva->(cfg->>'cuelga') THEN
      RAISE EXCEPTION 'Lo publicado no se muda: es parte de su registro para siempre.'
        USING ERRCODE = 'check_violation';
    END IF;
    e.objeto_tipo := cfg->>'objeto';
    e.objeto_clave := fila->>'clave';
    e.version := fila->>'version';
  ELSE
    e.parte := cfg->>'parte';
    e.fila := fila->>'id';
    IF cfg ? 'padre' THEN
      IF TG_OP = 'UPDATE' AND vieja->(cfg#>>'{padre,2}') <> nueva->(cfg#>>'{padre,2}') THEN
        RAISE EXCEPTION 'Una parte no se muda de registro: se quita de uno y se añade al otro.'
          USING ERRCODE = 'check_violation';
      END IF;
      e.objeto_tipo := cfg#>>'{padre,0}';
      EXECUTE format('SELECT clave, version FROM %I WHERE id = $1', cfg#>>'{padre,1}')
        INTO e.objeto_clave, e.version USING (fila->>(cfg#>>'{padre,2}'))::bigint;
    ELSE
      IF TG_OP = 'UPDATE' AND (vieja->'objeto_tipo', vieja->'objeto_clave')
          <> (nueva->'objeto_tipo', nueva->'objeto_clave') THEN
        RAISE EXCEPTION 'Una parte no se muda de registro: se quita de uno y se añade al otro.'
          USING ERRCODE = 'check_violation';
      END IF;
      e.objeto_tipo := fila->>'objeto_tipo';
      e.objeto_clave := fila->>'objeto_clave';
      EXECUTE format(
        'SELECT version FROM %I WHERE clave = $1', cfg->'apunta'->>e.objeto_tipo)
        INTO e.version USING e.objeto_clave;
    END IF;
  END IF;
  arriba := coalesce(cfg->'arriba', cfg->'arribas'->e.objeto_tipo);
  IF arriba IS NOT NULL THEN
    e.arriba_tipo := arriba->>0;
    IF cfg ? 'objeto' THEN
      numero := fila->>(arriba->>2);
    ELSIF cfg ? 'padre' THEN
      EXECUTE format('SELECT %I FROM %I WHERE id = $1', arriba->>2, cfg#>>'{padre,1}')
        INTO numero USING (fila->>(cfg#>>'{padre,2}'))::bigint;
    ELSE
      EXECUTE format('SELECT %I FROM %I WHERE clave = $1', arriba->>2, cfg->'apunta'->>e.objeto_tipo)
        INTO numero USING e.objeto_clave;
    END IF;
    EXECUTE format('SELECT clave, version FROM %I WHERE id = $1', arriba->>1)
      INTO e.arriba_clave, e.arriba_version USING numero;
  END IF;

  -- What the ledger knows of the record, by its last entry, how it is labelled included: asked of
  -- the tables only for what begins, or moved to another place. Written so that an index alone can
  -- answer, at its first step, however long the history and whatever the statistics say: a load
  -- that fills the ledger in one transaction plans with those of when it was empty.
  SELECT u.procedencia, u.pais INTO e.procedencia, e.pais FROM (
      SELECT a.* FROM bitacora_entrada a
      WHERE (a.objeto_tipo, a.objeto_clave) <= (e.objeto_tipo, e.objeto_clave)
      ORDER BY a.objeto_tipo DESC, a.objeto_clave DESC, a.id DESC LIMIT 1
    ) u WHERE u.objeto_tipo = e.objeto_tipo AND u.objeto_clave = e.objeto_clave;
  entera := NOT FOUND;
  IF e.parte IS NOT NULL THEN
    -- A record that was ever public has entries; of the others nothing is told.
    IF entera THEN RETURN NULL; END IF;
    entera := TG_OP = 'INSERT' OR NOT EXISTS (
      SELECT FROM bitacora_entrada a WHERE a.parte = e.parte AND a.fila = e.fila);
    IF entera AND TG_OP = 'DELETE' THEN RETURN NULL; END IF;
  ELSIF cfg ? 'objeto'
      AND (entera OR vieja->(cfg->>'lugar') IS DISTINCT FROM nueva->(cfg->>'lugar')) THEN
    EXECUTE format('SELECT %s, %s', cfg->>'procedencia', cfg->>'pais')
      INTO e.procedencia, e.pais USING fila;
  END IF;

  -- What changed: everything of a row that begins, nothing but what differs of one that was there.
  SELECT jsonb_object_agg(c.key, vieja->c.value) FILTER (WHERE vieja IS NOT NULL AND NOT entera),
         jsonb_object_agg(c.key, nueva->c.value) FILTER (WHERE nueva IS NOT NULL)
    INTO e.antes, e.despues
    FROM jsonb_each_text(cfg->'columnas') c
    WHERE entera OR TG_OP = 'DELETE'
      OR vieja->c.value IS DISTINCT FROM nueva->c.value;
  IF e.antes IS NULL AND e.despues IS NULL THEN RETURN NULL; END IF;
  -- What canonical JSON cannot say exactly could never be sealed, nor anything after it.
  IF cfg ? 'anidadas' AND jsonb_path_exists(e.despues, '$.** ? (@.type() == "number" &&
      (@ > 9007199254740992 || @ < -9007199254740992))') THEN
    RAISE EXCEPTION 'Ese número es demasiado grande para la bitácora: escríbalo entre comillas.'
      USING ERRCODE = 'check_violation';
  ELSIF cfg ? 'anidadas' AND jsonb_path_exists(e.despues, '$.**{50}') THEN
    RAISE EXCEPTION 'Ese dato tiene demasiadas listas, una dentro de otra.'
      USING ERRCODE = 'check_violation';
  END IF;
  FOR nombre, par IN SELECT * FROM jsonb_each(cfg->'referencias') r
      WHERE e.antes ? r.key OR e.despues ? r.key LOOP
    e.antes := bitacora_con_clave(e.antes, nombre, par);
    e.despues := bitacora_con_clave(e.despues, nombre, par);
  END LOOP;

  contexto := bitacora_contexto();
  e.via := coalesce(contexto->>'via', 'sin_contexto');
  e.tipo := CASE
    WHEN vieja->>'retirado_en' IS NULL AND nueva->>'retirado_en' IS NOT NULL THEN 'retiro'
    WHEN contexto ? 'tipo' THEN contexto->>'tipo'
    WHEN entera THEN 'alta'
    ELSE 'correccion' END;
  INSERT INTO bitacora_entrada (tipo, via, objeto_tipo, objeto_clave, version, arriba_tipo,
      arriba_clave, arriba_version, parte, fila, antes, despues, lado, oficina, motivo, acuerdo,
      procedencia, pais)
    VALUES (e.tipo, e.via, e.objeto_tipo, e.objeto_clave, e.version, e.arriba_tipo,
      e.arriba_clave, e.arriba_version, e.parte, e.fila, e.antes, e.despues,
      contexto->>'lado', contexto->>'oficina', contexto->>'motivo', contexto->>'acuerdo',
      e.procedencia, e.pais);

  -- A draft is published with all its parts: touching them makes each tell its own.
  IF entera AND TG_OP = 'UPDATE' AND cfg ? 'objeto' THEN
    FOR parte IN
      SELECT t.tgrelid::regclass AS tabla, left(encode(t.tgargs, 'escape'), -4)::jsonb AS cfg
      FROM pg_trigger t WHERE t.tgfoid = 'public.bitacora_anotar'::regproc
    LOOP
      IF parte.cfg#>>'{padre,0}' = e.objeto_tipo THEN
        EXECUTE format('UPDATE %s SET id = id WHERE %I = $1', parte.tabla, parte.cfg#>>'{padre,2}')
          USING (fila->>'id')::bigint;
      ELSIF parte.cfg->'apunta' ? e.objeto_tipo THEN
        EXECUTE format(
          'UPDATE %s SET id = id WHERE objeto_tipo = $1 AND objeto_clave = $2', parte.tabla)
          USING e.objeto_tipo, e.objeto_clave;
      END IF;
    END LOOP;
  END IF;
  RETURN NULL;
END $$;

-- A reference of a row, written as the key of the record that it refers to.
CREATE FUNCTION bitacora_con_clave(fila jsonb, nombre text, referencia jsonb) RETURNS jsonb
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE
  clave text;
BEGIN
  IF fila->>nombre IS NULL THEN RETURN fila; END IF;
  EXECUTE format('SELECT %I FROM %I WHERE id = $1', referencia->>1, referencia->>0)
    INTO clave USING (fila->>nombre)::bigint;
  RETURN fila || jsonb_build_object(nombre, clave);
END $$;
"""

SUPRIMIR = """
CREATE FUNCTION bitacora_suprimir() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  contexto jsonb := bitacora_contexto();
  numero integer;
BEGIN
  EXECUTE format(
    'UPDATE %I SET version = version + 1 WHERE clave = $1 RETURNING version',
    TG_ARGV[0]::jsonb->>NEW.objeto_tipo)
    INTO numero USING NEW.objeto_clave;
  INSERT INTO bitacora_entrada (tipo, via, objeto_tipo, objeto_clave, version, parte, fila, antes,
      despues, lado, oficina, motivo, acuerdo, procedencia, pais)
    SELECT 'supresion', coalesce(contexto->>'via', 'sin_contexto'), NEW.objeto_tipo,
      NEW.objeto_clave, numero, 'texto', NEW.id,
      jsonb_build_object('huella', NEW.huella, 'suprimido', false),
      jsonb_build_object('huella', NEW.huella, 'suprimido', true),
      contexto->>'lado', contexto->>'oficina', contexto->>'motivo', contexto->>'acuerdo',
      a.procedencia, a.pais
    FROM bitacora_entrada a
    WHERE a.objeto_tipo = NEW.objeto_tipo AND a.objeto_clave = NEW.objeto_clave
    ORDER BY a.id DESC LIMIT 1;
  RETURN NULL;
END $$;
"""

# Deferred, so that the row stays locked only while the transaction commits. Which row, the number of
# the transaction says, and that it moved already, the row's own `xmin`: nobody can forge either.
REVISION = """
CREATE FUNCTION bitacora_mover_revision() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  transaccion xid8 := pg_current_xact_id();
BEGIN
  UPDATE bitacora_revision SET valor = valor + 1
    WHERE id = 1 + transaccion::text::bigint % 16 AND xmin <> transaccion::xid;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [("comun", "0001_cimientos")]
    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop)
        for sql in (SIN_REVISAR, INMUTABLE, CONTEXTO, ANOTAR, SUPRIMIR, REVISION)
    ]
