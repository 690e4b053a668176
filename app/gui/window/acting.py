"""The acts of the window of one report, made behind its first painting, or when one is wanted before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.desk.desk import Desk
from app.gui.last_year.acts import LastYear
from app.gui.ledger.acts import LedgerActs
from app.gui.paper.exporting import Exporting
from app.gui.paper.printing import Printing
from app.gui.paper.working_papers import WorkingPapers
from app.gui.problems.levels_file import LevelsFile
from app.gui.problems.tour import ProblemTour
from app.gui.remarks.acts import RemarksActs
from app.gui.rounds.coming_back import ComingBack
from app.gui.rounds.states import States
from app.gui.window.actions import Act

if TYPE_CHECKING:
    from app.gui.importing.bringing_in import BringingIn


class Acting(QObject):
    """Each act is an attribute; `by_id` says which menu item calls which."""

    def __init__(self, desk: Desk, bringing_in: Callable[[], BringingIn]) -> None:
        super().__init__(desk)
        self.exporting = Exporting(desk)
        self.printing = Printing(desk)
        self.working_papers = WorkingPapers(desk)
        self.states = States(desk)
        self.coming_back = ComingBack(desk, self.states, bringing_in)
        self.levels_file = LevelsFile(desk)
        self.remarks = RemarksActs(desk)
        self.last_year = LastYear(desk, bringing_in)
        self.ledger = LedgerActs(desk)
        self.tour = ProblemTour(desk)
        self.exporting.review_copy_sent.connect(self.states.exported_for_review)
        self.exporting.self_check_wanted.connect(self.working_papers.self_check)
        self.exporting.website_wanted.connect(self.working_papers.for_website)
        self.exporting.live_page_wanted.connect(self.coming_back.check_live_page)

    def by_id(self) -> dict[str, Act]:
        return {
            "export_review": self.exporting.review_copy,
            "export_public": self.exporting.public_copy,
            "print": self.printing.print_copy,
            **self.working_papers.acts,
            "paste_last_year": self.last_year.paste,
            "last_year": self.last_year.show,
            "split_other": self.last_year.split_other,
            "came_back": self.coming_back.choose,
            "take_remarks": self.remarks.choose,
            "check_live_page": self.coming_back.check_live_page,
            "state": self.states.fill,
            "next_problem": self.tour.next,
            "previous_problem": self.tour.previous,
            **self.ledger.acts,
            "load_levels": self.levels_file.load,
            "remove_levels": self.levels_file.remove,
        }
