"""Made with every word kept, so that a phrase is found to the letter."""

import django.contrib.postgres.search
import gobierno_abierto.comun.texto
from django.db import migrations, models
from gobierno_abierto.comun import migraciones


class Migration(migrations.Migration):

    dependencies = [
        ('comun', '0002_castellano'),
        ('compromisos', '0020_sin_llegar'),
    ]

    operations = [
        migraciones.RehacerGenerada(
            model_name='compromiso',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('titulo'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('titulo_original'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('descripcion'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='D'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
    ]
