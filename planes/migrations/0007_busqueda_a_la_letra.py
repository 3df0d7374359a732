"""Made with every word kept, so that a phrase is found to the letter."""

import django.contrib.postgres.search
import gobierno_abierto.comun.texto
from django.db import migrations, models
from gobierno_abierto.comun import migraciones


class Migration(migrations.Migration):

    dependencies = [
        ('comun', '0002_castellano'),
        ('planes', '0006_publico_con_acento'),
    ]

    operations = [
        migraciones.RehacerGenerada(
            model_name='eje',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='hito',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('titulo'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('descripcion'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='mesa',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='plan',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre_corto'), config='castellano', weight='A'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
    ]
