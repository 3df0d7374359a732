"""Django's admin, with the portal's door."""

from django.contrib.admin.apps import AdminConfig

__all__ = ["AdministracionConfig"]


class AdministracionConfig(AdminConfig):
    default_site = "gobierno_abierto.cuentas.sitio_admin.SitioAdmin"

    def ready(self) -> None:
        """What an account is follows from its seats: there are no groups to hand out. Sessions and
        second factors are each account's own, and nobody else's to write."""
        super().ready()
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession
        from django.contrib import admin
        from django.contrib.auth.models import Group

        for modelo in (Group, EmailAddress, Authenticator, UserSession):
            if admin.site.is_registered(modelo):
                admin.site.unregister(modelo)
