"""Takes the pictures of docs/images/: pages of the demo as a screen shows them, and a pack's first pages.

    bin/screenshots [NAME ...]

Each is a PNG of few colours, so that the repository stays small: more than ``MOST_BYTES`` is refused.
"""

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from bin.missing_packages import BROWSERS

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "images"
MOST_BYTES = 120_000
COLOURS = 256
SCREEN = {"width": 1280, "height": 800}
TODAY = "2024-01-08"
PASSWORD = "demonstration-only"  # noqa: S105  # the demo's, which its sign-in page shows
PLAN = "/plans/vawg-2023-24/"


@dataclass(frozen=True)
class Picture:
    """A page as one person sees it; as anybody does, where nobody is named."""

    person: str
    address: str


PICTURES = {
    "my-updates": Picture("lead.police@demo.example", "/updates/"),
    "update": Picture("lead.police@demo.example", f"{PLAN}actions/18.1/updates/2023-Q3/"),
    "action": Picture("coordinator@demo.example", f"{PLAN}actions/12.1/"),
    "round": Picture("coordinator@demo.example", f"{PLAN}rounds/2023-Q3/"),
    "review": Picture("coordinator@demo.example", f"{PLAN}actions/9.3/review/2023-Q3/"),
    "dashboard": Picture("chair@demo.example", f"{PLAN}dashboard/"),
    "plan": Picture("member@demo.example", PLAN),
    "measures": Picture("chair@demo.example", f"{PLAN}measures/"),
    "public": Picture("", "/public/vawg-2023-24/"),
}
PACK = "pack"


def main(names: list[str]) -> int:
    """Take the named pictures, or all."""
    unknown = sorted(set(names) - PICTURES.keys() - {PACK})
    if unknown:
        print(
            f"No picture is called {unknown[0]}. There are: {', '.join([*PICTURES, PACK])}.", file=sys.stderr
        )
        return 2
    wanted = names or [*PICTURES, PACK]
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        _manage(environment, "migrate", "--verbosity", "0")
        _manage(environment, "load_demo")
        with _server(environment) as address, _browser() as browser:
            for name in (name for name in wanted if name in PICTURES):
                _save(name, _look(browser, address, PICTURES[name]))
        if PACK in wanted:
            _save(PACK, _pack(environment, Path(folder)))
    return 0


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "EMAIL_HOST"}}
    return kept | {
        "TRACKER_ENV": "development",
        "TRACKER_TODAY": TODAY,
        "DATABASE_URL": f"sqlite:///{folder / 'demo.sqlite3'}",
        "EMAIL_DIR": str(folder / "mail"),
    }


def _manage(environment: dict[str, str], *command: str) -> None:
    program = [sys.executable, "manage.py", *command]
    subprocess.run(program, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def _server(environment: dict[str, str]) -> Iterator[str]:
    """The demo on a free port; its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    program = [
        sys.executable,
        "-m",
        "gunicorn",
        "--bind",
        place,
        "--no-control-socket",
        "--log-level",
        "error",
    ]
    running = subprocess.Popen([*program, "vawg_tracker.wsgi"], cwd=ROOT, env=environment)
    try:
        _wait_for(place, running)
        yield f"http://{place}"
    finally:
        running.terminate()
        running.wait()


def _wait_for(place: str, running: "subprocess.Popen[bytes]") -> None:
    """Return once the server is ready. Raises RuntimeError when it ends before, or takes over a minute."""
    until = time.monotonic() + 60
    while time.monotonic() < until and running.poll() is None:
        asking = http.client.HTTPConnection(place, timeout=60)
        try:
            asking.request("GET", "/readyz")
            if asking.getresponse().status == http.HTTPStatus.OK:
                return
        except ConnectionError:
            time.sleep(0.2)
        finally:
            asking.close()
    raise RuntimeError("The demo's server did not start.")


@contextmanager
def _browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


def _look(browser: Browser, address: str, picture: Picture) -> Image.Image:
    """Sign in as the person, open the page, and take what fits on the screen."""
    page = browser.new_page(base_url=address, viewport=SCREEN)  # type: ignore[arg-type]  # a TypedDict of these two
    if picture.person:
        page.goto("/sign-in/")
        page.get_by_label("E-mail address").fill(picture.person)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("main").get_by_role("button", name="Sign in").click()
        page.wait_for_url(lambda url: "/sign-in/" not in url)
    page.goto(picture.address)
    taken = page.screenshot()
    page.close()
    return Image.open(BytesIO(taken))


def _pack(environment: dict[str, str], folder: Path) -> Image.Image:
    """The first two pages of the closed quarter's pack, side by side on grey."""
    file = folder / "pack.pdf"
    options = ["--plan", "vawg-2023-24", "--quarter", "2023-Q2", "--format", "pdf", "--output", str(file)]
    _manage(environment, "render_pack", *options)
    program = ["pdftoppm", "-png", "-r", "72", "-l", "2", str(file), str(folder / "pack")]
    subprocess.run(program, check=True)
    pages = [Image.open(found) for found in sorted(folder.glob("pack-*.png"))]
    gap = 20
    width = sum(page.width for page in pages) + gap * (len(pages) + 1)
    whole = Image.new("RGB", (width, pages[0].height + 2 * gap), "#b1b4b6")
    across = gap
    for page in pages:
        whole.paste(page, (across, gap))
        across += page.width + gap
    return whole


def _save(name: str, picture: Image.Image) -> None:
    """Write it with few colours. Raises RuntimeError when it is too large all the same."""
    file = FOLDER / f"{name}.png"
    few = picture.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(file, optimize=True)
    size = file.stat().st_size
    print(f"{file.relative_to(ROOT)}: {size // 1000} kB")
    if size > MOST_BYTES:
        raise RuntimeError(f"{file.name} has {size:,} bytes, and may have {MOST_BYTES:,}.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
