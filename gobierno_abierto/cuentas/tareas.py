"""What is done for accounts out of the request that asks for it."""

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from gobierno_abierto.comun.correo import enviar_correo
from gobierno_abierto.cuentas.models import Usuario

__all__ = ["mandar_contrasena_olvidada"]


@task()
def mandar_contrasena_olvidada(correo: str, origen: str, idioma: str) -> bool:
    """A link to write a new password, to an account that may come in. Nobody else gets mail: a
    stranger's address is not the portal's to write to."""
    cuenta = Usuario.objects.filter(email__iexact=correo, is_active=True).first()
    if cuenta and cuenta.email.lower() != correo.lower():  # «ı» is not «i»
        cuenta = None
    if cuenta is None or not cuenta.puede_entrar:
        return False
    with translation.override(idioma):
        ruta = reverse(
            "account_reset_password_from_key",
            kwargs={
                "uidb36": user_pk_to_url_str(cuenta),
                "key": default_token_generator.make_token(cuenta),
            },
        )
        texto = render_to_string("cuentas/correo_contrasena.txt", {"enlace": origen + ruta})
        enviar_correo.call(_("Escriba una contraseña nueva"), texto, [cuenta.email])
    return True
