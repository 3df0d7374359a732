"""The one exception of this package: something a person must mend, said in one line."""


class NoArranca(Exception):
    """The portal cannot start; its message is one clear Spanish line, shown without traceback."""
