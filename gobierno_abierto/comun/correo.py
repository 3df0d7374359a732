"""Mail, from the queue: the page that asks for one does not wait, and a failure is tried again.

What a mail says is written by the worker, not by the page: a link that opens something is never in
the queue's table, only in the mail.
"""

from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django_tasks import task

__all__ = ["enviar_correo", "origen_de"]


def origen_de(request: HttpRequest) -> str:
    """Where the links of a mail lead. The public address, if there is one, and not the Host that
    whoever asks chose among the allowed ones."""
    return settings.SITIO_URL or f"{request.scheme}://{request.get_host()}"


@task()
def enviar_correo(asunto: str, texto: str, para: list[str]) -> int:
    """Send it through EMAIL_URL or, without one, write it in the folder. How many were sent."""
    return EmailMessage(asunto, texto, to=para).send()
