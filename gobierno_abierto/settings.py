"""Settings, read from the environment; every variable is listed in the README.

With nothing set this is the *demo*: PostgreSQL from the package's binaries, data under `.datos/`.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from gobierno_abierto.arranque.entorno import Entorno

BASE_DIR = Path(__file__).resolve().parent.parent

entorno = Entorno.leer(BASE_DIR)

DATOS_DIR = entorno.datos_dir
SITIO_URL = entorno.sitio_url
SITIO_LOCAL = entorno.sitio_local
ES_DEMO = entorno.es_demo
LIMITE_API = entorno.limite_api
SECRET_KEY = entorno.secret_key
SECRET_KEY_FALLBACKS = entorno.claves_anteriores
DEBUG = entorno.debug
ALLOWED_HOSTS = entorno.allowed_hosts
DATABASES = entorno.bases_de_datos

INSTALLED_APPS = [
    "django_tasks_db",  # before ours, which takes its English pages out of the admin
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "gobierno_abierto.comun",
    "gobierno_abierto.cuentas",
    "gobierno_abierto.bitacora",
    "gobierno_abierto.fuentes",
    "secretariados",
    "planes",
    "compromisos",
    "gobierno_abierto.portal",
    "gobierno_abierto.arranque",
    "gobierno_abierto.cuentas.administracion.AdministracionConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "gobierno_abierto.archivos_estaticos.ArchivosEstaticosConfig",
    "csp",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "pgtrigger",
    "rest_framework",
]

MIDDLEWARE = [
    "gobierno_abierto.portal.entrega.identidad.ConIdentidad",
    "django.middleware.security.SecurityMiddleware",
    "gobierno_abierto.portal.entrega.compresion.Gzip",
    "gobierno_abierto.portal.entrega.api.EntregaDeLaApi",
    "django.middleware.http.ConditionalGetMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "gobierno_abierto.comun.reenvio.ReconoceElReenvio",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "gobierno_abierto.cuentas.quien_escribe.DiceQuienEscribe",
    "gobierno_abierto.comun.lo_escrito.GuardaLoEscrito",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "gobierno_abierto.portal.rechazos.DiceElRechazo",
]

ROOT_URLCONF = "gobierno_abierto.urls"
WSGI_APPLICATION = "gobierno_abierto.wsgi.application"
AUTH_USER_MODEL = "cuentas.Usuario"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "gobierno_abierto.comun.templatetags.componentes",
                "gobierno_abierto.comun.templatetags.formatos",
            ],
        },
    }
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{nombre}"}
    for nombre in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

AUTHENTICATION_BACKENDS = ["gobierno_abierto.cuentas.autenticacion.PorLoQueEsHoy"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
LOGOUT_REDIRECT_URL = "inicio"
PASSWORD_RESET_TIMEOUT = 2 * 60 * 60
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_SAMESITE = "Lax"

# django-allauth. Nobody signs up: accounts come from invitations, which prove their e-mail.
ACCOUNT_ADAPTER = "gobierno_abierto.cuentas.adaptador.Adaptador"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*", "password2*"]
ACCOUNT_SIGNUP_ENABLED = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False  # it ends with the browser, and after SESSION_COOKIE_AGE
ACCOUNT_REAUTHENTICATION_METHODS = ["password", "mfa"]
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_FORMS = {
    "login": "gobierno_abierto.cuentas.formularios.Entrada",
    "reset_password": "gobierno_abierto.cuentas.formularios.ContrasenaOlvidada",
}
# Whoever the proxy says is asking, if there is a proxy: `https` is always somebody else's work.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SITIO_URL.startswith("https:") else 0
MFA_ADAPTER = "gobierno_abierto.cuentas.segundo_factor.AdaptadorDeFactores"
MFA_FORMS = {
    "activate_totp": "gobierno_abierto.cuentas.formularios.PonerAplicacion",
    "add_webauthn": "gobierno_abierto.cuentas.formularios.AgregarLlave",
    "edit_webauthn": "gobierno_abierto.cuentas.formularios.NombrarLlave",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_ISSUER = "Gobierno Abierto"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
SEGUNDO_FACTOR_OBLIGATORIO = bool(SITIO_URL)

# What several web processes must agree on: attempts, and codes already used. No other server.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cuentas_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

LANGUAGE_CODE = "es-mx"
LANGUAGES = [("es-mx", _("Español")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "gobierno_abierto" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "America/Mexico_City"

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATOS_DIR / "estaticos"
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the admin's and Swagger's icons are data: images
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "gobierno_abierto.portal.errores.sin_prueba_de_origen"
# Subdomains and browsers' preload lists are for the institution that owns the domain to decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if SITIO_URL.startswith("https:"):
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^salud/"]  # asked from inside, before any proxy
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],  # open GET, no key, no session: nothing to steal
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "gobierno_abierto.comun.api.problemas.responder_problema",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Gobierno Abierto",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": (
        "Planes de gobierno abierto: qué se prometió, quién responde, qué dice cada voz. "
        "Abierta, sin clave, solo lectura."
    ),
    "LICENSE": {"name": "AGPL-3.0-or-later (código)"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": ["gobierno_abierto.portal.api.agregar_componentes"],
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    # The models stay folded: drawing all of them takes a phone longer than the whole schema.
    # Two hundred operations at once are not read, and the program does not even draw them all.
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "defaultModelsExpandDepth": 0,
        "docExpansion": "none",
    },
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
globals().update(entorno.correo)  # EMAIL_BACKEND and what goes with it

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {"handlers": ["consola"], "level": "WARNING"},
}
