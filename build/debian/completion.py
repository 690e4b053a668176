"""Prints the completion for bash of the command line as it is: verbs, options, and what an option may be.

Run in the room, whose Python has what the command line imports: PYTHONPATH=…:/project python3.11 completion.py
"""

from __future__ import annotations

import argparse

from app.cli import _parser

HEAD = """# Completion of nianbao for bash; made by build/deb.
_nianbao() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words=
"""
TAIL = """    [[ $COMP_CWORD -eq 1 || $word == -* ]] || return
    COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o bashdefault -o default -F _nianbao nianbao
"""


def completion() -> str:
    """Where no word fits, files are offered."""
    top = _parser()
    (verbs,) = (action for action in top._actions if isinstance(action, argparse._SubParsersAction))
    chosen = {
        option: action.choices
        for parser in verbs.choices.values()
        for action in parser._actions
        if action.choices
        for option in action.option_strings
    }
    lines = ["    case $before in"]
    lines += [
        f'        {option}) COMPREPLY=($(compgen -W "{" ".join(map(str, choices))}" -- "$word")); return ;;'
        for option, choices in sorted(chosen.items())
    ]
    lines += ["    esac", "    case ${COMP_WORDS[1]} in"]
    lines += [f'        {name}) words="{" ".join(_options(parser))}" ;;' for name, parser in verbs.choices.items()]
    lines += [f'        *) words="{" ".join([*verbs.choices, *_options(top)])}" ;;', "    esac"]
    return HEAD + "\n".join(lines) + "\n" + TAIL


def _options(parser: argparse.ArgumentParser) -> list[str]:
    return [option for action in parser._actions for option in action.option_strings]


if __name__ == "__main__":
    print(completion(), end="")
