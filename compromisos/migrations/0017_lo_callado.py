from django.db import migrations

# The semesters of an activity that ended before a day and nobody reported, from when it was agreed
# until it was concluded, if it was.
FUNCION = """
CREATE FUNCTION callados_de_actividad(la_actividad bigint, el_dia date) RETURNS text[]
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  WITH semestres AS (
    SELECT to_char(inicio, 'YYYY') || CASE WHEN extract(month FROM inicio) > 6
        THEN '-S2' ELSE '-S1' END AS periodo
    FROM compromisos_actividad a
      JOIN compromisos_meta m ON m.id = a.meta_id AND m.estado <> 'retirada'
      CROSS JOIN LATERAL (
        SELECT (a.publicado_en AT TIME ZONE 'America/Mexico_City')::date AS acordada) d
      CROSS JOIN generate_series(
        make_date(extract(year FROM acordada)::int,
          CASE WHEN extract(month FROM acordada) > 6 THEN 7 ELSE 1 END, 1)::timestamp,
        el_dia::timestamp - interval '6 months', interval '6 months') inicio
    WHERE a.id = la_actividad AND NOT a.retirada
  ), ultimo AS (
    SELECT r.periodo, r.estado FROM compromisos_reporte r
    WHERE r.actividad_id = la_actividad AND r.publico
    ORDER BY r.periodo DESC, r.publicado_en DESC, r.id DESC LIMIT 1
  )
  SELECT coalesce(array_agg(s.periodo::text ORDER BY s.periodo), '{}') FROM semestres s
  WHERE NOT EXISTS (
      SELECT FROM compromisos_reporte r
      WHERE r.actividad_id = la_actividad AND r.publico AND r.periodo = s.periodo)
    AND NOT EXISTS (SELECT FROM ultimo u WHERE u.estado = 'concluida' AND u.periodo < s.periodo)
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("compromisos", "0016_publico_con_acento")]

    operations = [
        migrations.RunSQL(FUNCION, "DROP FUNCTION callados_de_actividad"),
    ]
