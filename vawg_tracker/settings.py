"""Django settings. What differs between machines is read in ``environment.py``."""

from pathlib import Path
from typing import Any

from django.utils.csp import CSP

from vawg_tracker.environment import read_environment

BASE_DIR = Path(__file__).resolve().parent.parent
ENVIRONMENT = read_environment(BASE_DIR)

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = ENVIRONMENT.debug
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = list(ENVIRONMENT.trusted_origins)

# The demo's clock: None reads the real one (governance/clock.py).
TRACKER_TODAY = ENVIRONMENT.today
PROTECTIVE_MARKING = "OFFICIAL"

INSTALLED_APPS = [
    "vawg_tracker",
    "reports",
    "actions",
    "governance",
    "allauth",
    "allauth.account",
    "django_filters",
    "import_export",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "governance.public_answers.public_answers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "vawg_tracker.ended_sessions.SignInRequired",
    "governance.middleware.access_middleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "vawg_tracker.errors.method_pages",
]

ROOT_URLCONF = "vawg_tracker.urls"
WSGI_APPLICATION = "vawg_tracker.wsgi.application"
TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "vawg_tracker.navigation.navigation",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

DATABASES = {"default": ENVIRONMENT.database}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time: take the lock at BEGIN, and wait for it rather than fail. WAL lets readers go on;
    # synchronous=FULL keeps an accepted save through a power cut.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    }
# Sign-in limits count in the cache, so every worker, on every machine, must see the same one.
# Public pages are held in each worker's memory: their keys name the issue and the words, so none goes stale.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"},
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "governance.Person"
# The login is unique whatever its case, by a constraint on its lower form, which this check does not see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
# NIST SP 800-63B and trust.md: length and a list of common ones; no composition rules, no expiry.
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_ADAPTER = "vawg_tracker.sign_in.InvitationOnly"
# How many proxies of ours stand in front: the address that counts is the one that the outermost saw.
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
ACCOUNT_FORMS = {
    "login": "vawg_tracker.sign_in_forms.SignInForm",
    "reset_password": "vawg_tracker.sign_in_forms.AskForResetForm",
    "reset_password_from_key": "vawg_tracker.sign_in_forms.ResetPasswordForm",
    "change_password": "vawg_tracker.sign_in_forms.ChangePasswordForm",
    "reauthenticate": "vawg_tracker.sign_in_forms.SignInAgainForm",
}
# No "remember me": the browser forgets the session when it closes, the server after 30 minutes unused.
ACCOUNT_SESSION_REMEMBER = False
# A change of password is told to its owner by e-mail.
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Tries from one address or for one account; the lock-out is the same for an account that does not exist.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,5/5m/key"}

# Sessions end after 30 minutes unused, and after 12 hours whatever happens. Reading renews one at most once a
# minute, so that a page that is only read writes nothing (governance/middleware.py).
SESSION_COOKIE_AGE = 30 * 60
SESSION_RENEWED_AFTER = 60
SESSION_HOURS_AT_MOST = 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "vawg_tracker.errors.out_of_date"

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
if ENVIRONMENT.production:
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
    SECURE_HSTS_SECONDS = 31536000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

STATIC_URL = "static/"
# Collected in production alone: elsewhere files are served from where they are written.
STATIC_ROOT = BASE_DIR / "var" / "static" if ENVIRONMENT.production else None
STATICFILES_DIRS = [BASE_DIR / "static", BASE_DIR / "assets"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENVIRONMENT.production
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not ENVIRONMENT.production

MAILERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {"host": ENVIRONMENT.email_host, "port": ENVIRONMENT.email_port, "timeout": 10},
    }
    if ENVIRONMENT.email_host
    else {
        "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "OPTIONS": {"file_path": ENVIRONMENT.email_folder},
    }
}
DEFAULT_FROM_EMAIL = ENVIRONMENT.email_from
# Where links in e-mails and calendars lead; empty, to the first of ALLOWED_HOSTS.
TRACKER_ADDRESS = ENVIRONMENT.address

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = False
USE_TZ = True
DATE_FORMAT = "j F Y"
# An address that somebody typed without its beginning, on a public page.
URLIZE_ASSUME_HTTPS = True

# Long text is refused by the form with a sentence (20,000 characters), not by the server with a 400.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
IMPORT_EXPORT_USE_TRANSACTIONS = True

# Thresholds of the rating rules (days, days, rounds), by the date they take effect.
RATING_THRESHOLDS = {"2023-04-01": {"overdue_days": 30, "slip_days": 92, "missed_updates": 2}}
# How many per cent alike make a narrative one that was pasted. Honest ones of one action of the demo
# are at most 74 alike; one pasted with its month and its number changed is 95 or more.
SAME_WORDS_PERCENT = 90
# When those who have not handed in are reminded, and who (actions/notices/schedule.py). The same words again
# in the ledger mark a reminder as sent, so a line that is reworded is a new reminder.
REMINDER_SCHEDULE = {
    "21 days before": ["lead"],
    "7 days before": ["lead"],
    "2 working days before": ["lead"],
    "1 day after": ["lead", "deputy"],
    "3 days after": ["sponsor", "coordinator"],
}
# E-mail addresses at these domains are not taken for personal data in free text.
PARTNER_DOMAINS: tuple[str, ...] = ()
