"""LibreOffice for the tests of workbooks: convert a file, with every formula calculated anew."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MISSING = "LibreOffice is not installed here: what it makes of the workbook was not checked"

# LibreOffice believes the stored results of a file unless told otherwise; 0 = always calculate anew.
_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item>
</oor:items>
"""


def convert(source: Path, to: str, folder: Path) -> Path:
    """Convert `source` to the format `to` ("xlsx", "pdf") in `folder`, recalculated."""
    assert SOFFICE is not None
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
    made = folder / "made"
    subprocess.run(
        [SOFFICE, "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", to,
         "--outdir", str(made), str(source)],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return made / f"{source.stem}.{to}"
