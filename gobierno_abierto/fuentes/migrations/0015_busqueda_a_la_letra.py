"""Made with every word kept, so that a phrase is found to the letter."""

import django.contrib.postgres.search
import gobierno_abierto.comun.texto
from django.db import migrations, models
from gobierno_abierto.comun import migraciones


class Migration(migrations.Migration):

    dependencies = [
        ('comun', '0002_castellano'),
        ('fuentes', '0014_lo_ve_quien_fue'),
    ]

    operations = [
        migraciones.RehacerGenerada(
            model_name='afirmacion',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('valor'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('dicho_por'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nota'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='discrepancia',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('titulo'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('texto'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('explicacion'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='fuente',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('titulo'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('url'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
    ]
