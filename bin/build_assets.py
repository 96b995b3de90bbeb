#!/usr/bin/env python3
"""Copy the interface's css, js and images from node_modules/ into assets/, which git ignores.

    python bin/build_assets.py

GOV.UK's typeface, crest and crown belong to GOV.UK alone, so this service may not show them: their
`@font-face` rules, the family's name and the rules and files that draw them are left out. Every address
that stays in the css is relative, and is checked to exist, so `collectstatic` can hash the result.
"""

import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "node_modules"
TARGET = ROOT / "assets"

# Folder in assets/ -> its folder in node_modules/.
PACKAGES = {"govuk": "govuk-frontend/dist/govuk", "moj": "@ministryofjustice/frontend/moj"}

FONT_FACE = re.compile(r"@font-face\s*\{[^{}]*\}")
FONT_NAME = re.compile(r"""["']?GDS Transport["']?\s*,\s*""")
RULE_WITH_CREST = re.compile(r"[^{}]+\{[^{}]*(?:crest|crown)[^{}]*\}")
RULE_FOR_CREST = re.compile(r"[^{}]*(?:crest|crown)[^{}]*\{[^{}]*\}")
EMPTY_BLOCK = re.compile(r"@(?:supports|media)[^{}]*\{\s*\}")
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=[^*]*\*/|//# sourceMappingURL=\S*")
ADDRESS = re.compile(r"""url\(["']?(?!data:)([^"')]+)["']?\)""")


def clean_css(css: str) -> str:
    """The stylesheet without typeface, crest and crown, its images addressed as `images/NAME`."""
    for pattern in (FONT_FACE, FONT_NAME, RULE_WITH_CREST, RULE_FOR_CREST, EMPTY_BLOCK, SOURCE_MAP):
        css = pattern.sub("", css)
    return css.replace("url(/assets/images/", "url(images/").rstrip() + "\n"


def clean_js(js: str) -> str:
    """The module without the pointer to its source map, which is not copied."""
    return SOURCE_MAP.sub("", js).rstrip() + "\n"


def copy_package(name: str) -> list[str]:
    """Copy one package into assets/. Returns a sentence for each thing that is wrong."""
    source, target = SOURCE / PACKAGES[name], TARGET / name
    (target / "images").mkdir(parents=True)
    # Icons alone: every other image is a crown, a crest or a logo.
    for icon in sorted((source / "assets" / "images").glob("icon-*")):
        shutil.copy(icon, target / "images")
    problems = []
    for file, clean in ((f"{name}-frontend.min.css", clean_css), (f"{name}-frontend.min.js", clean_js)):
        text = clean((source / file).read_text(encoding="utf-8"))
        (target / file).write_text(text, encoding="utf-8")
        problems += check(target / file)
    return problems


def check(file: Path) -> list[str]:
    """What is left in a copied file that must not be there, or points at nothing."""
    text = file.read_text(encoding="utf-8")
    where = file.relative_to(ROOT)
    problems = [f"{where} still holds {word!r}." for word in ("GDS Transport", "@font-face") if word in text]
    if file.suffix == ".css":
        missing = sorted({a for a in ADDRESS.findall(text) if not (file.parent / a).is_file()})
        problems += [f"{where} points at {address}, which is not there." for address in missing]
    return problems


def main() -> int:
    """Build assets/ afresh. Returns the exit code."""
    missing = [folder for folder in PACKAGES.values() if not (SOURCE / folder).is_dir()]
    if missing:
        print(f"node_modules/ has no {' and no '.join(missing)}. Run bin/setup.", file=sys.stderr)
        return 1
    shutil.rmtree(TARGET, ignore_errors=True)
    problems = [problem for name in PACKAGES for problem in copy_package(name)]
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
