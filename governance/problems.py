"""What is wrong with something that was asked for, in sentences, each beside the field that it is about."""

# A field's name, or nothing when it is about the whole, and what to do.
type Problem = tuple[str, str]


class Refused(ValueError):
    """A verb will not do what was asked; nothing was written. ``problems`` are for the person who asked."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(sentence for _, sentence in problems))
        self.problems = problems
