"""Forms of the admin, as a browser sends them."""

from django.contrib import admin
from django.db.models import Count
from django.urls import reverse

PROPIOS = [m for m in admin.site._registry if m._meta.app_label not in ("auth",)]


def datos_del_formulario(respuesta):
    """What a browser would send back untouched: the main form, its inlines and the lock."""
    formularios = [respuesta.context["adminform"].form]
    for en_linea in respuesta.context["inline_admin_formsets"]:
        formularios += [en_linea.formset.management_form, *en_linea.formset.forms]
    datos = dict(respuesta.context.get("edicion", {}))
    for formulario in formularios:
        for campo in formulario:
            valor = campo.value()
            if valor is not None and valor is not False:
                datos[campo.html_name] = valor
    return datos


def cambiar(client, objeto, **campos):
    direccion = reverse(
        f"admin:{objeto._meta.app_label}_{objeto._meta.model_name}_change", args=[objeto.pk]
    )
    datos = datos_del_formulario(client.get(direccion)) | campos
    return client.post(direccion, datos)


def el_de_mas_partes(modelo):
    """The record whose form has the most rows in its inlines."""
    filas = modelo._default_manager.all()
    for en_linea in admin.site._registry[modelo].inlines:
        de_vuelta = next(c for c in en_linea.model._meta.fields if c.related_model is modelo)
        partes = de_vuelta.remote_field.get_accessor_name()
        return filas.annotate(n=Count(partes)).order_by("-n", "pk").first()
    return filas.first()


def errores(respuesta):
    assert respuesta.status_code == 200
    return str(respuesta.context["errors"])
