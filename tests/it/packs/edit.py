"""Edits a workbook in LibreOffice as a person does, without a screen: edit.py IN OUT EDITS.

EDITS is a JSON list of {sheet, column, row, text | number}; rows and columns count from 0. OUT is saved as Excel's own form.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def named(name, value):
    it = PropertyValue()
    it.Name, it.Value = name, value
    return it


def connected(office, pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while office.poll() is None:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    sys.exit(f"soffice ended with {office.returncode}")


def main(source, target, edits):
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"normtrack{os.getpid()}"
        office = subprocess.Popen([
            "soffice", f"-env:UserInstallation={pathlib.Path(profile).as_uri()}", "--headless", "--norestore",
            f"--accept=pipe,name={pipe};urp",
        ])
        try:
            context = connected(office, pipe)
            desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
            book = desktop.loadComponentFromURL(pathlib.Path(source).as_uri(), "_blank", 0, (named("Hidden", True),))
            for edit in json.loads(pathlib.Path(edits).read_text()):
                cell = book.Sheets.getByName(edit["sheet"]).getCellByPosition(edit["column"], edit["row"])
                if "number" in edit:
                    cell.setValue(edit["number"])
                elif "formula" in edit:
                    cell.setFormula(edit["formula"])
                else:
                    cell.setString(edit["text"])
            book.storeToURL(pathlib.Path(target).as_uri(), (named("FilterName", "Calc MS Excel 2007 XML"),))
            book.close(True)
            desktop.terminate()
            office.wait(60)
        finally:
            office.kill()


main(*sys.argv[1:])
