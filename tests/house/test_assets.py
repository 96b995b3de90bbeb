"""The interface's files: what belongs to GOV.UK alone is left out, and what is left can be served."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from pytest_django import Settings

from bin.build_assets import clean_css, clean_js

ASSETS = settings.BASE_DIR / "assets"


@pytest.mark.parametrize(
    ("css", "cleaned"),
    [
        ("@font-face{font-family:GDS Transport;src:url(/assets/fonts/a.woff2)}a{b:c}", "a{b:c}\n"),
        ('p{font-family:"GDS Transport", arial, sans-serif}', "p{font-family:arial, sans-serif}\n"),
        ("p{font-family:GDS Transport,arial}", "p{font-family:arial}\n"),
        ("a{b:c}i{background:url(/assets/images/govuk-crest.svg)}u{d:e}", "a{b:c}u{d:e}\n"),
        ("@supports (x:y){i{mask:url(/assets/images/govuk-crest.svg)}}u{d:e}", "u{d:e}\n"),
        (".govuk-footer__crown{margin:0}u{d:e}", "u{d:e}\n"),
        ("i{background:url(/assets/images/icon.svg)}", "i{background:url(images/icon.svg)}\n"),
        ("a{b:c}\n/*# sourceMappingURL=a.css.map */", "a{b:c}\n"),
    ],
)
def test_a_stylesheet_loses_what_belongs_to_govuk_alone(css: str, cleaned: str) -> None:
    assert clean_css(css) == cleaned


def test_a_script_loses_the_pointer_to_its_source_map() -> None:
    assert clean_js("export{a};//# sourceMappingURL=a.js.map\n") == "export{a};\n"


def test_no_typeface_crest_crown_or_logo_is_in_the_assets() -> None:
    files = [path for path in ASSETS.rglob("*") if path.is_file()]
    stylesheets = "".join(path.read_text() for path in files if path.suffix == ".css")
    assert sorted(path.name for path in files if path.suffix in {".css", ".js"}) == [
        "govuk-frontend.min.css",
        "govuk-frontend.min.js",
        "moj-frontend.min.css",
        "moj-frontend.min.js",
    ]
    assert [path.name for path in files if path.suffix in {".woff", ".woff2", ".ico"}] == []
    assert [path.name for path in files if re.search("crest|crown|logo|govuk-icon", path.name)] == []
    assert re.findall(r"GDS Transport|@font-face|crest|crown", stylesheets) == []


def test_production_can_hash_and_collect_every_static_file(settings: Settings, tmp_path: Path) -> None:
    """A stylesheet that points at a missing file, or a missing source map, would stop this."""
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    hashed = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    ours = {
        str(path.relative_to(folder))
        for folder in settings.STATICFILES_DIRS
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert ours - hashed.keys() == set()
    assert [name for name in hashed.values() if not (tmp_path / name).is_file()] == []
