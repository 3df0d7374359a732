"""Mail, from the queue: the page that asks for one does not wait, and a failure is tried again."""

from django.core.mail import EmailMessage
from django_tasks import task

__all__ = ["enviar_correo"]


@task()
def enviar_correo(asunto: str, texto: str, para: list[str]) -> int:
    """Send it through EMAIL_URL or, without one, write it in the folder. How many were sent."""
    return EmailMessage(asunto, texto, to=para).send()
