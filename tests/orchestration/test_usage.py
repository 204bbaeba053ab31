"""A command that is not well written is told in words, with what was probably meant."""

import pytest


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("chek",), "Did you mean check?"),
        (("quarantine", "lst"), "Did you mean list?"),
        (("run", "--sourc", "x"), "There is no option --sourc. Did you mean"),
        (("run", "--source"), "The option --source lacks its value"),
        (("validate",), "Something is missing: file."),
        (("validate", "a.csv", "b.csv"), "These words are too many: b.csv."),
        (("links", "--limit", "0"), "The value given for --limit does not fit"),
    ],
)
def test_a_wrong_command_is_told_in_words(here, words, told):
    found = here(*words, check=False, env={"PARTAGE_LANG": "en"})
    assert (found.returncode, found.stdout) == (2, "")
    assert told in found.stderr


def test_the_frame_of_help_is_ours(command):
    shown = command("validate", "--help", env={"PARTAGE_LANG": "en"}).stdout
    assert "Show this help and exit." in shown
    assert "<file or folder>" in shown
    assert "<bool>" not in shown
