"""How much each address asks of the API. Unlogged: after a crash it is counted from zero."""

from django.db import migrations

PONER = """
CREATE UNLOGGED TABLE portal_peticiones (
  quien text NOT NULL, minuto bigint NOT NULL, cuantas integer NOT NULL, PRIMARY KEY (quien, minuto)
);
GRANT SELECT, INSERT, UPDATE, DELETE ON portal_peticiones TO gobierno_web;
"""


class Migration(migrations.Migration):
    dependencies = [("comun", "0001_cimientos")]
    operations = [migrations.RunSQL(PONER, "DROP TABLE portal_peticiones")]
