"""The table of Django's DatabaseCache: here and not by `createcachetable`, so that it is there with
the others, and the web processes' role has its rights on it."""

from django.db import migrations

TABLA = """
CREATE TABLE cuentas_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY,
    value text NOT NULL,
    expires timestamp with time zone NOT NULL
);
CREATE INDEX cuentas_cache_expires ON cuentas_cache (expires);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comun", "0001_cimientos"),
        ("cuentas", "0001_inicial"),
    ]

    operations = [migrations.RunSQL(TABLA, "DROP TABLE cuentas_cache")]
