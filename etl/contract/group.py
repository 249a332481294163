"""A group that figures are of: a form of exploitation, a sex and an age, and how the three are written as one text."""

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Group:
    """Form, sex and age, each a word of the vocabulary; without any, everyone and all forms."""

    form: str = "all"
    sex: str = "all"
    age: str = "all"

    def __str__(self) -> str:
        return f"{self.form}.{self.sex}.{self.age}"

    @classmethod
    def parse(cls, text: str) -> "Group":
        """The group that a text such as 'all.female.child' means; raises ValueError for text that is not three words."""
        form, sex, age = text.split(".")
        return cls(form, sex, age)


def groups_of(rows: pd.DataFrame) -> pd.Series:
    """The group of each row (``form, sex, age``) as text."""
    form, sex, age = (rows[name].astype("str") for name in ("form", "sex", "age"))
    return form + "." + sex + "." + age
