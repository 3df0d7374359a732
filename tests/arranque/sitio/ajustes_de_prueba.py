"""The portal's settings with a site of three addresses, so that only the start is tested."""

from gobierno_abierto.settings import *  # noqa: F403

ROOT_URLCONF = "urls_de_prueba"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Without compressing, which takes seconds and is whitenoise's own matter.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
