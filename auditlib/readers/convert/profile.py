"""The profile in which LibreOffice runs: no macros, no links followed, no network."""

from pathlib import Path
from xml.sax.saxutils import quoteattr

CLOSED_PORT = "9"
NOBODY = "127.0.0.1"
# Writer counts never, on request, always; Calc counts always, never, on request.
WRITER_NEVER, CALC_NEVER = "0", "1"
MANUAL_PROXY = "2"
SETTINGS = {
    "Office.Common/Security/Scripting": {
        "MacroSecurityLevel": "3",
        "DisableMacrosExecution": "true",
        "BlockUntrustedRefererLinks": "true",
        "ExecutePlugins": "false",
        "DisableActiveContent": "true",
        "DisableOLEAutomation": "true",
        "SecureURL": "",
    },
    "Office.Writer/Content/Update": {"Link": WRITER_NEVER, "Field": "false", "Chart": "false"},
    "Office.Calc/Content/Update": {"Link": CALC_NEVER},
    "Office.Calc/Formula/Load": {"OOXMLRecalcMode": "1", "ODFRecalcMode": "1"},
    "Inet/Settings": {
        "ooInetProxyType": MANUAL_PROXY,
        "ooInetNoProxy": "",
        "ooInetHTTPProxyName": NOBODY,
        "ooInetHTTPProxyPort": CLOSED_PORT,
        "ooInetHTTPSProxyName": NOBODY,
        "ooInetHTTPSProxyPort": CLOSED_PORT,
        "ooInetFTPProxyName": NOBODY,
        "ooInetFTPProxyPort": CLOSED_PORT,
    },
    "Office.Common/Misc": {"FirstRun": "false", "ShowTipOfTheDay": "false"},
    "Office.Recovery/AutoSave": {"Enabled": "false"},
    "Office.Recovery/RecoveryInfo": {"Enabled": "false"},
    "Setup/Office": {"ooSetupInstCompleted": "true"},
}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)


def write_profile(folder: Path) -> None:
    """Write the settings into a profile that does not exist yet; settings that a version does not know it passes over."""
    user = folder / "user"
    user.mkdir(parents=True)
    items = "".join(
        f'<item oor:path={quoteattr(f"/org.openoffice.{group}")}><prop oor:name={quoteattr(name)} oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for group, values in SETTINGS.items()
        for name, value in values.items()
    )
    (user / "registrymodifications.xcu").write_text(f"{HEAD}{items}</oor:items>\n", encoding="utf-8")
