"""Made with every word kept, so that a phrase is found to the letter."""

import django.contrib.postgres.search
import gobierno_abierto.comun.texto
from django.db import migrations, models
from gobierno_abierto.comun import migraciones


class Migration(migrations.Migration):

    dependencies = [
        ('comun', '0002_castellano'),
        ('secretariados', '0017_publico_con_acento'),
    ]

    operations = [
        migraciones.RehacerGenerada(
            model_name='acuerdo',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('titulo'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('texto'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='institucion',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('siglas'), config='castellano', weight='A'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='jurisdiccion',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre_oficial'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('abreviatura'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='membresiaaga',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='secretariado',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('nombre'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('notas'), config='castellano', weight='C'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migraciones.RehacerGenerada(
            model_name='sesion',
            name='busqueda',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('orden_del_dia'), config='castellano', weight='A'), '||', django.contrib.postgres.search.SearchVector(gobierno_abierto.comun.texto.Plegar('minuta'), config='castellano', weight='B'), django.contrib.postgres.search.SearchConfig('castellano')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
    ]
